import { type Bundle, defineInputFields } from 'zapier-platform-core';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { accountFields, CUSTOMER, readAccount, TIER_1, TIER_2 } from '../fields/account.ts';
import { environmentField, hubField, marketplaceField, productField } from '../fields/catalog.ts';
import { findConnection } from '../fields/connection.ts';
import { itemFields, productOfItems, readItems } from '../fields/items.ts';
import { parameterFields, readParameterFields } from '../fields/parameterFields.ts';
import { readParams } from '../fields/params.ts';
import { derivedUid } from '../fields/uid.ts';
import { requestSample } from '../samples/request.ts';
import { missing } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';

/** A second tier is asked for only where there is one. */
const tier2Fields = (_z: unknown, bundle: Bundle) =>
  bundle.inputData['reseller_tiers'] === 't2t1' ? accountFields(TIER_2, true) : [];

/** Distributor: orders a new subscription of a product for a customer. */
export const createAssetPurchaseRequest = action({
  key: 'create_asset_purchase_request',
  noun: 'Request',
  label: 'Create Purchase Request',
  description:
    'Orders a new subscription of a product for a customer and returns the fulfillment request with the new subscription. For distributors. To change quantities of an existing subscription use Create Change Request.',
  inputFields: defineInputFields([
    ...productField,
    ...hubField,
    ...environmentField,
    ...marketplaceField,
    {
      key: 'asset_external_id',
      label: 'Subscription External ID',
      required: true,
      helpText: 'The ID of the order or subscription in your own system, for example `ORDER-1001`.',
    },
    {
      key: 'asset_external_uid',
      label: 'Subscription External UID',
      helpText:
        'A UUID for the subscription. Left empty, one is derived from the hub, the product and the external ID.',
    },
    ...itemFields,
    parameterFields('ordering', true),
    {
      key: 'params',
      label: 'Other Ordering Parameters',
      dict: true,
      helpText:
        "The parameter's ID on the left, its value on the right, for example `admin_email` and `alex@example.com`. A JSON object is stored as a structured value.",
    },
    {
      key: 'reseller_tiers',
      label: 'Reseller Tiers',
      choices: { t1: 'Tier 1 only', t2t1: 'Tier 2 and Tier 1' },
      default: 't1',
      altersDynamicFields: true,
      helpText: 'Who sells to the customer: one reseller, or one that buys from another (tier 2).',
    },
    tier2Fields,
    ...accountFields(TIER_1, true),
    ...accountFields(CUSTOMER, false),
  ]),
  returns: FulfillmentRequest,
  sample: { ...requestSample, status: 'pending' },
  run: async (connect, input) => {
    const items = readItems(input);
    const params = [
      ...(await readParameterFields(input)),
      ...readParams('Other Ordering Parameters', input.params),
    ];
    const productId = input.product_id ?? productOfItems(input);
    if (!productId) throw missing('Product ID', "the product, because the items don't tell which one it is");
    const tier1 = await readAccount(TIER_1, input);
    const tier2 = input.reseller_tiers === 't2t1' ? await readAccount(TIER_2, input) : undefined;
    // Without a customer of its own, the subscription is the reseller's.
    const customer = (await readAccount(CUSTOMER, input)) ?? tier1;
    const { hub_id: hubId, environment, asset_external_id: externalId } = input;
    const connectionId = await findConnection(connect, { productId, hubId, environment });
    return connect.requests.create(
      {
        type: 'purchase',
        asset: {
          external_id: externalId,
          external_uid: input.asset_external_uid ?? derivedUid('subscription', connectionId, externalId),
          connection: { id: connectionId },
          product: { id: productId },
          items,
          params,
          tiers: { customer, tier1, ...(tier2 ? { tier2 } : {}) },
        },
        ...(input.marketplace_id ? { marketplace: { id: input.marketplace_id } } : {}),
      },
      {
        what: `create a purchase request for ${productId} with the external ID ${externalId}`,
        check: `Look in Connect for a subscription with the external ID ${externalId} before you run this step again.`,
      },
    );
  },
});
