import { defineInputFields } from 'zapier-platform-core';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { knownParameters } from '../fields/knownParameters.ts';
import { readForJudgement } from '../fields/parameterValues.ts';
import { requestPicker } from '../fields/pickers.ts';
import { requestSampleIn } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';

/** Either side: asks the product whether parameters of a draft would be accepted; nothing is stored. */
export const validateDraftRequest = action({
  key: 'validate_draft_request',
  noun: 'Request',
  label: 'Validate Request Parameters',
  description:
    'Checks parameter values of a draft fulfillment request and returns it with what is wrong beside each parameter. To store values use Set Request Parameters.',
  inputFields: defineInputFields([
    requestPicker('request_id', { required: true, altersDynamicFields: true }),
    {
      key: 'params',
      label: 'Parameters',
      dict: true,
      helpText:
        "The parameter's ID on the left, its value on the right. Left empty, those of the request are checked.",
    },
  ]),
  returns: FulfillmentRequest,
  sample: requestSampleIn('draft'),
  run: async (connect, { request_id, params }) => {
    const values = await readForJudgement('Parameters', params, () =>
      knownParameters(connect, { request_id }),
    );
    return connect.requests.act(
      request_id,
      'validate',
      { asset: { params: values } },
      { what: `validate the parameters of fulfillment request ${request_id}` },
    );
  },
});
