import { readFileSync } from 'node:fs';

/** What a collection's filter can do. */
export interface FilterSpec {
  readonly lookups: readonly string[];
  readonly ordering?: boolean;
  readonly type: 'string' | 'number' | 'boolean' | 'datetime';
  /** The only values that there are. */
  readonly enum?: readonly string[];
  /** Whether the part is shown unless left out, or only when asked for. */
  readonly select?: 'shown' | 'hidden';
  /** Where the value stands, when not at the filter's own name. */
  readonly path?: string;
}

export interface CollectionSpec {
  readonly path: string;
  readonly filters: Readonly<Record<string, FilterSpec>>;
  /** Where `search=` looks. */
  readonly search?: readonly string[];
}

/** Filters whose name isn't the place of their value. */
const PATHS: Record<string, Record<string, string>> = {
  '/requests': {
    asset_id: 'asset.id',
    product_id: 'asset.product.id',
    'asset.connection.environment': 'asset.connection.type',
    'asset.external.id': 'asset.external_id',
    'asset.tier1_id': 'asset.tiers.tier1.id',
    'asset.tier2_id': 'asset.tiers.tier2.id',
    'asset.account_id': 'asset.tiers.customer.id',
    assignee: 'assignee.id',
    contract__id__exact: 'contract.id',
  },
  '/assets': {
    created: 'events.created.at',
    updated: 'events.updated.at',
    'hub.id': 'connection.hub.id',
    'hub.name': 'connection.hub.name',
    'product.title': 'product.name',
  },
  '/products/{product_id}/items': { item_type: 'type', verbose_id: 'id' },
  '/marketplaces': { 'hubs.id': 'hubs.hub.id', 'hubs.name': 'hubs.hub.name' },
};

type Filters = Record<string, FilterSpec>;
const data = JSON.parse(readFileSync(new URL('collections.json', import.meta.url), 'utf8')) as Record<
  string,
  Filters
>;

/** All collections that the sandbox serves, by path. */
export const collections: Readonly<Record<string, CollectionSpec>> = Object.fromEntries(
  Object.entries(data).map(([path, filters]) => [
    path,
    {
      path,
      filters: Object.fromEntries(
        Object.entries(filters).map(([name, spec]) => {
          const place = PATHS[path]?.[name];
          return [name, place ? { ...spec, path: place } : spec];
        }),
      ),
    },
  ]),
);

/** The dotted paths of a filter's values; `a__b` is an old spelling of `a.b`. */
export const pathsOf = (spec: FilterSpec, name: string): string[] => [
  spec.path ?? name.replaceAll('__', '.'),
];
