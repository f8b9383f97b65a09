import type { Connect } from '../connect/connect.ts';
import type { FulfillmentRequest } from '../connect/schemas/request.ts';
import { badValue } from '../zapier/input.ts';
import { holds } from './holds.ts';
import { type KnownParameter, knownParameters } from './knownParameters.ts';
import { readParameterFields } from './parameterFields.ts';
import { readAs } from './parameterTypes.ts';
import {
  asGiven,
  asParameterValue,
  type GivenParameter,
  givenParams,
  type ParameterValue,
} from './params.ts';

/** @throws ConnectError for a parameter that is given twice. */
const once = <Param extends { readonly id: string }>(label: string, params: readonly Param[]): Param[] => {
  const seen = new Set<string>();
  for (const { id } of params) {
    if (seen.has(id))
      throw badValue(label, id, 'each parameter only once: it is filled in twice in this step');
    seen.add(id);
  }
  return [...params];
};

/**
 * The parameters of a dictionary, or of line items; their values are still to be read.
 * @param label what the form calls it.
 * @throws ConnectError for a value without a name, and for a parameter that is given twice.
 */
export const readListedParams = (label: string, given: unknown): GivenParameter[] =>
  once(label, givenParams(label, given));

/**
 * Values as Connect keeps the parameters' types, checked against the choices of the product; those of parameters that
 * aren't known as they were given, for Connect to judge.
 * @throws ConnectError for a value that its parameter can't have, naming the parameter by its title.
 */
export const fitted = (
  params: readonly GivenParameter[],
  known: ReadonlyMap<string, KnownParameter>,
): Promise<ParameterValue[]> =>
  Promise.all(
    params.map(async (given) => {
      const parameter = known.get(given.id);
      return parameter ? asParameterValue(given.id, await readAs(parameter, given.value)) : asGiven(given);
    }),
  );

/**
 * The parameter values of a form: of the product's own fields and of the dictionary beside them. What the product says of
 * its parameters is asked for once, and only where it is needed.
 * @param label what the form calls the dictionary.
 * @param ask says what the parameters may be, where that is known already.
 * @throws ConnectError for a value that can't be used, and for a parameter that is given twice.
 */
export const readGivenParams = async (
  connect: Connect,
  label: string,
  input: Record<string, unknown>,
  ask: () => ReturnType<typeof knownParameters> = () => knownParameters(connect, input),
): Promise<ParameterValue[]> => {
  let asked: ReturnType<typeof knownParameters> | undefined;
  const known = () => {
    asked ??= ask();
    return asked;
  };
  const listed = readListedParams(label, input['params']);
  const [inFields, inList] = await Promise.all([
    readParameterFields(known, input),
    listed.length ? known().then((parameters) => fitted(listed, parameters)) : [],
  ]);
  return once(label, [...inFields, ...inList]);
};

/**
 * The parameter values of a dictionary for Connect to judge: what no parameter can have is sent as it is.
 * @param knownIn what the parameters may be; asked for only where there are values.
 * @throws ConnectError for a value without a name, and for a parameter that is given twice.
 */
export const readForJudgement = async (
  label: string,
  given: unknown,
  knownIn: () => Promise<ReadonlyMap<string, KnownParameter>>,
): Promise<ParameterValue[]> => {
  const listed = readListedParams(label, given);
  if (listed.length === 0) return [];
  const known = await knownIn();
  const values = await Promise.all(listed.map((one) => fitted([one], known).catch(() => [asGiven(one)])));
  return values.flat();
};

/** Whether a request or subscription has the values that would be sent. */
export const hasParams = (
  asset: Pick<NonNullable<FulfillmentRequest['asset']>, 'params'> | null | undefined,
  params: readonly ParameterValue[],
): boolean =>
  params.every((wanted) => {
    const param = asset?.params?.find(({ id }) => id === wanted.id);
    return 'value' in wanted
      ? String(param?.value ?? '') === wanted.value
      : holds(param?.structured_value, wanted.structured_value);
  });
