import type { Connect } from '../connect/connect.ts';
import { Connection } from '../connect/schemas/catalog.ts';
import { ENVIRONMENTS } from '../fields/environments.ts';
import { connectionPicker, hubPicker, productPicker } from '../fields/pickers.ts';
import { connectionSample } from '../samples/catalog.ts';
import { dropdown } from '../zapier/dropdown.ts';
import { filtersOf } from '../zapier/filter.ts';
import { missing } from '../zapier/input.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Of a list, such as a filter's, the first. */
const first = (value: unknown): string => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one.trim() : '';
};

/** Connect lists connections of a product or of a hub, and none without one of them. */
const connectionsOf = async (
  connect: Connect,
  form: Readonly<Record<string, unknown>>,
  page: { limit: number; offset: number },
): Promise<readonly Connection[]> => {
  const [product, hub] = ['product_id', 'hub_id'].map(
    (key) => first(form[key]) || first(form[`asset_${key}`]),
  );
  if (product) {
    const where = hub ? { where: { 'hub.id': hub } } : {};
    return (await connect.productConnections(product).list({ ...where, ...page })).rows;
  }
  if (!hub)
    throw missing('Product ID', 'the product or the hub first, so that their connections can be shown');
  return (await connect.hubConnections(hub).list(page)).rows;
};

const by = filtersOf<'products/{}/connections'>();

export const findConnection = objectKind({
  resource: (connect, { product_id: id }) => connect.productConnections(String(id)),
  noun: 'Connection',
  id: connectionPicker('connection_id', { required: true }),
  returns: Connection,
  sample: connectionSample,
}).find({
  key: 'find_connection',
  label: 'Find Hub of Product',
  description:
    'Finds the connections of a product: the hubs through which it is sold, each in an environment, and returns them.',
  filters: [
    { fields: [productPicker('product_id', { required: true })], query: () => ({}) },
    by.oneOf('hub.id', hubPicker('hub_id')),
    by.found({ key: 'environment', label: 'Environment', choices: ENVIRONMENTS }, (one) => [
      'type' in one ? one.type : undefined,
    ]),
  ],
  order: 'In the order in which Connect lists them.',
});

/** The hidden trigger behind the dropdowns for connections: where a product is sold, and in which environment. */
export const connectionChoices = dropdown({
  key: 'connection_choices',
  noun: 'Connection',
  label: 'List Hubs of Products',
  description: 'Triggers when a product is connected to a hub. It fills the dropdowns for connections.',
  inputFields: [
    productPicker('product_id'),
    hubPicker('hub_id'),
    // What billing requests call the same.
    productPicker('asset_product_id', { label: "Subscription's Product ID" }),
    hubPicker('asset_hub_id', { label: "Subscription's Hub ID" }),
  ],
  sample: {
    id: 'CT-9861-7949-0000',
    name: 'Example Cloud Backup at Example Hub: production (CT-9861-7949-0000)',
  },
  choices: async (connect, form, page) =>
    (await connectionsOf(connect, form, page)).map(({ id, product, hub, type }) => ({
      id,
      name: `${product?.name ?? product?.id} at ${hub?.name ?? hub?.id}: ${type} (${id})`,
    })),
});
