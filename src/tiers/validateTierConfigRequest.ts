import { defineInputFields } from 'zapier-platform-core';
import { TierConfigRequest } from '../connect/schemas/tiers.ts';
import { readForJudgement } from '../fields/parameterValues.ts';
import { tierConfigRequestPicker } from '../fields/pickers.ts';
import { tierConfigRequestIn } from '../samples/tierRequests.ts';
import { action } from '../zapier/operation.ts';
import { parametersOf } from './support/requestParameters.ts';

/** Either side: asks whether parameters of a draft would be accepted; nothing is stored. */
export const validateConfigRequest = action({
  key: 'validate_tier_config_request',
  noun: 'Tier Configuration Request',
  label: 'Validate Tier Parameters',
  description:
    'Checks parameter values of a draft tier configuration request and returns it with what is wrong beside each parameter. To store values use Set Tier Parameters.',
  inputFields: defineInputFields([
    tierConfigRequestPicker('request_id', { required: true, altersDynamicFields: true }),
    {
      key: 'params',
      label: 'Parameters',
      dict: true,
      helpText:
        "The parameter's ID on the left, its value on the right. Left empty, those of the request are checked.",
    },
  ]),
  returns: TierConfigRequest,
  sample: tierConfigRequestIn('draft'),
  run: async (connect, { request_id: id, params }) => {
    const values = await readForJudgement('Parameters', params, parametersOf(connect, id));
    return connect.tierConfigRequests.act(
      id,
      'validate',
      { params: values },
      { what: `validate the parameters of tier configuration request ${id}` },
    );
  },
});
