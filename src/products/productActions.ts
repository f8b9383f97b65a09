import { ProductActionWithLink } from '../connect/schemas/catalog.ts';
import { actionPicker, productPicker, subscriptionPicker, tierConfigPicker } from '../fields/pickers.ts';
import { productOf, productWays } from '../fields/productOf.ts';
import { actionSample } from '../samples/catalog.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { nameContains, named } from './support/names.ts';
import { SCOPES } from './support/scopes.ts';

/** Actions of a product: buttons such as Sign In, which its vendor's system answers. */

const actions = objectKind({
  resource: async (connect, form) => connect.productActions(await productOf(connect, form)),
  noun: 'Product Action',
  id: actionPicker('action_id', { required: true }),
  returns: ProductActionWithLink,
  sample: actionSample,
});

const by = filtersOf<'products/{}/actions'>();

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const findProductAction = actions.find({
  key: 'find_product_action',
  label: 'Find Product Action',
  description:
    'Finds actions of a product, such as signing in, and returns them; with a subscription or a tier configuration also the link by which each is done.',
  byId: actionPicker('action_id'),
  filters: [
    { fields: [productPicker('product_id', { required: true })], query: () => ({}) },
    by.oneOf('scope', { key: 'scope', label: 'Scope', choices: SCOPES }),
  ],
  byName: { field: nameContains('sign in'), of: ({ name, title, action }) => [name, title, action] },
  order: 'In the order in which Connect lists them.',
  fields: [
    subscriptionPicker('asset_id', {
      helpText:
        'The subscription to make links for, for example `AS-0000-0000-0000`. A link signs in without a password, so hand it only to the person it is for.',
    }),
    tierConfigPicker('tier_config_id', {
      label: 'Tier Configuration',
      helpText: 'The tier configuration to make links for, for example `TC-000-000-000`.',
    }),
  ],
  shownWith: async (connect, row, input) => {
    // An action is done with one kind of object alone.
    const query =
      row['scope'] === 'asset'
        ? { asset_id: text(input['asset_id']) }
        : { tier_config_id: text(input['tier_config_id']) };
    if (!Object.values(query).some(Boolean)) return row;
    const links = connect.actionLinks(String(input['product_id']));
    return { ...row, link: (await links.part(row.id, 'actionLink', query)).link };
  },
});

export const actionChoices = actions.dropdown({
  key: 'product_action_choices',
  label: 'List Product Actions',
  description: 'Triggers when an action is added to a product. It fills the dropdowns for actions.',
  fields: productWays,
  choice: ({ id, name, title }) => ({ name: named(title || name, id) }),
});
