import fc from 'fast-check';
import { type CollectionSpec, collections, type Row, Table } from '../../../sandbox/rql/index.ts';

/** Everything that a viewer without limits sees. */
export const EVERYTHING = { viewer: 'VA-000-001', visible: () => true };

/** Any text that RQL can express: it has no escape inside quotes. */
export const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' }))
  .filter((value) => !(value.includes('"') && value.includes("'")));

/** A text in the kind of quotes that it doesn't contain. */
export const quoted = (value: string): string => (value.includes('"') ? `'${value}'` : `"${value}"`);

export const specOf = (path: string): CollectionSpec => {
  const spec = collections[path];
  if (!spec) throw new Error(`No collection ${path}`);
  return spec;
};

/** A table of plain rows of a collection. */
export const tableOf = <T extends Row>(path: string, rows: readonly T[]): Table<T> => {
  const table = new Table<T>(specOf(path));
  table.insertMany(rows);
  return table;
};

/** Asks for ids only. */
export const idsOf = <T extends Row>(table: Table<T>, query: string, strict = false): string[] =>
  table.list(query, { ...EVERYTHING, strict }).items.map((row) => String(row['id']));
