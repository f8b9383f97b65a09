import { readFileSync } from 'node:fs';
import { overrides, search } from './overrides.ts';
import type { CollectionSpec, FilterSpec } from './spec.ts';

export type { CollectionSpec, FilterSpec, FilterType } from './spec.ts';

type Filters = Readonly<Record<string, FilterSpec>>;
const described = JSON.parse(readFileSync(new URL('collections.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Filters>
>;

/** Filters by name, without what objects have by themselves: a query may ask for `constructor`. */
const specOf = (path: string, filters: Filters): CollectionSpec => ({
  path,
  filters: Object.assign(
    Object.create(null) as Record<string, FilterSpec>,
    Object.fromEntries(
      Object.entries(filters).map(([name, spec]) => [name, { ...spec, ...overrides[path]?.[name] }]),
    ),
  ),
  ...(search[path] ? { search: search[path] } : {}),
});

/** All lists that Connect's description has, by path: `/requests`, `/products/{product_id}/items`, … */
export const collections: Readonly<Record<string, CollectionSpec>> = Object.fromEntries(
  Object.entries(described).map(([path, filters]) => [path, specOf(path, filters)]),
);

/** The dotted paths of a filter's values; `a__b` is an old spelling of `a.b`. */
export const pathsOf = (spec: FilterSpec, name: string): readonly string[] =>
  spec.path === undefined
    ? [name.replaceAll('__', '.')]
    : typeof spec.path === 'string'
      ? [spec.path]
      : spec.path;
