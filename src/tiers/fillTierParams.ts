import { defineInputFields } from 'zapier-platform-core';
import { writeValues } from '../connect/reachState.ts';
import { TierConfigRequest } from '../connect/schemas/tiers.ts';
import { parameterFields } from '../fields/parameterFields.ts';
import { hasParams, readGivenParams } from '../fields/parameterValues.ts';
import { tierConfigRequestPicker } from '../fields/pickers.ts';
import { tierConfigRequestIn } from '../samples/tierRequests.ts';
import { missing } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { notesField, paramsField } from './support/configFields.ts';
import { parametersOf } from './support/requestParameters.ts';

/** Either side: writes parameter values into an open request for a tier configuration. */
export const fillTierParams = action({
  key: 'fill_tier_params',
  noun: 'Tier Configuration Request',
  label: 'Set Tier Parameters',
  description:
    'Writes parameter values into an open tier configuration request and returns it. Vendors set fulfillment parameters before they approve; distributors correct ordering parameters while a request is inquiring. Values that stand there already are no failure.',
  inputFields: defineInputFields([
    tierConfigRequestPicker('request_id', { required: true, altersDynamicFields: true }),
    parameterFields('own', false, 'tier'),
    paramsField,
    notesField,
  ]),
  returns: TierConfigRequest,
  lock: lockOn('tier configuration request', 'request_id'),
  sample: tierConfigRequestIn('pending'),
  run: async (connect, input) => {
    const { request_id: id, notes } = input;
    const params = await readGivenParams(connect, 'Other Parameters', input, parametersOf(connect, id));
    if (params.length === 0) throw missing('Parameters', 'a value for at least one parameter');
    return writeValues(
      connect.tierConfigRequests,
      {
        id,
        body: { params, ...(notes ? { notes } : {}) },
        what: `set parameters of tier configuration request ${id}`,
        noun: 'tier configuration request',
      },
      (request) => hasParams(request, params) && (!notes || request.notes === notes),
    );
  },
});
