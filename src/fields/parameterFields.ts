import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import type { ProductParameter } from '../connect/schemas/catalog.ts';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { isBlank, missing } from '../zapier/input.ts';
import { labelOf } from '../zapier/outputFields.ts';
import type { KnownParameter } from './knownParameters.ts';
import { isChosen, PARAMETER_TYPES, readAs } from './parameterTypes.ts';
import { asParameterValue, asText, type ParameterValue, readProblems } from './params.ts';
import { isProductKnown, productOf } from './productOf.ts';
import { isTierKnown, tierSetupOf } from './tierSetup.ts';

/**
 * A product's own parameters as input fields. The key of a field holds the type of its parameter
 * (`parameter_phone__support_line`), so that a value can be read and checked without asking Connect again.
 */
const PREFIX = 'parameter_';
const KEY = /^parameter_([a-z]+)__(.+)$/s;
/** More parameters than Zapier shows well. */
const MOST = 200;

type Phase = 'ordering' | 'fulfillment';

const nameOf = (parameter: ProductParameter) => parameter.name || parameter.id;
const titleOf = (parameter: ProductParameter) => parameter.title || labelOf(nameOf(parameter));

const asField = (parameter: ProductParameter, required: boolean): PlainInputField => {
  const type = parameter.type ?? 'text';
  const { field = {}, help } = PARAMETER_TYPES[type] ?? {};
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

/** What parameters belong to: to subscriptions, or to the tier that the form is about. */
type Owner = 'subscription' | 'tier';

/** Of which product, in which scope; nothing while the form doesn't say. */
const HOMES: Readonly<
  Record<
    Owner,
    {
      isKnown: (form: Bundle['inputData']) => boolean;
      find: (connect: Connect, form: Bundle['inputData']) => Promise<{ product: string; scope: string }>;
    }
  >
> = {
  subscription: {
    isKnown: isProductKnown,
    find: async (connect, form) => ({ product: await productOf(connect, form), scope: 'asset' }),
  },
  tier: { isKnown: isTierKnown, find: tierSetupOf },
};

const load = async (
  z: ZObject,
  bundle: Bundle,
  wanted: Phase | 'own',
  owner: Owner,
): Promise<ProductParameter[]> => {
  const { inputData } = bundle;
  const home = HOMES[owner];
  if (!home.isKnown(inputData)) return [];
  const connect = openConnect(z, bundle);
  const [{ product, scope }, phase] = await Promise.all([
    home.find(connect, inputData),
    wanted === 'own' ? ownPhase(connect) : wanted,
  ]);
  const { rows } = await connect
    .productParameters(product)
    .list({ where: { phase, scope }, ordering: ['position'], limit: MOST });
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
 * @param owner what they belong to.
 */
export const parameterFields = (phase: Phase | 'own', required: boolean, owner: Owner = 'subscription') =>
  speaking(async (z: ZObject, bundle: Bundle) =>
    (await load(z, bundle, phase, owner)).map((parameter) =>
      asField(parameter, required && !inDictionary(bundle, parameter)),
    ),
  );

/** A text field for each ordering parameter: what is wrong with it. */
export const parameterErrorFields = (owner: Owner = 'subscription') =>
  speaking(
    async (z: ZObject, bundle: Bundle): Promise<PlainInputField[]> =>
      (await load(z, bundle, 'ordering', owner)).map((parameter) => ({
        key: `${PREFIX}error__${nameOf(parameter)}`,
        label: `Problem with ${titleOf(parameter)}`.slice(0, 64),
      })),
  );

const given = (input: Record<string, unknown>) =>
  Object.entries(input).flatMap(([key, value]) => {
    const [, type, id] = KEY.exec(key) ?? [];
    return type && id && !isBlank(value) ? [{ type, id, value }] : [];
  });

/**
 * The values of the fields of {@link parameterFields}, as Connect takes them: choices by value or by label.
 * @param known the parameters of what the form is about; asked for only where there are choices to compare with, or to
 * name a parameter.
 * @throws ConnectError for a value that its parameter can't have, naming the parameter as the form does.
 */
export const readParameterFields = (
  known: () => Promise<ReadonlyMap<string, KnownParameter>>,
  input: Record<string, unknown>,
): Promise<ParameterValue[]> => {
  const filledIn = async ({ id, type, value }: { id: string; type: string; value: unknown }) => {
    const nameless: KnownParameter = { id, type, title: labelOf(id), choices: [] };
    const named = async () => (await known()).get(id) ?? nameless;
    if (isChosen(type)) return readAs(await named(), value);
    return readAs(nameless, value).catch(async () => readAs({ ...(await named()), type }, value));
  };
  const filled = given(input).filter(({ type }) => type !== 'error');
  return Promise.all(filled.map(async (one) => asParameterValue(one.id, await filledIn(one))));
};

/** What is wrong with which parameter, from the fields of {@link parameterErrorFields}. */
export const readParameterErrors = (input: Record<string, unknown>): { id: string; value_error: string }[] =>
  given(input)
    .filter(({ type }) => type === 'error')
    .map(({ id, value }) => ({ id, value_error: asText(value).trim() }));

/**
 * What is wrong with which parameter, from the fields and the dictionary beside them.
 * @throws ConnectError where nothing is said to be wrong.
 */
export const readAllProblems = (input: Record<string, unknown>): { id: string; value_error: string }[] => {
  const errors = [
    ...readParameterErrors(input),
    ...readProblems('Other Parameters to Correct', input['params']),
  ];
  if (errors.length === 0)
    throw missing('Parameters to Correct', 'at least one parameter and what is wrong with it');
  return errors;
};
