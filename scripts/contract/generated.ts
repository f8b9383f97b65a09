import { readContract } from '../../contract/openapi.ts';
import { answersModule } from './answers.ts';
import { sandboxEndpoints } from './endpoints.ts';
import { filtersModule } from './filters.ts';
import { sandboxCollections } from './sandbox.ts';
import { sandboxTransitions } from './transitions.ts';

/** All files that follow from contract/openapi.json, by their path in the project, with what has to stand in them. */
export const generated = (): Readonly<Record<string, string>> => {
  const contract = readContract();
  return {
    'src/connect/contract/filters.ts': filtersModule(contract),
    'src/connect/contract/answers.ts': answersModule(contract),
    'sandbox/endpoints.json': sandboxEndpoints(contract),
    'sandbox/rql/collections.json': sandboxCollections(contract),
    'sandbox/transitions.json': sandboxTransitions(contract),
  };
};
