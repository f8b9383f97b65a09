import { defineInputFields } from 'zapier-platform-core';
import { PlacedRequest } from '../connect/schemas/request.ts';
import { knownIn } from '../fields/knownParameters.ts';
import { fitted, readListedParams } from '../fields/parameterValues.ts';
import { findSubscription, subscriptionFields } from '../fields/subscription.ts';
import { placedSampleIn } from '../samples/request.ts';
import { missing } from '../zapier/input.ts';
import { legacyFields } from '../zapier/legacy.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { createRequestOn } from './support/requestOnSubscription.ts';
import { purchaseKeys } from './support/tierFields.ts';

/** Vendor: corrects parameters of an existing subscription. */
export const createAssetAdjustmentRequest = action({
  key: 'create_asset_adjustment_request',
  noun: 'Request',
  label: 'Create Adjustment Request',
  description:
    'Creates a request that corrects parameters of an existing subscription and returns it. For vendors. To set parameters of a request that is still open use Set Request Parameters.',
  inputFields: defineInputFields([
    ...subscriptionFields,
    {
      key: 'params',
      label: 'Parameters',
      dict: true,
      helpText: "The parameter's ID on the left, its corrected value on the right.",
    },
    legacyFields(purchaseKeys),
  ]),
  returns: PlacedRequest,
  sample: placedSampleIn('pending', 'adjustment'),
  lock: subscriptionLock,
  run: async (connect, input) => {
    const params = readListedParams('Parameters', input.params);
    if (params.length === 0) throw missing('Parameters', 'a value for at least one parameter');
    const { id, asset: found } = await findSubscription(connect, input);
    const asset = found ?? (await connect.assets.get(id));
    return createRequestOn(
      connect,
      'adjustment',
      { id, asset },
      { params: await fitted(params, knownIn(asset.params ?? [])) },
    );
  },
});
