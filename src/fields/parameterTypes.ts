import type { PlainInputField } from 'zapier-platform-core';
import { jsonOrNothing } from '../connect/json.ts';
import { badValue } from '../zapier/input.ts';
import type { KnownParameter } from './knownParameters.ts';
import { asText, structuredIn } from './params.ts';
import { readPhone } from './phone.ts';

/** The types of a product's parameters: how a form shows them, and how their values are read, wherever they are given. */

/** What a parameter's value has to look like, and how Connect keeps it. */
interface ParameterType {
  readonly field?: Partial<PlainInputField>;
  readonly help?: string;
  readonly read?: (parameter: KnownParameter, value: unknown) => object | string | Promise<object | string>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => asText(value).trim();

const matching =
  (pattern: RegExp, expected: string) =>
  ({ title }: KnownParameter, value: unknown): string => {
    if (!pattern.test(text(value))) throw badValue(title, value, expected);
    return text(value);
  };

const jsonObject = ({ title }: KnownParameter, value: unknown): object => {
  const structured = structuredIn(value);
  if (!structured) throw badValue(title, value, 'a JSON object, for example {"country": "US"}');
  return structured;
};

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/i;

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

/** One of a product's choices. A product may leave them out; Connect knows then. */
const oneChoice = (parameter: KnownParameter, value: unknown): string => {
  const given = text(value);
  const found = parameter.choices.length ? choiceOf(parameter, given) : given;
  if (found === undefined) throw refused(parameter, given);
  return found;
};

/** The types that Connect has, and that its products use. */
export const PARAMETER_TYPES: Readonly<Record<string, ParameterType>> = {
  text: { read: (_parameter, value) => text(value) },
  // Blanks may belong to a password.
  password: { field: { type: 'password' }, read: (_parameter, value) => asText(value) },
  email: {
    help: 'For example `alex@example.com`.',
    read: matching(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, 'an email address, for example alex@example.com'),
  },
  url: {
    help: 'For example `https://example.com`.',
    read: matching(/^https?:\/\/\S+$/i, 'a web address, for example https://example.com'),
  },
  domain: { help: 'For example `example.com`.', read: matching(DOMAIN, 'a domain, for example example.com') },
  subdomain: { help: 'For example `shop.example.com`.', read: (_parameter, value) => text(value) },
  dropdown: { read: oneChoice },
  choice: { read: oneChoice },
  checkbox: { field: { list: true }, read: ticks },
  phone: {
    help: 'Any usual notation, best with the country code, for example `+1 212 555 0100`.',
    read: ({ title }, value) => structuredIn(value) ?? readPhone(title, text(value), undefined),
  },
  address: {
    field: { type: 'text' },
    help: 'A JSON object, for example `{"country": "US", "city": "Springfield"}`.',
    read: jsonObject,
  },
  object: { field: { type: 'text' }, help: 'A JSON object, for example `{"size": 5}`.', read: jsonObject },
};

/** Whether only the product itself says what a value of a type may be. */
export const isChosen = (type: string): boolean => ['dropdown', 'choice', 'checkbox'].includes(type);

/**
 * A parameter's value as Connect keeps its type: a text, or an object for the types that ask for one. Choices are given
 * by value or by label; nothing clears a value.
 * @throws ConnectError naming the parameter by its title, the value, and the choices or the form that it may have.
 */
export const readAs = async (parameter: KnownParameter, value: unknown): Promise<string | object> => {
  if (asText(value).trim() === '') return '';
  const { read } = PARAMETER_TYPES[parameter.type] ?? {};
  return read ? read(parameter, value) : (structuredIn(value) ?? text(value));
};
