import type { FulfillmentRequest } from '../sandbox/modules/requests/model.ts';
import type { Act } from './history.ts';
import type { Tasks } from './tasks.ts';
import type { Town } from './town.ts';

/** The vendor's other people, who work in Connect itself. */

const STATES: Readonly<Record<Act, readonly string[]>> = {
  inquire: ['pending'],
  pend: ['inquiring'],
  reject: ['pending', 'inquiring'],
  edit: ['pending', 'inquiring'],
  schedule: ['pending'],
  assign: ['pending'],
};

export const REASON = 'Rejected by hand: the order is a test.';

/** Whether a request came from the shops: others are an import that nobody works on. */
export const isOurs = ({ asset }: FulfillmentRequest): boolean => asset.external_id.startsWith('#');

/** @returns whether there was a request for it. */
export const actIn = async (
  town: Town,
  tasks: Tasks,
  act: Act,
  pick: number,
  isMeanwhile = false,
): Promise<boolean> => {
  // What somebody works on at this moment is not taken from under their hands.
  const isBegun = ({ id }: FulfillmentRequest) =>
    tasks.all.some(({ what, input, runs }) => what === 'provision' && runs > 0 && input['request_id'] === id);
  const isFree = (request: FulfillmentRequest) => act !== 'reject' || (!isMeanwhile && !isBegun(request));
  const fitting = town.books
    .requests()
    .filter((one) => isOurs(one) && STATES[act].includes(one.status) && isFree(one));
  const chosen = fitting[pick % Math.max(1, fitting.length)];
  if (!chosen) return false;
  const { ids } = town.sandbox;
  const body: Record<Act, object> = {
    inquire: { template_id: ids.inquiryTemplate },
    pend: {},
    reject: { reason: REASON },
    edit: { asset: { params: [{ id: 'admin_email', value: `alex.${pick}@example.com` }] } },
    schedule: { planned_date: new Date(town.time.now() + 36 * 3_600_000).toISOString() },
    assign: { email: 'robin@vendor.example.com' },
  };
  const verb = { reject: 'fail', edit: '' }[act as 'reject' | 'edit'] ?? act;
  const { status } = await town.call(
    'vendor',
    act === 'edit' ? 'PUT' : 'POST',
    `/requests/${chosen.id}${verb && `/${verb}`}`,
    body[act],
  );
  town.tell(
    `  ${isMeanwhile ? 'meanwhile ' : ''}a colleague of the vendor’s: ${act} ${chosen.id} (${status})`,
  );
  if (status < 400) town.count(`people: ${act}`);
  return status < 400;
};
