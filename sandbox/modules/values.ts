import { invalid } from '../errors.ts';
import type { AssetItem, Item, Offer, Parameter, ParameterValue, TierAccount } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** Reads what requests carry: items, parameters and accounts. Everything throws ApiError in Connect's form. */

export type Body = Record<string, unknown>;

export const asObject = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
export const asList = (value: unknown): Body[] => (Array.isArray(value) ? value.map(asObject) : []);
export const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const findItem = (offer: Offer, given: Body): Item | undefined => {
  const [id, globalId, mpn] = [asText(given['id']), asText(given['global_id']), asText(given['mpn'])];
  return offer.items.find(
    (item) =>
      (id && (item.local_id === id || item.id === id)) ||
      (globalId && item.id === globalId) ||
      (mpn && item.mpn === mpn),
  );
};

/** A quantity as Connect keeps it: a text; `unlimited` only for pay-as-you-go items. */
const readQuantity = (item: Item, value: unknown): string => {
  const text = asText(value).trim();
  if (text === 'unlimited' && item.type === 'ppu') return text;
  const allowed = item.precision === 'integer' ? /^\d+$/ : /^\d+(\.\d{1,2})?$/;
  if (!allowed.test(text)) {
    const what = item.precision === 'integer' ? 'a whole number' : 'a number with at most 2 decimals';
    throw invalid(`asset.items: The quantity "${text}" of ${item.id} has to be ${what}.`);
  }
  return item.precision === 'integer' ? text : Number(text).toFixed(4);
};

/** The items of a purchase or change, beside those that stay as they are. */
export const readItems = (offer: Offer, given: unknown, current: readonly AssetItem[]): AssetItem[] => {
  const wanted = asList(given);
  if (wanted.length === 0) throw invalid('asset.items: This list may not be empty.');
  const changed = new Map<string, AssetItem>();
  for (const one of wanted) {
    const item = findItem(offer, one);
    if (!item)
      throw invalid(
        `asset.items: Item ${asText(one['id'] ?? one['global_id'] ?? one['mpn'])} does not exist in product ${offer.product.id}.`,
      );
    const old = current.find((existing) => existing.global_id === item.id);
    changed.set(item.id, {
      id: item.local_id,
      global_id: item.id,
      mpn: item.mpn,
      old_quantity: old?.quantity ?? '0',
      quantity: readQuantity(item, one['quantity']),
      type: item.unit.title,
      display_name: item.display_name,
      period: item.period === 'onetime' ? 'OneTime' : 'Monthly',
      item_type: item.type === 'ppu' ? 'PPU' : 'Reservation',
    });
  }
  const kept = current
    .filter((item) => !changed.has(item.global_id))
    .map((item) => ({ ...item, old_quantity: item.quantity }));
  return [...kept, ...changed.values()];
};

/** All of a product's parameters for a new subscription, empty. */
export const emptyParams = (offer: Offer): ParameterValue[] =>
  offer.parameters.map((parameter: Parameter) => ({
    id: parameter.name,
    name: parameter.name,
    type: parameter.type,
    title: parameter.title,
    description: parameter.description,
    scope: parameter.scope,
    phase: parameter.phase,
    value: '',
    value_error: '',
    constraints: parameter.constraints,
  }));

const STRUCTURED = new Set(['address', 'phone', 'object', 'checkbox']);

/** Parameters with the given values and errors written in. @param phases whose values may be written. */
export const withParams = (
  params: readonly ParameterValue[],
  given: unknown,
  phases: readonly string[],
): ParameterValue[] => {
  const written = [...params];
  for (const one of asList(given)) {
    const id = asText(one['id']);
    const at = written.findIndex((param) => param.id === id);
    const param = written[at];
    if (!param) throw invalid(`asset.params: Parameter ${id} does not exist.`);
    const hasValue = one['value'] !== undefined || one['structured_value'] !== undefined;
    if (hasValue && !phases.includes(param.phase))
      throw invalid(`asset.params: Parameter ${id} can not be changed in the phase ${param.phase}.`);
    if (one['structured_value'] !== undefined && !STRUCTURED.has(param.type)) {
      throw invalid(`asset.params: Parameter ${id} is of type ${param.type} and takes no structured value.`);
    }
    const value = asText(one['value']);
    const choices = param.constraints.choices?.map((choice) => choice.value);
    if (value && choices && !choices.includes(value) && param.type !== 'subdomain') {
      throw invalid(`asset.params: "${value}" is not a valid choice of parameter ${id}.`);
    }
    written[at] = {
      ...param,
      ...(one['value'] === undefined ? {} : { value }),
      ...(one['structured_value'] === undefined
        ? {}
        : { structured_value: one['structured_value'] as object }),
      value_error: asText(one['value_error']),
    };
  }
  return written;
};

/** Required parameters of a phase that have no value. */
export const missingParams = (params: readonly ParameterValue[], phase: string): ParameterValue[] =>
  params.filter(
    (param) => param.phase === phase && param.constraints.required && !param.value && !param.structured_value,
  );

const REQUIRED = ['name', 'external_id'] as const;

/** An account of a purchase: an existing one by id, or a whole one, which is kept once per external UID or ID. */
export const readTier = (world: World, role: string, given: unknown): TierAccount => {
  const tier = asObject(given);
  const id = asText(tier['id']);
  const known = id ? world.tierAccounts.get(id) : undefined;
  if (id && !known && Object.keys(tier).length === 1)
    throw invalid(`asset.tiers.${role}: Tier account ${id} does not exist.`);
  if (known) return known;
  for (const field of REQUIRED)
    if (!asText(tier[field])) throw invalid(`asset.tiers.${role}.${field}: This field is required.`);
  const info = asObject(tier['contact_info']);
  if (!/^[A-Za-z]{2}$/.test(asText(info['country']))) {
    throw invalid(
      `asset.tiers.${role}.contact_info.country: "${asText(info['country'])}" is not a valid country code.`,
    );
  }
  const externalUid = asText(tier['external_uid']);
  const externalId = asText(tier['external_id']);
  const same = [...world.tierAccounts.values()].find((one) =>
    externalUid ? one.external_uid === externalUid : one.external_id === externalId,
  );
  if (same) return same;
  const account: TierAccount = {
    id: world.digits.groups('TA', 4, 4, 4),
    name: asText(tier['name']),
    external_id: externalId,
    external_uid: externalUid,
    contact_info: info,
  };
  world.tierAccounts.set(account.id, account);
  return account;
};
