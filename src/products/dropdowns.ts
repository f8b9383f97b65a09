import { defineInputFields } from 'zapier-platform-core';
import { productOf } from '../fields/productOf.ts';
import { dropdown } from '../zapier/dropdown.ts';

/** The hidden triggers behind the dropdowns of the catalogue. */

const productInput = defineInputFields([
  {
    key: 'id',
    label: 'Product or Request',
    helpText: 'The ID of a product, or of a request for that product.',
  },
  { key: 'request_id', label: 'Request' },
  { key: 'product_id', label: 'Product' },
]);

/** "Example Cloud Backup (PRD-838-787-106)": people choose by name, and see which of two equal names it is. */
const named = (name: string | null | undefined, id: string) => (name ? `${name} (${id})` : id);

export const visibleProducts = dropdown({
  key: 'visible_products',
  noun: 'Product',
  label: 'List Products',
  description: 'Triggers when a product becomes visible. It fills the dropdowns for products.',
  sample: { id: 'PRD-838-787-106', name: 'Example Cloud Backup (PRD-838-787-106)' },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.products.list({ ordering: ['name'], ...page });
    return rows.map(({ id, name }) => ({ id, name: named(name, id) }));
  },
});

export const hubs = dropdown({
  key: 'hubs',
  noun: 'Hub',
  label: 'List Hubs',
  description: 'Triggers when a hub is created. It fills the dropdowns for hubs.',
  sample: {
    id: 'HB-1346-8670',
    name: 'Example Hub (HB-1346-8670)',
    description: 'Hub of Example Distributor',
    company: { id: 'PA-425-033', name: 'Example Distributor' },
    instance: { id: '1346-8670', type: 'API' },
    events: { created: { at: '2024-01-10T09:00:00+00:00' }, updated: { at: '2024-01-10T09:00:00+00:00' } },
    stats: { connections: 3, marketplaces: 1 },
  },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.hubs.list({ ordering: ['name'], ...page });
    return rows.map((hub) => ({ ...hub, name: named(hub.name, hub.id) }));
  },
});

export const marketplaces = dropdown({
  key: 'marketplaces',
  noun: 'Marketplace',
  label: 'List Marketplaces',
  description: 'Triggers when a marketplace is created. It fills the dropdowns for marketplaces.',
  sample: { id: 'MP-91673', name: 'Example Marketplace (MP-91673)' },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.marketplaces.list({ ordering: ['name'], ...page });
    return rows.map(({ id, name }) => ({ id, name: named(name, id) }));
  },
});

export const contracts = dropdown({
  key: 'contracts',
  noun: 'Contract',
  label: 'List Contracts',
  description: 'Triggers when a contract is made. It fills the dropdowns for contracts.',
  sample: {
    id: 'CRD-58096-38285-80856',
    name: 'Example Distribution Contract (CRD-58096-38285-80856)',
  },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.contracts.list({ ordering: ['-events.created.at'], ...page });
    return rows.map(({ id, name }) => ({ id, name: named(name, id) }));
  },
});

export const productItems = dropdown({
  key: 'product_items',
  noun: 'Item',
  label: 'List Product Items',
  description: 'Triggers when an item is added to a product. It fills the dropdowns for items.',
  inputFields: defineInputFields([...productInput, { key: 'asset_id', label: 'Subscription' }]),
  sample: { id: 'PRD-838-787-106-0001', name: 'Backup, per user (BACKUP-USER)' },
  choices: async (connect, data, page) => {
    const { rows } = await connect.productItems(await productOf(connect, data)).list(page);
    return rows.map(({ id, display_name: display, name, mpn }) => ({
      id,
      name: named(display || name, mpn || id),
    }));
  },
});

const templates = (key: string, label: string, description: string, type: 'fulfillment' | 'inquire') =>
  dropdown({
    key,
    noun: 'Template',
    label,
    description,
    inputFields: productInput,
    sample: { id: 'TL-551-876-782', title: 'Welcome', name: 'Welcome' },
    choices: async (connect, data, page) => {
      const { rows } = await connect
        .productTemplates(await productOf(connect, data))
        .list({ where: { scope: 'asset', type }, ...page });
      return rows.map(({ id, title, name }) => ({
        id,
        title: title || name || id,
        name: name || title || id,
      }));
    },
  });

export const activationTemplates = templates(
  'activation_templates',
  'List Activation Templates',
  'Triggers when an activation template is added to a product. It fills the dropdowns for templates.',
  'fulfillment',
);

export const inquiryTemplates = templates(
  'inquiry_templates',
  'List Inquiry Templates',
  'Triggers when an inquiry template is added to a product. It fills the dropdowns for templates.',
  'inquire',
);

export const fulfillmentParameters = dropdown({
  key: 'fulfillment_parameters',
  noun: 'Parameter',
  label: 'List Fulfillment Parameters',
  description:
    'Triggers when a fulfillment parameter is added to a product. It fills the dropdowns for parameters.',
  inputFields: productInput,
  sample: { id: 'tenant_id', name: 'tenant_id', title: 'Tenant ID' },
  choices: async (connect, data, page) => {
    const { rows } = await connect
      .productParameters(await productOf(connect, data))
      .list({ where: { phase: 'fulfillment' }, ordering: ['position'], ...page });
    // Requests know a parameter by its name.
    return rows.map(({ id, name, title }) => ({
      id: name || id,
      name: name || id,
      title: title || name || id,
    }));
  },
});
