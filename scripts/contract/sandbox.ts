import {
  type Contract,
  listsOf,
  type Parameter,
  rqlParametersOf,
  type Schema,
} from '../../contract/openapi.ts';
import { prettyJson } from './json.ts';

const typeOf = ({ type, format }: Schema) =>
  format === 'date-time' ? 'datetime' : type === 'integer' ? 'number' : (type ?? 'string');

const specOf = (parameter: Parameter) => ({
  lookups: parameter['x-rql-lookups'] ?? [],
  ...(parameter['x-rql-ordering'] ? { ordering: true } : {}),
  type: typeOf(parameter.schema ?? {}),
  ...(parameter.schema?.enum ? { enum: parameter.schema.enum.map(String) } : {}),
  ...(parameter['x-rql-select'] ? { select: parameter['x-rql-select'] } : {}),
});

/** What each list can be filtered, ordered and selected by, for the sandbox: `sandbox/rql/collections.json`. */
export const sandboxCollections = (contract: Contract): string => {
  const collections = listsOf(contract).map(([path, list]) => [
    path,
    Object.fromEntries(rqlParametersOf(list).map((parameter) => [parameter.name, specOf(parameter)])),
  ]);
  return `${prettyJson(Object.fromEntries(collections))}\n`;
};
