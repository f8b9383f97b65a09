import {
  type Contract,
  collectionsOf,
  nameOf,
  type Parameter,
  rqlParametersOf,
} from '../../contract/openapi.ts';

export const union = (names: readonly string[]): string =>
  names.length ? names.map((name) => `'${name}'`).join(' | ') : 'never';

/** Types of the filters, orderings and selections of every collection: `src/connect/contract/filters.ts`. */
export const filtersModule = (contract: Contract): string => {
  const blocks = collectionsOf(contract).map((path) => {
    const list = contract.paths[path]?.get;
    // The `a__b` spellings are old aliases of `a.b`; one spelling is enough for a client.
    const usable = list ? rqlParametersOf(list).filter(({ name }) => !name.includes('__')) : [];
    const named = (test: (parameter: Parameter) => unknown) =>
      usable.filter(test).map((parameter) => parameter.name);
    const filters = usable
      .filter((parameter) => parameter['x-rql-lookups']?.length)
      .map((parameter) => `      '${parameter.name}': ${union(parameter['x-rql-lookups'] ?? [])};`);
    return [
      `  '${nameOf(path)}': {`,
      filters.length ? `    filters: {\n${filters.join('\n')}\n    };` : '    filters: Record<never, never>;',
      `    ordering: ${union(named((parameter) => parameter['x-rql-ordering']))};`,
      `    select: ${union(named((parameter) => parameter['x-rql-select']))};`,
      '  };',
    ].join('\n');
  });
  return `/**
 * What each collection of Connect can be filtered and ordered by, with the RQL lookups of each filter.
 * Connect ignores a filter that it doesn't know and then returns too much, so the compiler has to know them.
 * Types only: nothing of this is in the built app. Written by \`npm run contract\`; change contract/openapi.json.
 */
export interface Collections {
${blocks.join('\n')}
}
`;
};
