import { type Create, defineInputFields, type InferInputData, type InputFields } from 'zapier-platform-core';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import type { Action } from '../connect/verbs.ts';
import { requestSample } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { requestField, requestLock } from './support/requestFields.ts';
import { settleRequest } from './support/settleRequest.ts';

/** A state change of a request that differs from the others only in its verb and what goes with it. */
interface StateChange<Fields extends InputFields> {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** What the published app calls the request in this action. */
  readonly idKey: 'id' | 'request_id';
  readonly fields: Fields;
  /** The last part of the path. */
  readonly verb: Action<'requests'>;
  /** The state that it leads to (or may have got to since), for those that lead to one. */
  readonly target?: string | readonly string[];
  /** Whether a request in that state is what this input asks for; the state alone decides, when absent. */
  readonly isDone?: (request: FulfillmentRequest, input: InferInputData<Fields>) => boolean;
  /** The verb for people, with the request in it. */
  readonly what: (id: string) => string;
  readonly body?: (input: InferInputData<Fields>) => object;
  readonly sample?: Partial<FulfillmentRequest>;
}

const stateChange = <const Fields extends InputFields>(row: StateChange<Fields>): Create =>
  action({
    key: row.key,
    noun: 'Request',
    label: row.label,
    description: row.description,
    inputFields: [...requestField(row.idKey), ...(row.fields as InputFields)],
    returns: FulfillmentRequest,
    sample: {
      ...requestSample,
      ...(row.target ? { status: [row.target].flat()[0] ?? '' } : {}),
      ...row.sample,
    },
    lock: requestLock(row.idKey),
    run: (connect, input) => {
      const id = String(input[row.idKey]);
      const body = row.body?.(input as unknown as InferInputData<Fields>);
      const what = row.what(id);
      return row.target
        ? settleRequest(connect, {
            id,
            verb: row.verb,
            target: row.target,
            body,
            what,
            isDone: (request) => row.isDone?.(request, input as unknown as InferInputData<Fields>) ?? true,
          })
        : connect.requests.act(id, row.verb, body, { what });
    },
  });

const reasonField = (example: string) =>
  defineInputFields([
    {
      key: 'reason',
      label: 'Reason',
      type: 'text',
      required: true,
      helpText: `What the other side gets to read, for example \`${example}\``,
    },
  ]);

/** Vendor: fails a request for good. */
export const rejectRequest = stateChange({
  key: 'reject_request',
  label: 'Reject Request',
  description:
    "Rejects a pending fulfillment request with a reason and returns it; it can't be reopened. To ask for corrections instead use Inquire Request.",
  idKey: 'request_id',
  fields: reasonField('The domain is taken.'),
  verb: 'fail',
  target: 'failed',
  what: (id) => `reject fulfillment request ${id}`,
  body: ({ reason }) => ({ reason }),
  sample: { reason: 'The domain is taken.' },
});

/** Either side: gives an inquiring request back to the vendor. */
export const pendRequest = stateChange({
  key: 'pend_request',
  label: 'Set Request to Pending',
  description:
    'Sets an inquiring fulfillment request to pending, once its parameters are corrected, and returns it. The vendor goes on with it.',
  idKey: 'request_id',
  fields: [],
  verb: 'pend',
  target: 'pending',
  what: (id) => `set fulfillment request ${id} to pending`,
});

/** Vendor: makes somebody responsible for a request. */
export const assignRequest = stateChange({
  key: 'assign_request',
  label: 'Assign Request',
  description:
    'Makes a user of your account responsible for an open fulfillment request and returns it. For vendors. To free it again use Unassign Request.',
  idKey: 'request_id',
  fields: defineInputFields([
    {
      key: 'email',
      label: 'Assignee Email',
      required: true,
      dynamic: 'account_users.email.name',
      helpText: 'The email address of a user of your Connect account, for example `alex@example.com`.',
    },
  ]),
  verb: 'assign',
  what: (id) => `assign fulfillment request ${id}`,
  body: ({ email }) => ({ email }),
  sample: {
    status: 'pending',
    assignee: { id: 'UR-841-574-187', name: 'Alex Sample', email: 'alex@example.com' },
  },
});

/** Vendor: makes nobody responsible for a request. */
export const unassignRequest = stateChange({
  key: 'unassign_request',
  label: 'Unassign Request',
  description: 'Removes the assignee of an open fulfillment request and returns it. For vendors.',
  idKey: 'request_id',
  fields: [],
  verb: 'unassign',
  what: (id) => `unassign fulfillment request ${id}`,
  sample: { status: 'pending' },
});

/** Vendor: puts a request off to a date. */
export const scheduleRequest = stateChange({
  key: 'schedule_request',
  label: 'Schedule Request',
  description:
    'Schedules a pending fulfillment request for a later date and returns it; Connect sets it to pending again on that date. For vendors.',
  idKey: 'id',
  fields: defineInputFields([
    {
      key: 'planned_date',
      label: 'Planned Date',
      type: 'datetime',
      required: true,
      helpText: 'When the request is to be processed, for example `2026-12-31T00:00:00Z`.',
    },
  ]),
  verb: 'schedule',
  target: 'scheduled',
  isDone: ({ planned_date: planned }, { planned_date: wanted }) =>
    Date.parse(planned ?? '') === Date.parse(wanted),
  what: (id) => `schedule fulfillment request ${id}`,
  body: ({ planned_date }) => ({ planned_date }),
});

/** Distributor: takes a scheduled request back. */
export const revokeRequest = stateChange({
  key: 'revoke_request',
  label: 'Revoke Request',
  description:
    'Asks to take a scheduled fulfillment request back, with a reason, and returns it in the state revoking; the vendor has to confirm. For distributors.',
  idKey: 'id',
  fields: reasonField('The customer has withdrawn the order.'),
  verb: 'revoke',
  target: 'revoking',
  what: (id) => `revoke fulfillment request ${id}`,
  body: ({ reason }) => ({ reason }),
  sample: { reason: 'The customer has withdrawn the order.' },
});

/** Vendor: agrees that a request is taken back. */
export const confirmRequest = stateChange({
  key: 'confirm_request',
  label: 'Confirm Revoked Request',
  description:
    'Confirms that a fulfillment request in the state revoking is taken back, and returns it. For vendors.',
  idKey: 'id',
  fields: [],
  verb: 'confirm',
  target: 'revoked',
  what: (id) => `confirm that fulfillment request ${id} is revoked`,
});

/** Distributor: places a request that was only a draft. */
export const purchaseDraftRequest = stateChange({
  key: 'purchase_draft_request',
  label: 'Place Draft Request',
  description:
    'Places a draft fulfillment request, so that the vendor gets it, and returns it. For distributors. To check its parameters first use Validate Request Parameters.',
  idKey: 'request_id',
  fields: [],
  verb: 'purchase',
  // What was placed may have got further meanwhile.
  target: ['pending', 'tiers_setup', 'inquiring', 'scheduled', 'approved', 'failed'],
  what: (id) => `place draft request ${id}`,
});
