import {
  Contract,
  Hub,
  Marketplace,
  Product,
  ProductItem,
  ProductParameter,
  ProductTemplate,
} from '../connect/schemas/catalog.ts';
import {
  activationTemplatePicker,
  contractPicker,
  fulfillmentParameterPicker,
  hubPicker,
  itemPicker,
  marketplacePicker,
  productPicker,
} from '../fields/pickers.ts';
import { productOf, productWays } from '../fields/productOf.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** What is sold, where, and under which contract; and what belongs to a product. */

/** "Example Cloud Backup (PRD-838-787-106)": people choose by name, and see which of two equal names it is. */
const named = (name: string | null | undefined, id: string) => (name ? `${name} (${id})` : id);

const products = objectKind({
  resource: (connect) => connect.products,
  noun: 'Product',
  id: productPicker('product_id', { required: true }),
  returns: Product,
  sample: { id: 'PRD-838-787-106', name: 'Example Cloud Backup' },
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
  sample: {
    id: 'HB-1346-8670',
    name: 'Example Hub',
    description: 'Hub of Example Distributor',
    company: { id: 'PA-425-033', name: 'Example Distributor' },
    instance: { id: '1346-8670', type: 'API' },
    events: { created: { at: '2024-01-10T09:00:00+00:00' }, updated: { at: '2024-01-10T09:00:00+00:00' } },
    stats: { connections: 3, marketplaces: 1 },
  },
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
  sample: { id: 'MP-91673', name: 'Example Marketplace' },
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
  sample: { id: 'CRD-58096-38285-80856', name: 'Example Distribution Contract' },
  newestFirst: '-events.created.at',
});

export const contracts = contractKind.dropdown({
  key: 'contracts',
  label: 'List Contracts',
  description: 'Triggers when a contract is made. It fills the dropdowns for contracts.',
  choice: ({ id, name }) => ({ name: named(name, id) }),
});

const items = objectKind({
  resource: async (connect, form) => connect.productItems(await productOf(connect, form)),
  noun: 'Item',
  id: itemPicker('item_id', { required: true }),
  returns: ProductItem,
  sample: { id: 'PRD-838-787-106-0001', display_name: 'Backup, per user', mpn: 'BACKUP-USER' },
});

export const productItems = items.dropdown({
  key: 'product_items',
  label: 'List Product Items',
  description: 'Triggers when an item is added to a product. It fills the dropdowns for items.',
  fields: productWays,
  choice: ({ id, display_name: display, name, mpn }) => ({ name: named(display || name, mpn || id) }),
});

const templates = objectKind({
  resource: async (connect, form) => connect.productTemplates(await productOf(connect, form)),
  noun: 'Template',
  id: activationTemplatePicker('template_id', { required: true }),
  returns: ProductTemplate,
  sample: { id: 'TL-551-876-782', title: 'Welcome', name: 'Welcome' },
});

type Template = ProductTemplate;
const titled = ({ id, title, name }: Template) => ({ title: title || name || id, name: name || title || id });

export const activationTemplates = templates.dropdown({
  key: 'activation_templates',
  label: 'List Activation Templates',
  description:
    'Triggers when an activation template is added to a product. It fills the dropdowns for templates.',
  fields: productWays,
  query: { where: { scope: 'asset', type: 'fulfillment' } },
  choice: titled,
});

export const inquiryTemplates = templates.dropdown({
  key: 'inquiry_templates',
  label: 'List Inquiry Templates',
  description:
    'Triggers when an inquiry template is added to a product. It fills the dropdowns for templates.',
  fields: productWays,
  query: { where: { scope: 'asset', type: 'inquire' } },
  choice: titled,
});

const parameters = objectKind({
  resource: async (connect, form) => connect.productParameters(await productOf(connect, form)),
  noun: 'Parameter',
  id: fulfillmentParameterPicker('parameter_id', { required: true }),
  returns: ProductParameter,
  sample: { id: 'PRM-838-787-106-0001', name: 'tenant_id', title: 'Tenant ID' },
});

export const fulfillmentParameters = parameters.dropdown({
  key: 'fulfillment_parameters',
  label: 'List Fulfillment Parameters',
  description:
    'Triggers when a fulfillment parameter is added to a product. It fills the dropdowns for parameters.',
  fields: productWays,
  query: { where: { phase: 'fulfillment', scope: 'asset' }, ordering: ['position'] },
  // Requests know a parameter by its name.
  choice: ({ id, name, title }) => ({ id: name || id, name: name || id, title: title || name || id }),
});
