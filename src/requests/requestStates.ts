import { defineInputFields } from 'zapier-platform-core';
import { REQUEST_STATES } from '../connect/schemas/request.ts';
import { requestPicker, userPicker } from '../fields/pickers.ts';
import { requests } from './requests.ts';

/** What either side does with a request, one verb each. */

/** The published app calls the request `id` in some of its actions. */
const byId = requestPicker('id', { required: true, altersDynamicFields: true });

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
export const rejectRequest = requests.stateChange({
  key: 'reject_request',
  label: 'Reject Request',
  description:
    "Rejects a pending fulfillment request with a reason and returns it; it can't be reopened. To ask for corrections instead use Inquire Request.",
  fields: reasonField('The domain is taken.'),
  verb: 'fail',
  target: 'failed',
  what: (id) => `reject fulfillment request ${id}`,
  sample: { reason: 'The domain is taken.' },
});

/** Either side: gives an inquiring request back to the vendor. */
export const pendRequest = requests.stateChange({
  key: 'pend_request',
  label: 'Set Request to Pending',
  description:
    'Sets an inquiring fulfillment request to pending, once its parameters are corrected, and returns it. The vendor goes on with it.',
  verb: 'pend',
  target: 'pending',
  what: (id) => `set fulfillment request ${id} to pending`,
});

/** Vendor: makes somebody responsible for a request. */
export const assignRequest = requests.stateChange({
  key: 'assign_request',
  label: 'Assign Request',
  description:
    'Makes a user of your account responsible for an open fulfillment request and returns it. For vendors. To free it again use Unassign Request.',
  fields: [
    userPicker('email', {
      label: 'Assignee Email',
      required: true,
      helpText: 'The email address of a user of your Connect account, for example `alex@example.com`.',
    }),
  ],
  verb: 'assign',
  sample: {
    status: 'pending',
    assignee: { id: 'UR-841-574-187', name: 'Alex Sample', email: 'alex@example.com' },
  },
});

/** Vendor: makes nobody responsible for a request. */
export const unassignRequest = requests.stateChange({
  key: 'unassign_request',
  label: 'Unassign Request',
  description: 'Removes the assignee of an open fulfillment request and returns it. For vendors.',
  verb: 'unassign',
  sample: { status: 'pending' },
});

/** Vendor: puts a request off to a date. */
export const scheduleRequest = requests.stateChange({
  key: 'schedule_request',
  label: 'Schedule Request',
  description:
    'Schedules a pending fulfillment request for a later date and returns it; Connect sets it to pending again on that date. For vendors.',
  id: byId,
  fields: [
    {
      key: 'planned_date',
      label: 'Planned Date',
      type: 'datetime',
      required: true,
      helpText: 'When the request is to be processed, for example `2026-12-31T00:00:00Z`.',
    },
  ],
  verb: 'schedule',
  target: 'scheduled',
  isDone: ({ planned_date: planned }, { planned_date: wanted }) =>
    Date.parse(planned ?? '') === Date.parse(wanted),
});

/** Distributor: takes a scheduled request back. */
export const revokeRequest = requests.stateChange({
  key: 'revoke_request',
  label: 'Revoke Request',
  description:
    'Asks to take a scheduled fulfillment request back, with a reason, and returns it in the state revoking; the vendor has to confirm. For distributors.',
  id: byId,
  fields: reasonField('The customer has withdrawn the order.'),
  verb: 'revoke',
  target: 'revoking',
  sample: { reason: 'The customer has withdrawn the order.' },
});

/** Vendor: agrees that a request is taken back. */
export const confirmRequest = requests.stateChange({
  key: 'confirm_request',
  label: 'Confirm Revoked Request',
  description:
    'Confirms that a fulfillment request in the state revoking is taken back, and returns it. For vendors.',
  id: byId,
  verb: 'confirm',
  target: 'revoked',
  sample: { reason: 'The customer has withdrawn the order.' },
  what: (id) => `confirm that fulfillment request ${id} is revoked`,
});

/** Distributor: places a request that was only a draft. */
export const purchaseDraftRequest = requests.stateChange({
  key: 'purchase_draft_request',
  label: 'Place Draft Request',
  description:
    'Places a draft fulfillment request, so that the vendor gets it, and returns it. For distributors. To check its parameters first use Validate Request Parameters.',
  verb: 'purchase',
  // What was placed may have got further meanwhile.
  target: ['pending', 'tiers_setup', 'inquiring', 'scheduled', 'approved', 'failed'],
  what: (id) => `place draft request ${id}`,
});

/** Either side: goes on once a request is through. */
export const waitForRequest = requests.waitAction({
  key: 'wait_for_request',
  label: 'Wait for Request',
  description:
    'Waits until a fulfillment request is approved or has failed, or is in one of the chosen statuses, and returns it. It goes on at once when it is there already. To start a Zap instead use Fulfillment Request Event.',
  objectClass: 'fulfillment_request',
  states: REQUEST_STATES,
  until: ['approved', 'failed'],
  final: ['approved', 'failed', 'revoked'],
  product: ({ asset }) => asset?.product?.id,
});
