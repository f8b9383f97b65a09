import { defineInputFields } from 'zapier-platform-core';
import { writeValues } from '../connect/reachState.ts';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { parameterFields } from '../fields/parameterFields.ts';
import { hasParams, readGivenParams } from '../fields/parameterValues.ts';
import { requestPicker } from '../fields/pickers.ts';
import { requestSampleIn } from '../samples/request.ts';
import { missing } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

/** Either side: writes parameter values into an open request. */
export const fillFulfillmentParams = action({
  key: 'fill_fulfillment_params',
  noun: 'Request',
  label: 'Set Request Parameters',
  description:
    'Writes parameter values into an open fulfillment request and returns it. Vendors set fulfillment parameters before they approve; distributors correct ordering parameters while a request is inquiring. Values that stand there already are no failure.',
  inputFields: defineInputFields([
    requestPicker('request_id', { required: true, altersDynamicFields: true }),
    parameterFields('own', false),
    {
      key: 'params',
      label: 'Other Parameters',
      dict: true,
      helpText:
        'The parameter\'s ID on the left, its value on the right. A JSON object, for example `{"country":"US"}`, is stored as a structured value.',
    },
    { key: 'note', label: 'Note', type: 'text', helpText: 'A note on the request, for both sides.' },
  ]),
  returns: FulfillmentRequest,
  lock: lockOn('request', 'request_id'),
  sample: requestSampleIn('pending'),
  run: async (connect, input) => {
    const params = await readGivenParams(connect, 'Other Parameters', input);
    if (params.length === 0) throw missing('Parameters', 'a value for at least one parameter');
    const { request_id: id, note } = input;
    return writeValues(
      connect.requests,
      {
        id,
        body: { asset: { params }, ...(note ? { note } : {}) },
        what: `set parameters of fulfillment request ${id}`,
        noun: 'request',
      },
      (request) => hasParams(request.asset, params) && (!note || request.note === note),
    );
  },
});
