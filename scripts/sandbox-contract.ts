/**
 * Writes `sandbox/rql/collections.json`: what each list of Connect can be filtered, ordered and selected by. Run by hand when Connect's
 * description changes: `node scripts/sandbox-contract.ts path/to/openapi.json`, then `npm run format`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Parameter {
  name?: string;
  schema?: { type?: string; format?: string; enum?: unknown[] };
  'x-rql-lookups'?: string[];
  'x-rql-ordering'?: boolean;
  'x-rql-select'?: string;
}
interface Operation {
  parameters?: Parameter[];
  /** Lists have one, single objects don't. */
  'x-pagination-class'?: string;
}

const [source] = process.argv.slice(2);
if (!source) throw new Error('Say where the OpenAPI description is: node scripts/sandbox-contract.ts FILE');
const description = JSON.parse(readFileSync(source, 'utf8')) as {
  paths: Record<string, { get?: Operation }>;
};

const typeOf = ({ type, format }: NonNullable<Parameter['schema']>) =>
  format === 'date-time' ? 'datetime' : type === 'integer' ? 'number' : (type ?? 'string');

const specOf = (parameter: Parameter) => ({
  lookups: parameter['x-rql-lookups'] ?? [],
  ...(parameter['x-rql-ordering'] ? { ordering: true } : {}),
  type: typeOf(parameter.schema ?? {}),
  ...(parameter.schema?.enum ? { enum: parameter.schema.enum.map(String) } : {}),
  ...(parameter['x-rql-select']
    ? { select: parameter['x-rql-select'].startsWith('left out') ? 'hidden' : 'shown' }
    : {}),
});

const lists = Object.entries(description.paths).flatMap(([path, { get }]) =>
  get?.['x-pagination-class'] ? [[path, get.parameters ?? []] as const] : [],
);
const collections = Object.fromEntries(
  lists.map(([path, parameters]) => [
    path,
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter['x-rql-lookups'])
        .map((parameter) => [parameter.name, specOf(parameter)]),
    ),
  ]),
);
writeFileSync(
  new URL('../sandbox/rql/collections.json', import.meta.url),
  `${JSON.stringify(collections, null, 2)}\n`,
);
