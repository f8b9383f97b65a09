import { defineInputFields } from 'zapier-platform-core';

/** Fields that name a thing of the catalogue, each with its dropdown. */

export const ENVIRONMENTS = { production: 'Production', test: 'Test', preview: 'Preview' } as const;

/** What Connect can filter requests and subscriptions by: it lists no preview there. */
export const FILTERED_ENVIRONMENTS = { production: 'Production', test: 'Test' } as const;

export const productField = defineInputFields([
  {
    key: 'product_id',
    label: 'Product ID',
    dynamic: 'visible_products.id.name',
    altersDynamicFields: true,
    helpText: 'For example `PRD-000-000-000`. Left empty, it is read from the IDs of the items.',
  },
]);

export const hubField = defineInputFields([
  {
    key: 'hub_id',
    label: 'Hub ID',
    required: true,
    dynamic: 'hubs.id.name',
    helpText: 'The hub through which the subscription is sold, for example `HB-0000-0000`.',
  },
]);

export const environmentField = defineInputFields([
  {
    key: 'environment',
    label: 'Environment',
    choices: ENVIRONMENTS,
    helpText: 'Needed when the product is connected to the hub more than once.',
  },
]);

export const marketplaceField = defineInputFields([
  {
    key: 'marketplace_id',
    label: 'Marketplace ID',
    dynamic: 'marketplaces.id.name',
    helpText: 'For example `MP-00000`. Left empty, Connect takes the one of the contract.',
  },
]);
