import { type Contract, pathsOf, type StateChange } from '../../contract/openapi.ts';
import { prettyJson } from './json.ts';

/** Who may, by the state from which; what Connect does by itself is nobody's action. */
const sidesOf = ({ from, by, only = {} }: StateChange) =>
  Object.fromEntries(from.map((state) => [state, (only[state] ?? by).filter((side) => side !== 'system')]));

/** What each action makes of which states, for the sandbox, by `METHOD path`: `sandbox/transitions.json`. */
export const sandboxTransitions = (contract: Contract): string => {
  const transitions = pathsOf(contract).flatMap(([path, { servers: _servers, ...operations }]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const change = operation['x-transition'];
      // What is new comes from no state.
      if (!change?.from.length) return [];
      return [[`${method.toUpperCase()} ${path}`, { from: sidesOf(change), to: change.to }] as const];
    }),
  );
  return `${prettyJson(Object.fromEntries(transitions))}\n`;
};
