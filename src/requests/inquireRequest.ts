import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { reachState } from '../connect/reachState.ts';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { parameterErrorFields, readAllProblems } from '../fields/parameterFields.ts';
import { inquiryTemplatePicker, requestPicker } from '../fields/pickers.ts';
import { requestSampleIn } from '../samples/request.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

/** Vendor: says which parameters of a request are wrong and gives it back for correction. */
export const inquireRequest = action({
  key: 'inquire_request',
  noun: 'Request',
  label: 'Inquire Request',
  description:
    'Marks wrong parameters of a pending fulfillment request and gives it back for correction; returns it in the state inquiring. For vendors. To refuse it for good use Reject Request.',
  inputFields: defineInputFields([
    requestPicker('request_id', { required: true, altersDynamicFields: true }),
    inquiryTemplatePicker('template_id', {
      helpText: 'The message that asks for the correction, for example `TL-000-000-000`.',
    }),
    { key: 'note', label: 'Note', type: 'text', helpText: 'A note on the request, for both sides.' },
    parameterErrorFields(),
    {
      key: 'params',
      label: 'Other Parameters to Correct',
      dict: true,
      helpText:
        "The parameter's ID on the left, what is wrong with it on the right, for example `domain` and `The domain is taken.`",
    },
  ]),
  returns: FulfillmentRequest,
  lock: lockOn('request', 'request_id'),
  sample: { ...requestSampleIn('inquiring'), params_form_url: 'https://example.com/form' },
  run: async (connect, input) => {
    const { request_id, template_id, note } = input;
    const errors = readAllProblems(input);
    await connect.requests.update(
      request_id,
      { asset: { params: errors }, ...(note ? { note } : {}) },
      { what: `mark the parameters of fulfillment request ${request_id}` },
    );
    try {
      return await reachState(connect.requests, {
        noun: 'request',
        id: request_id,
        verb: 'inquire',
        target: 'inquiring',
        body: template_id ? { template_id } : {},
      });
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      throw error.with(
        `The parameters of ${request_id} are marked already; running this step again does no harm.`,
      );
    }
  },
});
