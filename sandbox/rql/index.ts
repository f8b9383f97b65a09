export { type CollectionSpec, collections, type FilterSpec } from './collections.ts';
export { parseRql, RqlError, type RqlNode } from './parse.ts';
export { type ListOptions, type ListResult, type Row, Table } from './table.ts';
export type { Json } from './values.ts';
