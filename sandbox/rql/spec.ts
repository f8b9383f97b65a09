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
