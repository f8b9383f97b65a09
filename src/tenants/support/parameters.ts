import type { Connect } from '../../connect/connect.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import { knownOf } from '../../fields/knownParameters.ts';
import { readAs } from '../../fields/parameterTypes.ts';
import { asParameterValue, type ParameterValue } from '../../fields/params.ts';
import { type TenantAnswer, valueAt } from './answer.ts';

/** The tenant system's answer, as the parameters of a request keep it. */

export const parameterOf = (request: FulfillmentRequest, id: string) =>
  request.asset?.params?.find((param) => param.id === id);

/**
 * What of the tenant system's answer isn't in the request's parameters yet, as they keep it.
 * @throws ConnectError for a value that its parameter can't have.
 */
export const parametersToWrite = async (
  request: FulfillmentRequest,
  tenant: TenantAnswer,
  wanted: Readonly<Record<string, string>>,
): Promise<ParameterValue[]> => {
  const written = Object.entries(wanted).map(async ([id, path]): Promise<ParameterValue[]> => {
    const value = valueAt(tenant, path);
    if (value === undefined) return [];
    const param = parameterOf(request, id);
    const read = param ? await readAs(knownOf(param), value) : value;
    const held = typeof read === 'string' ? param?.value : param?.structured_value;
    return JSON.stringify(held) === JSON.stringify(read) ? [] : [asParameterValue(id, read)];
  });
  return (await Promise.all(written)).flat();
};

/** Writes values into a request. @returns it as it is then. */
export const writeParameters = async (
  connect: Connect,
  request: FulfillmentRequest,
  params: readonly ParameterValue[],
): Promise<FulfillmentRequest> => {
  if (params.length === 0) return request;
  const what = `set parameters of fulfillment request ${request.id}`;
  return connect.requests.update(request.id, { asset: { params } }, { what });
};
