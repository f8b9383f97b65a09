import type { Cell } from '../../spreadsheets/read.ts';

/** What a row of usage is made of: the columns of line items, and of files by any of their names. */

export const COLUMNS = {
  record_id: 'Record External ID',
  item: 'Item',
  asset_id: 'Subscription ID',
  asset_external_id: 'Subscription External ID',
  asset_external_uid: 'Subscription External UID',
  quantity: 'Quantity',
  start: 'Usage Start',
  end: 'Usage End',
  amount: 'Amount',
  tier: 'Tier',
  category: 'Category',
  record_note: 'Record Note',
} as const;
export type Column = keyof typeof COLUMNS;

/** How Connect's template calls them, beside the keys and labels above. */
const TEMPLATE_NAMES: Readonly<Record<string, Column>> = {
  note: 'record_note',
  item_search_value: 'item',
  asset_search_value: 'asset_id',
  start_time_utc: 'start',
  end_time_utc: 'end',
  category_id: 'category',
};

/** Columns of the template that say what a search value is; without them the value tells. */
const CRITERIA = ['item_search_criteria', 'asset_search_criteria'] as const;

/** Columns by which a report describes items that the product doesn't have yet, where its usage is dynamic. */
export const DYNAMIC = ['item_name', 'item_unit', 'item_mpn', 'item_precision'] as const;
export type Dynamic = (typeof DYNAMIC)[number];

/** All that a row has but its custom parameters. */
export type Field = Column | (typeof CRITERIA)[number] | Dynamic;

/** A custom usage parameter of the product: a column `v.<name>`. */
const isParameter = (name: string): boolean => /^v\..+/i.test(name);

/** One row as it was given; nothing of it is checked. */
export interface RawRow {
  /** As people count: of line items from 1, of a file as its program shows it. */
  readonly number: number;
  readonly values: Readonly<Partial<Record<Field, Cell>>>;
  /** Custom parameters by name. */
  readonly params: Readonly<Record<string, Cell>>;
}

/** A header or key in one spelling: "Usage Start", "usage_start" and "usage-start " are the same. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');

const BY_NAME = new Map<string, Field>([
  ...(Object.entries(COLUMNS) as [Column, string][]).flatMap(([key, label]) => [
    [key, key] as const,
    [plain(label), key] as const,
  ]),
  ...Object.entries(TEMPLATE_NAMES),
  ...CRITERIA.map((name) => [name, name] as const),
  ...DYNAMIC.map((name) => [name, name] as const),
]);

/** Which column a name means, when it is one of ours or the template's. */
export const columnOf = (name: string) => BY_NAME.get(plain(name));

/** What a person says of a column that isn't to be read, though a header has its name. */
const NOTHING = new Set(['', '-']);

/** Where in a file's rows each value stands, by index; two values may stand in one column. */
export interface Layout {
  readonly columns: ReadonlyMap<Field, number>;
  readonly params: ReadonlyMap<string, number>;
}

/**
 * Where the values stand, by the file's first row and what a person said of it.
 * @param mapping our column (its key or label) and the header that the file has for it.
 * @returns the layout, what of the headers and the mapping can't be followed (clauses), and the headers that mean nothing.
 */
export const layoutOf = (
  headers: readonly Cell[],
  mapping: Readonly<Record<string, unknown>>,
): { layout: Layout; problems: string[]; unread: string[] } => {
  const columns = new Map<Field, number>();
  const params = new Map<string, number>();
  const problems: string[] = [];
  const names = headers.map((header) => String(header ?? '').trim());
  const said = Object.entries(mapping).map(
    ([ours, theirs]) => [ours.trim(), String(theirs ?? '').trim()] as const,
  );
  const isNamed = (header: string) => said.some(([, theirs]) => theirs && plain(theirs) === plain(header));
  const isSaid = (column: string) => said.some(([ours]) => columnOf(ours) === column);
  // What a person says of a header or a column counts, not what the header itself would mean.
  for (const [index, name] of names.entries()) {
    const column = columnOf(name);
    const isOpen = !isNamed(name) && !(column && isSaid(column));
    const known = column && columns.get(column);
    if (column && isOpen && known !== undefined)
      problems.push(`the file's columns "${names[known]}" and "${name}" mean the same; say which one`);
    else if (column && isOpen) columns.set(column, index);
    else if (isParameter(name) && isOpen && params.has(name.slice(2)))
      problems.push(`the file has two columns "${name}"; rename one`);
    else if (isParameter(name) && isOpen) params.set(name.slice(2), index);
  }
  for (const [ours, theirs] of said) {
    const column = columnOf(ours);
    const found = names.flatMap((name, index) => (plain(name) === plain(theirs) ? [index] : []));
    const [index, ...others] = found;
    if (!column && !isParameter(ours))
      problems.push(`"${ours}" is none of the columns (${Object.values(COLUMNS).join(', ')})`);
    else if (NOTHING.has(theirs)) continue;
    else if (index === undefined) problems.push(`the file has no column "${theirs}"`);
    else if (others.length)
      problems.push(`the file has ${found.length} columns "${theirs}"; rename all but one`);
    else if (column) columns.set(column, index);
    else params.set(ours.slice(2), index);
  }
  const read = new Set([...columns.values(), ...params.values()]);
  const isRefused = (name: string) =>
    said.some(([ours, theirs]) => NOTHING.has(theirs) && columnOf(ours) === columnOf(name));
  const unread = names.filter((name, index) => name && !read.has(index) && !isRefused(name));
  return { layout: { columns, params }, problems, unread };
};

/** Values by names that people give: `__proto__` is a name like any other. */
export const noNames = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

/** Reads the rows of a file by its layout. */
export const rowsBy = ({ columns, params }: Layout): ((number: number, cells: readonly Cell[]) => RawRow) => {
  const places = [...columns];
  const paramPlaces = [...params];
  const none = noNames<Cell>();
  return (number, cells) => {
    const values: Partial<Record<Field, Cell>> = {};
    for (const [column, index] of places) values[column] = cells[index] ?? null;
    const given = paramPlaces.length ? noNames<Cell>() : none;
    for (const [name, index] of paramPlaces) given[name] = cells[index] ?? null;
    return { number, values, params: given };
  };
};
