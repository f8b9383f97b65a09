import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { jsonOrNothing } from '../connect/json.ts';
import type { ProductParameter } from '../connect/schemas/catalog.ts';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { badValue, isBlank } from '../zapier/input.ts';
import { labelOf } from '../zapier/outputFields.ts';
import type { ParameterValue } from './params.ts';
import { readPhone } from './phone.ts';
import { productOf } from './productOf.ts';

/**
 * A product's own parameters as input fields. The key of a field holds the type of its parameter
 * (`parameter_phone__support_line`), so that a value can be read and checked without asking Connect again.
 */
const PREFIX = 'parameter_';
const KEY = /^parameter_([a-z]+)__(.+)$/s;
/** More parameters than Zapier shows well. */
const MOST = 200;

type Phase = 'ordering' | 'fulfillment';

/** What a parameter's value has to look like, and how Connect keeps it. */
interface ParameterType {
  readonly field?: Partial<PlainInputField>;
  readonly help?: string;
  readonly read?: (label: string, value: unknown) => object | string | Promise<object | string>;
}

const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();

const matching = (pattern: RegExp, expected: string) => (label: string, value: unknown) => {
  if (!pattern.test(text(value))) throw badValue(label, value, expected);
  return text(value);
};

const jsonObject = (label: string, value: unknown): object => {
  const parsed = typeof value === 'string' ? jsonOrNothing(value) : value;
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw badValue(label, value, 'a JSON object, for example {"country": "US"}');
  }
  return parsed;
};

const ticked = (_label: string, value: unknown): object =>
  Object.fromEntries(
    (Array.isArray(value) ? value : [value])
      .map(text)
      .filter(Boolean)
      .map((choice) => [choice, true]),
  );

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/i;

const TYPES: Record<string, ParameterType> = {
  text: {},
  // Blanks may belong to a password.
  password: { field: { type: 'password' }, read: (_label, value) => String(value) },
  email: {
    help: 'For example `alex@example.com`.',
    read: matching(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, 'an email address, for example alex@example.com'),
  },
  url: {
    help: 'For example `https://example.com`.',
    read: matching(/^https?:\/\/\S+$/i, 'a web address, for example https://example.com'),
  },
  domain: { help: 'For example `example.com`.', read: matching(DOMAIN, 'a domain, for example example.com') },
  subdomain: { help: 'For example `shop.example.com`.' },
  dropdown: {},
  choice: {},
  checkbox: { field: { list: true }, read: ticked },
  phone: {
    help: 'Any usual notation, best with the country code, for example `+1 212 555 0100`.',
    read: (label, value) => readPhone(label, text(value), undefined),
  },
  address: {
    field: { type: 'text' },
    help: 'A JSON object, for example `{"country": "US", "city": "Springfield"}`.',
    read: jsonObject,
  },
  object: { field: { type: 'text' }, help: 'A JSON object, for example `{"size": 5}`.', read: jsonObject },
};

const nameOf = (parameter: ProductParameter) => parameter.name || parameter.id;
const titleOf = (parameter: ProductParameter) => parameter.title || labelOf(nameOf(parameter));

const asField = (parameter: ProductParameter, required: boolean): PlainInputField => {
  const type = parameter.type ?? 'text';
  const { field = {}, help } = TYPES[type] ?? {};
  const { choices, required: needed } = parameter.constraints ?? {};
  const options = (choices ?? []).flatMap(({ value, label }) =>
    value ? [{ value, label: label || value, sample: value }] : [],
  );
  const helpText = [parameter.description !== parameter.title && parameter.description, parameter.hint, help]
    .filter(Boolean)
    .join(' ');
  return {
    key: `${PREFIX}${type}__${nameOf(parameter)}`,
    label: titleOf(parameter),
    required: required && (needed ?? false),
    ...field,
    ...(options.length ? { choices: options } : {}),
    ...(helpText ? { helpText: helpText.slice(0, 1000) } : {}),
  };
};

/** Only what stands in forms: hidden parameters are for systems, headings and texts hold no value. */
const isAsked = ({ type, constraints }: ProductParameter) =>
  !constraints?.hidden && type !== 'heading' && type !== 'content';

/** Whether a form shows parameters: an external ID may be one that a purchase only gives, so it doesn't count. */
const isProductKnown = (input: Record<string, unknown>): boolean =>
  ['product_id', 'id', 'request_id'].some((key) => /^PRD?-/.test(text(input[key] ?? '')));

const load = async (z: ZObject, bundle: Bundle, phase: Phase): Promise<ProductParameter[]> => {
  const { inputData } = bundle;
  if (!isProductKnown(inputData)) return [];
  const connect = openConnect(z, bundle);
  const { rows } = await connect
    .productParameters(await productOf(connect, inputData))
    .list({ where: { phase, scope: 'asset' }, ordering: ['position'], limit: MOST });
  return rows.filter(isAsked);
};

/** The parameters that a Zap fills in by the dictionary: they aren't required a second time. */
const inDictionary = ({ inputData: { params } }: Bundle, parameter: ProductParameter): boolean =>
  typeof params === 'object' && params !== null && nameOf(parameter) in params;

/**
 * Fields for a product's parameters, once the product (or a request for it) is chosen.
 * @param required whether the product's required parameters are required in the form.
 */
export const parameterFields = (phase: Phase, required: boolean) =>
  speaking(async (z: ZObject, bundle: Bundle) =>
    (await load(z, bundle, phase)).map((parameter) =>
      asField(parameter, required && !inDictionary(bundle, parameter)),
    ),
  );

/** A text field for each ordering parameter: what is wrong with it. */
export const parameterErrorFields = speaking(
  async (z: ZObject, bundle: Bundle): Promise<PlainInputField[]> =>
    (await load(z, bundle, 'ordering')).map((parameter) => ({
      key: `${PREFIX}error__${nameOf(parameter)}`,
      label: `Problem with ${titleOf(parameter)}`.slice(0, 64),
    })),
);

const given = (input: Record<string, unknown>) =>
  Object.entries(input).flatMap(([key, value]) => {
    const [, type, id] = KEY.exec(key) ?? [];
    return type && id && !isBlank(value) ? [{ type, id, value }] : [];
  });

/** What the form calls a parameter; its name in words when Connect can't be asked. */
const labelIn = async (connect: Connect, input: Record<string, unknown>, id: string): Promise<string> => {
  if (!isProductKnown(input)) return labelOf(id);
  try {
    const parameters = connect.productParameters(await productOf(connect, input));
    const { rows } = await parameters.list({ where: { scope: 'asset' }, limit: MOST });
    const found = rows.find((parameter) => nameOf(parameter) === id);
    return found ? titleOf(found) : labelOf(id);
  } catch {
    return labelOf(id);
  }
};

/**
 * The values of the fields of {@link parameterFields}, as Connect takes them.
 * @throws ConnectError for a value that its parameter's type can't be, naming the parameter as the form does; only
 * then Connect is asked for it.
 */
export const readParameterFields = (
  connect: Connect,
  input: Record<string, unknown>,
): Promise<ParameterValue[]> =>
  Promise.all(
    given(input)
      .filter(({ type }) => type !== 'error')
      .map(async ({ type, id, value }) => {
        const read = TYPES[type]?.read ?? ((_label: string, one: unknown) => text(one));
        const attempt = async (label: string) => read(label, value);
        const filled = await attempt('').catch(async () => attempt(await labelIn(connect, input, id)));
        return typeof filled === 'string' ? { id, value: filled } : { id, structured_value: filled };
      }),
  );

/** What is wrong with which parameter, from the fields of {@link parameterErrorFields}. */
export const readParameterErrors = (input: Record<string, unknown>): { id: string; value_error: string }[] =>
  given(input)
    .filter(({ type }) => type === 'error')
    .map(({ id, value }) => ({ id, value_error: text(value) }));
