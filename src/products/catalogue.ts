import {
  CONTRACT_STATES,
  Contract,
  Hub,
  Marketplace,
  PRODUCT_STATES,
  Product,
} from '../connect/schemas/catalog.ts';
import {
  contractPicker,
  distributorPicker,
  hubPicker,
  marketplacePicker,
  productPicker,
  vendorPicker,
} from '../fields/pickers.ts';
import { contractSample, hubSample, marketplaceSample, productSample } from '../samples/catalog.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { nameContains, named } from './support/names.ts';

/** What is sold, where, and under which contract. */

const ofProducts = filtersOf<'products'>();

const products = objectKind({
  resource: (connect) => connect.products,
  noun: 'Product',
  id: productPicker('product_id', { required: true }),
  returns: Product,
  sample: productSample,
  newestFirst: '-events.created.at',
});

export const findProduct = products.find({
  key: 'find_product',
  label: 'Find Product',
  description:
    'Finds products that the account sells or owns and returns them, newest first. For what belongs to a product use Find Product Item, Parameter, Template or Action.',
  filters: [
    ofProducts.oneOf('id', productPicker('id')),
    ofProducts.contains('name', nameContains('backup')),
    ofProducts.oneOf('status', { key: 'status', label: 'Status', choices: PRODUCT_STATES }),
    ofProducts.oneOf('owner.id', vendorPicker('vendor_id')),
    ofProducts.is('external_id', { key: 'external_id', label: 'Product External ID' }),
    ofProducts.between('events.updated.at', 'updated', 'Updated'),
  ],
});

export const visibleProducts = products.dropdown({
  key: 'visible_products',
  label: 'List Products',
  description: 'Triggers when a product becomes visible. It fills the dropdowns for products.',
  query: { ordering: ['name'] },
  choice: ({ id, name }) => ({ name: named(name, id) }),
});

const hubKind = objectKind({
  resource: (connect) => connect.hubs,
  noun: 'Hub',
  id: hubPicker('hub_id', { required: true }),
  returns: Hub,
  sample: hubSample,
  newestFirst: '-events.created.at',
});

const ofHubs = filtersOf<'hubs'>();

export const findHub = hubKind.find({
  key: 'find_hub',
  label: 'Find Hub',
  description:
    'Finds hubs, through which a distributor sells, and returns them, newest first. For what is shown to customers use Find Marketplace.',
  filters: [
    ofHubs.oneOf('id', hubPicker('id')),
    ofHubs.contains('name', nameContains('example')),
    ofHubs.is('instance.id', { key: 'instance_id', label: 'Hub Instance' }),
  ],
});

export const hubs = hubKind.dropdown({
  key: 'hubs',
  label: 'List Hubs',
  description: 'Triggers when a hub is created. It fills the dropdowns for hubs.',
  query: { ordering: ['name'] },
  // The published app shows a hub whole here.
  choice: (hub) => ({ ...hub, name: named(hub.name, hub.id) }),
});

const marketplaceKind = objectKind({
  resource: (connect) => connect.marketplaces,
  noun: 'Marketplace',
  id: marketplacePicker('marketplace_id', { required: true }),
  returns: Marketplace,
  sample: marketplaceSample,
});

const ofMarketplaces = filtersOf<'marketplaces'>();

export const findMarketplace = marketplaceKind.find({
  key: 'find_marketplace',
  label: 'Find Marketplace',
  description:
    'Finds marketplaces, in which products are listed for customers, and returns them by name. For the systems that sell use Find Hub.',
  filters: [
    ofMarketplaces.oneOf('id', marketplacePicker('id')),
    ofMarketplaces.contains('name', nameContains('example')),
    ofMarketplaces.oneOf('owner.id', distributorPicker('provider_id')),
    ofMarketplaces.oneOf('hubs.id', hubPicker('hub_id')),
  ],
  order: 'By name.',
  orderBy: 'name',
});

export const marketplaces = marketplaceKind.dropdown({
  key: 'marketplaces',
  label: 'List Marketplaces',
  description: 'Triggers when a marketplace is created. It fills the dropdowns for marketplaces.',
  query: { ordering: ['name'] },
  choice: ({ id, name }) => ({ name: named(name, id) }),
});

const contractKind = objectKind({
  resource: (connect) => connect.contracts,
  noun: 'Contract',
  id: contractPicker('contract_id', { required: true }),
  returns: Contract,
  sample: contractSample,
  newestFirst: '-events.created.at',
});

const ofContracts = filtersOf<'contracts'>();

export const findContract = contractKind.find({
  key: 'find_contract',
  label: 'Find Contract',
  description:
    'Finds contracts between a vendor and a distributor and returns them, newest first. Usage files and listings name the contract that they are under.',
  filters: [
    ofContracts.oneOf('id', contractPicker('id')),
    ofContracts.oneOf('status', { key: 'status', label: 'Status', choices: CONTRACT_STATES }),
    ofContracts.oneOf('marketplace.id', marketplacePicker('marketplace_id')),
  ],
  byName: { field: nameContains('distribution'), of: ({ name }) => [name] },
});

export const contracts = contractKind.dropdown({
  key: 'contracts',
  label: 'List Contracts',
  description: 'Triggers when a contract is made. It fills the dropdowns for contracts.',
  choice: ({ id, name }) => ({ name: named(name, id) }),
});
