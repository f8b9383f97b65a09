/**
 * Writes `sandbox/rql/collections.json`: what each collection of Connect can be filtered, ordered and selected by.
 * Run by hand when Connect's description changes: `node scripts/collections.ts path/to/openapi.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Parameter {
  name?: string;
  in?: string;
  schema?: { type?: string; format?: string; enum?: unknown[] };
  'x-rql-lookups'?: string[];
  'x-rql-ordering'?: boolean;
  'x-rql-select'?: string;
}

const MODULES =
  /^\/(requests|assets|products|hubs|marketplaces|contracts|accounts|usage|tier|subscriptions)\b/;

const [source] = process.argv.slice(2);
if (!source) throw new Error('Say where the OpenAPI description is: node scripts/collections.ts FILE');
const description = JSON.parse(readFileSync(source, 'utf8')) as {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>;
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

const collections = Object.entries(description.paths)
  .filter(([path, { get }]) => MODULES.test(path) && get?.parameters?.some((one) => one['x-rql-lookups']))
  .map(([path, { get }]) => [
    path,
    Object.fromEntries(
      (get?.parameters ?? []).filter((one) => one['x-rql-lookups']).map((one) => [one.name, specOf(one)]),
    ),
  ]);
writeFileSync(
  new URL('../sandbox/rql/collections.json', import.meta.url),
  `${JSON.stringify(Object.fromEntries(collections), null, 1)}\n`,
);
