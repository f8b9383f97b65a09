import type { Problems } from '../errors.ts';
import type { AssetItem, Item, Offer, Parameter, ParameterValue } from '../world/model.ts';

/** Reads what requests carry: items and parameters. What is wrong is added to the problems, all of it. */

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

/** A quantity as Connect keeps it: a text; `unlimited` only for pay-as-you-go items. Undefined when it is none. */
const readQuantity = (item: Item, value: unknown, problems: Problems): string | undefined => {
  const text = asText(value).trim();
  if (text === 'unlimited' && item.type === 'ppu') return text;
  const allowed = item.precision === 'integer' ? /^\d+$/ : /^\d+(\.\d{1,2})?$/;
  if (allowed.test(text)) return item.precision === 'integer' ? text : Number(text).toFixed(4);
  const what = item.precision === 'integer' ? 'a whole number' : 'a number with at most 2 decimals';
  problems.add('asset.items', `The quantity "${text}" of ${item.id} has to be ${what}.`);
  return undefined;
};

/** The items of a purchase or change, beside those that stay as they are. */
export const readItems = (
  offer: Offer,
  given: unknown,
  current: readonly AssetItem[],
  problems: Problems,
): AssetItem[] => {
  const wanted = asList(given);
  if (wanted.length === 0) problems.add('asset.items', 'This list may not be empty.');
  const changed = new Map<string, AssetItem>();
  for (const one of wanted) {
    const item = findItem(offer, one);
    if (!item) {
      const name = asText(one['id'] ?? one['global_id'] ?? one['mpn']);
      problems.add('asset.items', `Item ${name} does not exist in product ${offer.product.id}.`);
      continue;
    }
    const old = current.find((existing) => existing.global_id === item.id);
    const quantity = readQuantity(item, one['quantity'], problems);
    if (quantity === undefined) continue;
    changed.set(item.id, {
      id: item.local_id,
      global_id: item.id,
      mpn: item.mpn,
      old_quantity: old?.quantity ?? '0',
      quantity,
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

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);

/** What texts of a type have to be, where not every text will do. */
const FORMATS: Readonly<Record<string, readonly [is: (text: string) => boolean, what: string]>> = {
  email: [isEmail, 'email address'],
  url: [(text) => URL.canParse(text) && /^https?:/i.test(text), 'URL'],
  domain: [(text) => /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text), 'domain'],
};

/** What is wrong with a new value, in words. */
const problemOf = (param: ParameterValue, given: Body, phases: readonly string[]): string | undefined => {
  const { id, type, phase, constraints } = param;
  const hasValue = given['value'] !== undefined || given['structured_value'] !== undefined;
  if (hasValue && !phases.includes(phase)) return `Parameter ${id} can not be changed in the phase ${phase}.`;
  if (given['structured_value'] !== undefined && !STRUCTURED.has(type)) {
    return `Parameter ${id} is of type ${type} and takes no structured value.`;
  }
  const value = asText(given['value']);
  if (!value) return undefined;
  const choices = constraints.choices?.map((choice) => choice.value);
  if (choices && !choices.includes(value) && type !== 'subdomain') {
    return `"${value}" is not a valid choice of parameter ${id}.`;
  }
  const [fits, what] = FORMATS[type] ?? [];
  return fits && !fits(value) ? `Parameter ${id}: enter a valid ${what}.` : undefined;
};

/** Parameters with the given values and errors written in. @param phases whose values may be written. */
export const withParams = (
  params: readonly ParameterValue[],
  given: unknown,
  phases: readonly string[],
  problems: Problems,
): ParameterValue[] => {
  const written = [...params];
  for (const one of asList(given)) {
    const id = asText(one['id']);
    const at = written.findIndex((param) => param.id === id);
    const param = written[at];
    const problem = param ? problemOf(param, one, phases) : `Parameter ${id} does not exist.`;
    if (problem) problems.add('asset.params', problem);
    if (!param || problem) continue;
    written[at] = {
      ...param,
      ...(one['value'] === undefined ? {} : { value: asText(one['value']) }),
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
