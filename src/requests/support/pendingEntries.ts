import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import type { EntrySource } from '../../zapier/polling/entries.ts';

const paramsOf = ({ asset }: FulfillmentRequest, isOrdering: boolean): unknown[] =>
  (asset?.params ?? [])
    .filter(({ phase }) => (phase === 'ordering') === isOrdering)
    .map(({ id, value, value_error, structured_value }) => [id, value, value_error, structured_value]);

/** When a request becomes pending: an inquiry leaves its template, the address of its form, errors and other values in what was ordered. */
export const pendingEntries: EntrySource<FulfillmentRequest> = {
  isIn: ({ status }) => status === 'pending',
  marksOf: (request) => [
    request.template?.id,
    Boolean(request.params_form_url),
    request.answered,
    request.reason,
    request.planned_date,
    paramsOf(request, true),
  ],
  editsOf: (request) => [
    request.note,
    request.assignee,
    request.asset?.items,
    request.asset?.external_id,
    request.asset?.external_uid,
    paramsOf(request, false),
  ],
};
