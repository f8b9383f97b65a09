import { asList, asText, type Body, isEmail } from '../../body.ts';
import type { Problems } from '../../errors.ts';
import type { Offer, Parameter, ParameterValue } from './model.ts';

/** Reads the parameters of requests and of tier configurations. What is wrong is added to the problems, all of it. */

export type Scope = 'asset' | 'tier1' | 'tier2';

/** What is configured for an item, or (without one) for the product and the marketplace in which it is sold. */
export const configured = (offer: Offer, marketplace: string, item?: string): object[] =>
  offer.configurations
    .filter((one) => one.item?.id === item && (!one.marketplace || one.marketplace.id === marketplace))
    .map(({ value, parameter: { name, id: _id, position: _position, ...parameter }, events }) => ({
      ...parameter,
      id: name,
      name,
      value,
      events,
    }));

const isOf =
  (wanted: Scope) =>
  ({ scope, phase }: Parameter): boolean =>
    scope === wanted && phase !== 'configuration';

/** All of a product's parameters for a new subscription or for the configuration of a tier, empty. */
export const emptyParams = (offer: Offer, scope: Scope = 'asset'): ParameterValue[] =>
  offer.parameters.filter(isOf(scope)).map((parameter) => ({
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

/**
 * Parameters with the given values and errors written in.
 * @param phases whose values may be written. @param field by which problems name them.
 */
export const withParams = (
  params: readonly ParameterValue[],
  given: unknown,
  phases: readonly string[],
  problems: Problems,
  field = 'asset.params',
): ParameterValue[] => {
  const written = [...params];
  for (const one of asList(given)) {
    const id = asText(one['id']);
    const at = written.findIndex((param) => param.id === id);
    const param = written[at];
    const problem = param ? problemOf(param, one, phases) : `Parameter ${id} does not exist.`;
    if (problem) problems.add(field, problem);
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

/** A template's text with the values of parameters in it. */
export const rendered = (body: string, { params }: { params: readonly ParameterValue[] }): string =>
  body.replaceAll(
    /\{\{\s*([\w.-]+)\s*\}\}/g,
    (_whole, name: string) => params.find((param) => param.id === name)?.value ?? '',
  );
