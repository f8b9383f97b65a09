import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { jsonOrNothing } from '../connect/json.ts';
import { badValue } from '../zapier/input.ts';
import { labelOf } from '../zapier/outputFields.ts';
import { readPhone } from './phone.ts';
import { isProductKnown, productOf } from './productOf.ts';

/** What Connect says of a parameter: what it is called, and what its value may be. */
export interface KnownParameter {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** The choices of a dropdown, choice or checkbox parameter; none: any value. */
  readonly choices: readonly Choice[];
}
interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a key without that permission is answered; no status: the form doesn't tell the product. */
const HIDDEN: ReadonlySet<number | undefined> = new Set([403, 404, undefined]);

/** More parameters than a product has. */
const MOST = 500;

type Row = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A parameter as a product, a request or a subscription shows it; products know it by its name. */
const knownOf = (row: Row): KnownParameter => {
  const id = textOf(row['name']) || textOf(row['id']);
  const constraints = isObject(row['constraints']) ? row['constraints'] : {};
  const choices = Array.isArray(constraints['choices']) ? constraints['choices'].filter(isObject) : [];
  return {
    id,
    title: textOf(row['title']) || labelOf(id),
    type: textOf(row['type']) || 'text',
    choices: choices.flatMap((one) => {
      const value = textOf(one['value']);
      return value ? [{ value, label: textOf(one['label']) || value }] : [];
    }),
  };
};

/** The object of a form that shows its own parameters: its request, or its subscription. */
const shownBy = async (connect: Connect, input: Row): Promise<readonly Row[] | undefined> => {
  const ids = ['request_id', 'id', 'asset_id'].map((key) => textOf(input[key]));
  const request = ids.find((id) => id.startsWith('PR-'));
  if (request) return (await connect.requests.get(request)).asset?.params ?? [];
  const asset = ids.find((id) => id.startsWith('AS-'));
  return asset ? ((await connect.assets.get(asset)).params ?? []) : undefined;
};

/**
 * The parameters of what a form is about, in one call: as its request, its subscription or its product shows them.
 * @returns none when the form doesn't tell, or Connect doesn't: values are then sent as they are, for Connect to judge.
 */
export const knownParameters = async (
  connect: Connect,
  input: Row,
): Promise<ReadonlyMap<string, KnownParameter>> => {
  const load = async (): Promise<readonly Row[]> => {
    const shown = await shownBy(connect, input);
    if (shown) return shown;
    // A purchase only gives the external ID; nothing stands under it yet.
    if ('hub_id' in input && !isProductKnown(input)) return [];
    const parameters = connect.productParameters(await productOf(connect, input));
    return (await parameters.list({ where: { scope: 'asset' }, limit: MOST })).rows;
  };
  const rows = await load().catch((error: unknown): readonly Row[] => {
    const isHidden = error instanceof ConnectError && error.kind === 'fix' && HIDDEN.has(error.status);
    if (isHidden) return [];
    throw error;
  });
  return new Map(rows.map(knownOf).map((parameter) => [parameter.id, parameter]));
};

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.trim().toLowerCase();

const choiceOf = ({ choices }: KnownParameter, text: string): string | undefined =>
  (
    choices.find(({ value }) => value === text.trim()) ??
    choices.find(({ value }) => sameText(value, text)) ??
    choices.find(({ label }) => sameText(label, text))
  )?.value;

const refused = (parameter: KnownParameter, value: unknown, several = false) => {
  const named = parameter.choices.map(({ value: one, label }) => (label === one ? one : `${one} (${label})`));
  return badValue(parameter.title, value, `${several ? 'one or more' : 'one'} of: ${named.join(', ')}`);
};

/** A value as a text: lists as Zapier writes them, their values with commas between. */
export const asText = (value: unknown): string => {
  const isList = Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
  if (isList) return value.map((one) => String(one ?? '')).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
};

/** The choices that are ticked: of a list, of a text with commas, or of an object of yes and no. */
const tickedIn = (parameter: KnownParameter, value: unknown): string[] => {
  const given = typeof value === 'string' && /^\s*[[{]/.test(value) ? (jsonOrNothing(value) ?? value) : value;
  if (isObject(given))
    return Object.keys(given).filter((choice) => given[choice] === true || given[choice] === 'true');
  if (Array.isArray(given)) return given.flatMap((one) => tickedIn(parameter, asText(one)));
  const text = asText(given);
  // A choice may have a comma in its own name.
  if (choiceOf(parameter, text) !== undefined) return [text];
  return text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
};

const ticks = (parameter: KnownParameter, value: unknown): Record<string, true> => {
  const chosen = tickedIn(parameter, value).map((one) => {
    const found = parameter.choices.length ? choiceOf(parameter, one) : one;
    if (found === undefined) throw refused(parameter, one, true);
    return found;
  });
  return Object.fromEntries(chosen.map((choice) => [choice, true]));
};

/**
 * A parameter's value as Connect keeps its type: a text, or an object for the types that ask for one.
 * @throws ConnectError naming the parameter by its title, the value, and the choices or the form that it may have.
 */
export const fitting = async (parameter: KnownParameter, value: unknown): Promise<string | object> => {
  const { type, title, choices } = parameter;
  if (type === 'checkbox') return ticks(parameter, value);
  if ((type === 'dropdown' || type === 'choice') && choices.length) {
    const text = asText(value);
    const choice = text.trim() === '' ? '' : choiceOf(parameter, text);
    if (choice === undefined) throw refused(parameter, text);
    return choice;
  }
  const asked = type === 'address' || type === 'object' || type === 'phone';
  if (!asked) return asText(value);
  const parsed = typeof value === 'string' ? jsonOrNothing(value) : value;
  if (isObject(parsed)) return parsed;
  if (asText(value).trim() === '') return '';
  if (type === 'phone') return readPhone(title, asText(value), undefined);
  throw badValue(title, value, 'a JSON object, for example {"country": "US"}');
};
