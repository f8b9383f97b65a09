import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { jsonOrNothing } from '../connect/json.ts';
import type { ProductParameter } from '../connect/schemas/catalog.ts';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { badValue, isBlank } from '../zapier/input.ts';
import { labelOf } from '../zapier/outputFields.ts';
import { asText, fitting, type KnownParameter, knownParameters } from './knownParameters.ts';
import type { ParameterValue } from './params.ts';
import { readPhone } from './phone.ts';
import { isProductKnown, productOf } from './productOf.ts';

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

const text = (value: unknown) => asText(value).trim();

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
  checkbox: { field: { list: true } },
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

const load = async (z: ZObject, bundle: Bundle, wanted: Phase | 'own'): Promise<ProductParameter[]> => {
  const { inputData } = bundle;
  if (!isProductKnown(inputData)) return [];
  const connect = openConnect(z, bundle);
  const [product, phase] = await Promise.all([
    productOf(connect, inputData),
    wanted === 'own' ? ownPhase(connect) : wanted,
  ]);
  const { rows } = await connect
    .productParameters(product)
    .list({ where: { phase, scope: 'asset' }, ordering: ['position'], limit: MOST });
  return rows.filter(isAsked);
};

/** Distributors order, vendors fulfill: whose parameters the connection's account may write. */
const ownPhase = async (connect: Connect): Promise<Phase> => {
  const { rows } = await connect.accounts.list({ limit: 1 });
  return rows[0]?.id.startsWith('PA-') ? 'ordering' : 'fulfillment';
};

/** The parameters that a Zap fills in by the dictionary: they aren't required a second time. */
const inDictionary = ({ inputData: { params } }: Bundle, parameter: ProductParameter): boolean =>
  typeof params === 'object' && params !== null && nameOf(parameter) in params;

/**
 * Fields for a product's parameters, once the product (or a request for it) is chosen.
 * @param phase whose parameters; `own`: those that the connection's side writes.
 * @param required whether the product's required parameters are required in the form.
 */
export const parameterFields = (phase: Phase | 'own', required: boolean) =>
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

/** Types of which the product itself says what a value may be. */
const CHOSEN: ReadonlySet<string> = new Set(['dropdown', 'choice', 'checkbox']);

/**
 * The values of the fields of {@link parameterFields}, as Connect takes them: choices by value or by label.
 * @throws ConnectError for a value that its parameter can't have, naming the parameter as the form does. Connect is
 * asked, once, only where there are choices to compare with, or to name a parameter.
 */
export const readParameterFields = (
  connect: Connect,
  input: Record<string, unknown>,
): Promise<ParameterValue[]> => {
  let asked: ReturnType<typeof knownParameters> | undefined;
  const known = async (id: string, type: string): Promise<KnownParameter> => {
    asked ??= knownParameters(connect, input);
    return (await asked).get(id) ?? { id, type, title: labelOf(id), choices: [] };
  };
  const filledIn = async ({ id, type, value }: { id: string; type: string; value: unknown }) => {
    if (CHOSEN.has(type)) return fitting(await known(id, type), value);
    const read = TYPES[type]?.read ?? ((_label: string, one: unknown) => text(one));
    const attempt = async (label: string) => read(label, value);
    return attempt('').catch(async () => attempt((await known(id, type)).title));
  };
  const filled = given(input).filter(({ type }) => type !== 'error');
  return Promise.all(
    filled.map(async (one): Promise<ParameterValue> => {
      const read = await filledIn(one);
      const { id } = one;
      return typeof read === 'string' ? { id, value: read.trim() } : { id, structured_value: read };
    }),
  );
};

/** What is wrong with which parameter, from the fields of {@link parameterErrorFields}. */
export const readParameterErrors = (input: Record<string, unknown>): { id: string; value_error: string }[] =>
  given(input)
    .filter(({ type }) => type === 'error')
    .map(({ id, value }) => ({ id, value_error: text(value) }));
