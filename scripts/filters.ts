/**
 * Writes `src/connect/filters.ts` from an OpenAPI description of Connect whose query parameters carry
 * `x-rql-lookups`, `x-rql-ordering` and `x-rql-select`. Run by hand when the description changes:
 * `node scripts/filters.ts path/to/openapi.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Parameter {
  name?: string;
  in?: string;
  'x-rql-lookups'?: string[];
  'x-rql-ordering'?: boolean;
  'x-rql-select'?: string;
}
interface Description {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>;
}

/** The collections that the integration lists, in the order of the file. */
const COLLECTIONS = [
  '/requests',
  '/assets',
  '/assets/{asset_id}/requests',
  '/products',
  '/products/{product_id}/items',
  '/products/{product_id}/parameters',
  '/products/{product_id}/templates',
  '/products/{product_id}/connections',
  '/hubs',
  '/hubs/{hub_id}/marketplaces',
  '/marketplaces',
  '/contracts',
  '/accounts',
  '/accounts/{account_id}/users',
  '/usage/files',
  '/usage/records',
  '/usage/chunks',
  '/usage/reconciliations',
  '/usage/aggregates',
  // Has no list of its own, only what belongs to one product.
  '/usage/products',
];

const [source] = process.argv.slice(2);
if (!source) throw new Error('Say where the OpenAPI description is: node scripts/filters.ts FILE');
const description = JSON.parse(readFileSync(source, 'utf8')) as Description;

const union = (names: string[]) => (names.length ? names.map((name) => `'${name}'`).join(' | ') : 'never');

const blocks = COLLECTIONS.map((path) => {
  const parameters = (description.paths[path]?.get?.parameters ?? []).filter(
    (parameter) => parameter.in === 'query' && parameter['x-rql-lookups'],
  );
  // The `a__b` spellings are old aliases of `a.b`; one spelling is enough for a client.
  const usable = parameters.filter((parameter) => !parameter.name?.includes('__'));
  const filters = usable
    .filter((parameter) => parameter['x-rql-lookups']?.length)
    .map((parameter) => `      '${parameter.name}': ${union(parameter['x-rql-lookups'] ?? [])};`);
  const named = (test: (parameter: Parameter) => unknown) =>
    usable.filter(test).map((parameter) => parameter.name as string);
  return [
    `  '${path.slice(1).replaceAll(/\{[^}]+\}/g, '{}')}': {`,
    filters.length ? `    filters: {\n${filters.join('\n')}\n    };` : '    filters: Record<never, never>;',
    `    ordering: ${union(named((parameter) => parameter['x-rql-ordering']))};`,
    `    select: ${union(named((parameter) => parameter['x-rql-select']))};`,
    '  };',
  ].join('\n');
});

writeFileSync(
  new URL('../src/connect/filters.ts', import.meta.url),
  `/**
 * What each collection of Connect can be filtered and ordered by, with the RQL lookups of each filter.
 * Connect ignores a filter that it doesn't know and then returns too much, so the compiler has to know them.
 * Types only: nothing of this is in the built app. Written by \`scripts/filters.ts\`.
 */
export interface Collections {
${blocks.join('\n')}
}
`,
);
