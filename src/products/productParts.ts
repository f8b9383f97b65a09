import { ProductItem, ProductParameter, ProductTemplate } from '../connect/schemas/catalog.ts';
import { fulfillmentParameterPicker, itemPicker, productPicker, templatePicker } from '../fields/pickers.ts';
import { productOf, productWays } from '../fields/productOf.ts';
import { itemSample, parameterSample, templateSample } from '../samples/catalog.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { nameContains, named } from './support/names.ts';
import { SCOPES } from './support/scopes.ts';

/** What belongs to a product: its items, templates and parameters. */

/** The product whose things are looked for. */
const ofProduct = { fields: [productPicker('product_id', { required: true })], query: () => ({}) };
const AS_LISTED = 'In the order in which Connect lists them.';

const items = objectKind({
  resource: async (connect, form) => connect.productItems(await productOf(connect, form)),
  noun: 'Item',
  id: itemPicker('item_id', { required: true }),
  returns: ProductItem,
  sample: itemSample,
});

const byItem = filtersOf<'products/{}/items'>();

export const findProductItem = items.find({
  key: 'find_product_item',
  label: 'Find Product Item',
  description: 'Finds items of a product, by their ID, MPN or name, and returns them.',
  filters: [
    ofProduct,
    byItem.oneOf('id', itemPicker('item_id')),
    byItem.oneOf('mpn', { key: 'mpn', label: 'MPN', helpText: 'For example `BACKUP-USER`.' }),
    byItem.contains('display_name', nameContains('user')),
    byItem.oneOf('type', {
      key: 'type',
      label: 'Type',
      choices: { Reservation: 'Reservation', PPU: 'Pay as You Go' },
    }),
    byItem.oneOf('status', {
      key: 'status',
      label: 'Status',
      choices: { draft: 'Draft', published: 'Published', endofsale: 'End of Sale' },
    }),
  ],
  order: AS_LISTED,
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
  id: templatePicker('template_id', { required: true }),
  returns: ProductTemplate,
  sample: templateSample,
});

type Template = ProductTemplate;
const titled = ({ id, title, name }: Template) => ({
  title: `${title || name || 'Template'} (${id})`,
  name: name || title || id,
});
const byTemplate = filtersOf<'products/{}/templates'>();

export const findProductTemplate = templates.find({
  key: 'find_product_template',
  label: 'Find Product Template',
  description:
    'Finds templates of a product and returns them with their text. For the text that a customer got use Find Activation Message.',
  byId: templatePicker('template_id'),
  filters: [
    ofProduct,
    byTemplate.oneOf('scope', { key: 'scope', label: 'Scope', choices: SCOPES }),
    byTemplate.oneOf('type', {
      key: 'type',
      label: 'Type',
      choices: { fulfillment: 'Activation', inquire: 'Inquiry', pending: 'Pending' },
    }),
  ],
  byName: { field: nameContains('welcome'), of: ({ name, title }) => [name, title] },
  order: AS_LISTED,
});

export const templateChoices = templates.dropdown({
  key: 'product_template_choices',
  label: 'List Product Templates',
  description: 'Triggers when a template is added to a product. It fills the dropdowns for templates.',
  fields: productWays,
  choice: ({ id, name, title, scope, type }) => ({
    name: `${name || title || id}: ${[type, scope, id].filter(Boolean).join(', ')}`,
  }),
});

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
  sample: parameterSample,
});

const byParameter = filtersOf<'products/{}/parameters'>();
const PHASES = { ordering: 'Ordering', fulfillment: 'Fulfillment', configuration: 'Configuration' } as const;

export const findProductParameter = parameters.find({
  key: 'find_product_parameter',
  label: 'Find Product Parameter',
  description:
    'Finds parameters of a product and returns them with their choices and rules. Requests know a parameter by its name.',
  filters: [
    ofProduct,
    byParameter.oneOf('name', {
      key: 'name',
      label: 'Parameter Name',
      helpText: 'As requests know it, for example `tenant_id`.',
    }),
    byParameter.contains('title', { ...nameContains('tenant'), key: 'title', label: 'Title Contains' }),
    byParameter.oneOf('phase', { key: 'phase', label: 'Phase', choices: PHASES }),
    byParameter.oneOf('scope', {
      key: 'scope',
      label: 'Scope',
      choices: {
        ...SCOPES,
        product: 'Product',
        item: 'Item',
        marketplace: 'Marketplace',
        item_marketplace: 'Item in a Marketplace',
      },
    }),
    byParameter.is('constraints.required', { key: 'required', label: 'Required', type: 'boolean' }),
  ],
  order: 'In the order of the product’s form.',
  orderBy: 'position',
});

export const fulfillmentParameters = parameters.dropdown({
  key: 'fulfillment_parameters',
  label: 'List Fulfillment Parameters',
  description:
    'Triggers when a fulfillment parameter is added to a product. It fills the dropdowns for parameters.',
  fields: productWays,
  query: { where: { phase: 'fulfillment', scope: 'asset' }, ordering: ['position'] },
  // Requests know a parameter by its name.
  choice: ({ id, name, title }) => ({
    id: name || id,
    name: name || id,
    title: title && title !== name ? `${title} (${name || id})` : name || id,
  }),
});
