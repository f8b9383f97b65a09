import { readFileSync } from 'node:fs';
import { overrides, search } from './overrides.ts';

export type FilterType = 'string' | 'number' | 'boolean' | 'datetime';

/** What a collection's filter can do. */
export interface FilterSpec {
  /** `eq ne gt ge lt le in out like ilike null`; with `null`, `eq` and `ne` take `null()`. None: only for {@link select}. */
  readonly lookups: readonly string[];
  readonly ordering?: boolean;
  readonly type: FilterType;
  /** The only values that there are. */
  readonly enum?: readonly string[];
  /** Whether the part is shown unless left out, or only when asked for. */
  readonly select?: 'shown' | 'hidden';
  /** Where the value stands, when not at the filter's own name; of several, any of them. */
  readonly path?: string | readonly string[];
  /** What `eq` means when it isn't equality: the text contains the value, or whether there is no value at all. */
  readonly eqMeans?: 'contains' | 'isNull';
}

export interface CollectionSpec {
  readonly path: string;
  readonly filters: Readonly<Record<string, FilterSpec>>;
  /** Where `search=` looks. */
  readonly search?: readonly string[];
}

type Filters = Readonly<Record<string, FilterSpec>>;
const described = JSON.parse(readFileSync(new URL('collections.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Filters>
>;

const specOf = (path: string, filters: Filters): CollectionSpec => ({
  path,
  filters: Object.fromEntries(
    Object.entries(filters).map(([name, spec]) => [name, { ...spec, ...overrides[path]?.[name] }]),
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
