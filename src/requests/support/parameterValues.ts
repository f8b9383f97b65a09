import type { Connect } from '../../connect/connect.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import { readParameterFields } from '../../fields/parameterFields.ts';
import { type ParameterValue, readParams } from '../../fields/params.ts';
import { badValue } from '../../zapier/input.ts';

/** @throws ConnectError for a parameter that is given twice. */
const once = (label: string, params: readonly ParameterValue[]): ParameterValue[] => {
  const seen = new Set<string>();
  for (const { id } of params) {
    if (seen.has(id))
      throw badValue(label, id, 'each parameter only once: it is filled in twice in this step');
    seen.add(id);
  }
  return [...params];
};

/**
 * The parameter values of a dictionary, or of line items.
 * @param label what the form calls it.
 * @throws ConnectError for a value without a name, and for a parameter that is given twice.
 */
export const readListedParams = (label: string, given: unknown): ParameterValue[] =>
  once(label, readParams(label, given));

/**
 * The parameter values of a form: of the product's own fields and of the dictionary beside them.
 * @param label what the form calls the dictionary.
 * @throws ConnectError for a value that can't be used, and for a parameter that is given twice.
 */
export const readGivenParams = async (
  connect: Connect,
  label: string,
  input: Record<string, unknown>,
): Promise<ParameterValue[]> =>
  once(label, [...(await readParameterFields(connect, input)), ...readParams(label, input['params'])]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Whether a value holds all that was wanted; Connect may add to it. */
const holds = (held: unknown, wanted: unknown): boolean => {
  if (!isObject(wanted)) return held === wanted;
  return isObject(held) && Object.entries(wanted).every(([key, value]) => holds(held[key], value));
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
