import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Account } from '../../connect/schemas/catalog.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import { missing } from '../../zapier/input.ts';

/** What has to be right before a tenant is touched. Whatever a key may not read isn't checked: Connect does it later. */

/** Reads something that a key may lack the permission for; then it is unknown. */
const ifAllowed = async <T>(reading: Promise<T>): Promise<T | 'unknown'> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ConnectError && error.status === 403) return 'unknown';
    throw error;
  }
};

/** The account of the connection; undefined when its key may not read it. */
export const ownAccount = async (connect: Connect): Promise<Account | undefined> => {
  const page = await ifAllowed(connect.accounts.list({ limit: 1 }));
  return page === 'unknown' ? undefined : page.rows[0];
};

/** @throws ConnectError for an account that isn't a vendor's. */
export const checkVendor = (account: Account | undefined): void => {
  if (!account?.type || account.type === 'vendor') return;
  throw new ConnectError(
    'fix',
    `Provision Request is for vendors, and this connection is of the account ${account.name ? `${account.name} (${account.id})` : account.id}, which is of type ${account.type}. Choose a connection of the product's vendor. Nothing was changed.`,
  );
};

const productOf = ({ asset }: FulfillmentRequest): string => asset?.product?.id ?? '';

/** The types of requests that lead to an operation on a tenant. */
export const TYPES = ['purchase', 'change', 'suspend', 'resume', 'cancel'] as const;

/** `PRD-…`, `purchase` or `PRD-…/purchase`, as it is kept; undefined for what is none of them. */
const templateKey = (name: string): string | undefined => {
  const parts = name.split('/').map((part) => part.trim());
  const type = parts.at(-1)?.toLowerCase() ?? '';
  const isTyped = (TYPES as readonly string[]).includes(type);
  const products = (isTyped ? parts.slice(0, -1) : parts).map((part) => part.toUpperCase());
  const isKnown = products.length <= 1 && products.every((product) => /^PRD-./.test(product));
  return isKnown ? [...products, ...(isTyped ? [type] : [])].join('/') : undefined;
};

/**
 * Templates by product (`PRD-…`), type (`purchase`) or both (`PRD-…/purchase`).
 * @throws ConnectError for a name of another form and for one without a template.
 */
export const readTemplates = (given: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(given).map(([name, value]) => {
      const key = templateKey(name);
      if (!key) {
        throw new ConnectError(
          'fix',
          `Templates: "${name}" can't be used. Give a product, a type of request (${TYPES.join(', ')}) or both on the left, for example PRD-000-000-000/purchase.`,
        );
      }
      const template = typeof value === 'string' ? value.trim() : '';
      if (!template)
        throw missing(`Templates: the template for ${key}`, 'its ID, for example TL-000-000-000');
      return [key, template];
    }),
  );

/** The template of a request: the one that is given for the most. @throws ConnectError when none is. */
export const templateFor = (
  request: FulfillmentRequest,
  templates: ReadonlyMap<string, string>,
  otherwise: string | undefined,
): string => {
  const product = productOf(request);
  const type = request.type ?? '';
  const given = [`${product}/${type}`, product, type].map((key) => templates.get(key)).find(Boolean);
  if (given) return given;
  if (otherwise) return otherwise;
  throw missing('Template ID', `one, or one for ${product}/${type} under Templates`);
};

/** @throws ConnectError when the product has no such template with which its requests are approved. */
export const checkTemplate = async (
  connect: Connect,
  request: FulfillmentRequest,
  id: string,
): Promise<void> => {
  const product = productOf(request);
  const template = await ifAllowed(connect.productTemplates(product).find(id));
  if (template === 'unknown') return;
  if (!template) {
    throw new ConnectError(
      'fix',
      `Template ID: product ${product} has no template ${id}, so request ${request.id} could not be approved with it. Choose one of this product, or give one for each product under Templates. Nothing was changed.`,
    );
  }
  const { type, scope } = template;
  if ((type ?? 'fulfillment') === 'fulfillment' && (scope ?? 'asset') === 'asset') return;
  throw new ConnectError(
    'fix',
    `Template ID: ${id} is of type ${type} and scope ${scope}, and fulfillment requests are approved with templates of type fulfillment and scope asset. Choose another one. Nothing was changed.`,
  );
};

/** @param labels by the ID of a parameter, the field in which it was given. */
export const checkParameters = async (
  connect: Connect,
  request: FulfillmentRequest,
  labels: ReadonlyMap<string, string>,
): Promise<void> => {
  const isFit = ({ phase, scope }: Readonly<Record<string, unknown>>) =>
    phase === 'fulfillment' && (scope ?? 'asset') === 'asset';
  // Requests show most parameters of their product, with what is asked here.
  const shown = request.asset?.params ?? [];
  const unsure = [...labels.keys()].filter((id) => !shown.some((param) => param.id === id && isFit(param)));
  if (unsure.length === 0) return;
  const product = productOf(request);
  const page = await ifAllowed(
    connect.productParameters(product).list({ where: { name: { in: unsure } }, limit: 100 }),
  );
  if (page === 'unknown') return;
  for (const id of unsure) {
    const found = page.rows.filter(({ name }) => name === id);
    if (found.some(isFit)) continue;
    const [other] = found;
    const why = other
      ? `${id} of product ${product} is a parameter of the phase ${other.phase} and the scope ${other.scope}, and a provisioning writes parameters of the phase fulfillment and the scope asset`
      : `product ${product} has no parameter ${id}`;
    throw new ConnectError('fix', `${labels.get(id)}: ${why}. Nothing was changed.`);
  }
};
