import type { Connect } from '../connect/connect.ts';
import { TIER_LEVELS, type TierConfig } from '../connect/schemas/tiers.ts';
import { missing } from '../zapier/input.ts';

/** Which tier of which product a form is about: that of a request, of a configuration, or one that is chosen. */
export interface TierSetup {
  readonly product: string;
  readonly scope: 'tier1' | 'tier2';
  /** The parameters with their values, where there are any yet. */
  readonly params?: TierConfig['params'];
}

type Form = Readonly<Record<string, unknown>>;
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
const named = (form: Form, prefix: string): string | undefined =>
  ['request_id', 'id', 'config_id'].map((key) => text(form[key])).find((id) => id.startsWith(prefix));

/** Whether a form says which tier of which product it is about. */
export const isTierKnown = (form: Form): boolean =>
  Boolean(named(form, 'TCR-') ?? named(form, 'TC-')) ||
  (text(form['product_id']) !== '' && text(form['tier_level']) in TIER_LEVELS);

const read = async (connect: Connect, form: Form) => {
  const [request, config] = [named(form, 'TCR-'), named(form, 'TC-')];
  if (request) {
    const { configuration, params } = await connect.tierConfigRequests.get(request);
    return { product: configuration?.product?.id, level: configuration?.tier_level, params };
  }
  if (config) {
    const { product, tier_level: level, params } = await connect.tierConfigs.get(config);
    return { product: product?.id, level, params };
  }
  return { product: text(form['product_id']), level: Number(form['tier_level']), params: undefined };
};

/**
 * The tier that a half-filled form is about; one call at most.
 * @throws ConnectError when the form doesn't say yet.
 */
export const tierSetupOf = async (connect: Connect, form: Form): Promise<TierSetup> => {
  const { product, level, params } = isTierKnown(form) ? await read(connect, form) : {};
  if (!product || (level !== 1 && level !== 2))
    throw missing('Request ID', 'the request first, so that its choices can be shown');
  return { product, scope: `tier${level}`, ...(params ? { params } : {}) };
};
