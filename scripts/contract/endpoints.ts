import { type Contract, pathsOf } from '../../contract/openapi.ts';
import { prettyJson } from './json.ts';

/** Every endpoint of Connect, as `METHOD path`, for the sandbox: `sandbox/endpoints.json`. */
export const sandboxEndpoints = (contract: Contract): string => {
  const methods = ['get', 'post', 'put', 'delete'] as const;
  const endpoints = pathsOf(contract).flatMap(([path, operations]) =>
    methods.filter((method) => operations[method]).map((method) => `${method.toUpperCase()} ${path}`),
  );
  return `${prettyJson(endpoints)}\n`;
};
