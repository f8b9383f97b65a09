export { type CollectionSpec, collections } from './collections.ts';
export type { Json } from './compile.ts';
export { parseRql, RqlError } from './parse.ts';
export { type ListResult, type Row, Table } from './table.ts';
