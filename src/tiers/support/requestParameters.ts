import type { Connect } from '../../connect/connect.ts';
import { knownFrom } from '../../fields/knownParameters.ts';

/** What a request for a tier configuration says of its parameters; one call, and only when it is asked. */
export const parametersOf = (connect: Connect, id: string) => () =>
  knownFrom(async () => (await connect.tierConfigRequests.get(id)).params ?? []);
