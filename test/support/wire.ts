import { readRows } from '../../src/spreadsheets/read.ts';
import { exampleIds } from '../../src/zapier/idForms.ts';
import type { Field } from './definition.ts';
import type { Sent } from './nocked.ts';

/**
 * Where an input goes on the wire, as lines in which `$` stands for its value:
 * - `POST /requests/$/approve`: a call, with the value in its path; `tenants POST /tenant` one to the vendor's system;
 * - `?in(status,($))`: a part of a query, quoted as RQL quotes it;
 * - `header connect-localization: "es"`: a header beside those of every call;
 * - `asset.items.0.quantity`: a value of a body, or of a form or of a row of its spreadsheet; `…: 12` another value there, `…: "$.xlsx"` one that holds it.
 */
export interface Place {
  /** The lines that are there with the input and not without it; none for one that decides only about what comes back. */
  readonly to: readonly string[];
  /** The value that is filled in; by default one of its own, of the field's type. */
  readonly give?: unknown;
  /** What has to be filled in too, for the value to count. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** An input of the least that it takes the place of. */
  readonly replaces?: string;
  /** Another input can't be filled in beside it, or has no effect then. */
  readonly isAlone?: true;
  /**
   * The lines that it takes away; by default its places, with the value that it replaces. `fails`: without it the
   * operation can't run, and its places are all that is sent.
   */
  readonly instead?: readonly string[] | 'fails';
}

/** Every static input of an operation, by its key; those within line items as `items[]quantity`. */
export type Places = Readonly<Record<string, string | readonly string[] | Place>>;

export const placeOf = (place: Places[string]): Place => {
  if (typeof place === 'string') return { to: [place] };
  return Array.isArray(place) ? { to: place } : (place as Place);
};

/** A list in RQL of which one has to match. */
export const oneOf = (filter: string): string => `?in(${filter},($))`;
export const equal = (filter: string): string => `?eq(${filter},$)`;

const leaves = (value: unknown, path: string): string[] => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return [`${path || 'body'}: ${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
};

/** The parts of a query; commas and ampersands inside of values are escaped there. */
const queryLines = (query: string): string[] =>
  query
    .split('&')
    .filter(Boolean)
    .map((part) => `?${decodeURIComponent(part)}`);

/** Rows of a spreadsheet by their header, from 1. */
const sheetLines = async (content: Buffer): Promise<string[]> => {
  const rows: (readonly unknown[])[] = [];
  for await (const { cells } of readRows(content, 'records')) rows.push(cells);
  const [headers = [], ...others] = rows;
  return others.flatMap((cells, index) =>
    headers.flatMap((header, column) =>
      (cells[column] ?? '') === '' ? [] : [`rows.${index + 1}.${header}: ${JSON.stringify(cells[column])}`],
    ),
  );
};

const formLines = async (form: Buffer, boundary: string): Promise<string[]> => {
  const parts = form.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const lines = await Promise.all(
    parts.map(async (part): Promise<string[]> => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const content = Buffer.from(body.join('\r\n\r\n').slice(0, -2), 'latin1');
      const [, name = ''] = /name="([^"]*)"/.exec(head) ?? [];
      const [, file] = /filename="([^"]*)"/.exec(head) ?? [];
      if (file === undefined) return [`${name}: ${JSON.stringify(content.toString())}`];
      const lines = file.endsWith('.xlsx')
        ? await sheetLines(content)
        : [`${name}: ${JSON.stringify(content.toString())}`];
      return [`${name}.name: ${JSON.stringify(file)}`, ...lines];
    }),
  );
  return lines.flat();
};

const bodyLines = async ({ body, headers }: Sent): Promise<string[]> => {
  if (body === undefined) return [];
  const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '') ?? [];
  if (!boundary) return leaves(body, '');
  const text = String(body);
  // nock hands over what isn't text as hexadecimal digits.
  return formLines(Buffer.from(text, /^[\da-f]+$/.test(text) ? 'hex' : 'utf8'), boundary);
};

/** Headers that a call has of itself. */
const USUAL = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'user-agent',
]);
const headerLines = ({ headers }: Sent): string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    USUAL.has(name) ? [] : [`header ${name}: ${JSON.stringify(value)}`],
  );

/** Everything that was sent, line by line. */
export const linesOf = async (sent: readonly Sent[]): Promise<string[]> => {
  const calls = await Promise.all(
    sent.map(async (call) => {
      const [path = '', query = ''] = call.path.split('?');
      const host = call.host === 'connect' ? '' : `${call.host} `;
      return [
        `${host}${call.method} ${path}`,
        ...queryLines(query),
        ...(await bodyLines(call)),
        ...headerLines(call),
      ];
    }),
  );
  return calls.flat();
};

/** What of the first isn't in the second; a line that stands twice counts twice. */
export const minus = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
};

const inRql = (value: unknown): string => (typeof value === 'number' ? String(value) : JSON.stringify(value));

/** The lines of a place for a value; of several values each one in its place. */
export const linesFor = (to: readonly string[], value: unknown): string[] => {
  const one = Array.isArray(value) ? value[0] : value;
  return to.map((line) => {
    if (line.startsWith('?limit')) return line.replace('$', () => String(one));
    if (line.startsWith('?')) return line.replace('$', () => inRql(one));
    if (/^\S*\s?[A-Z]+ \//.test(line)) return line.replace('$', () => encodeURIComponent(String(one)));
    return line.includes(': ') ? line.replace('$', () => String(one)) : `${line}: ${JSON.stringify(one)}`;
  });
};

/** A value that no other input has, of the field's type. Of choices, the last. */
export const ownValue = ({ key, type, choices, list, dynamic = '' }: Field): unknown => {
  const [id] = exampleIds(dynamic);
  const one = (() => {
    // A whole ID of its kind, with digits of the field's own.
    if (id)
      return id.replace(
        /\d{3}$/,
        String([...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1000, 7)).padStart(
          3,
          '0',
        ),
      );
    if (choices) return Object.keys(choices).at(-1);
    if (type === 'integer') return 7;
    if (type === 'number') return 7.5;
    if (type === 'boolean') return 'true';
    if (type === 'datetime') return '2031-05-06T07:08:09.000Z';
    return `just ${key} & (so)`;
  })();
  return list ? [one] : one;
};

/** An input within line items is given in the first line: `items[]quantity`. */
export const withValue = (
  input: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Record<string, unknown> => {
  const [key = '', child] = path.split('[]');
  if (child === undefined) return { ...input, [key]: value };
  const [line = {}, ...others] = (input[key] ?? []) as Record<string, unknown>[];
  return { ...input, [key]: [{ ...line, [child]: value }, ...others] };
};

export const valueAt = (input: Readonly<Record<string, unknown>>, path: string): unknown => {
  const [key = '', child] = path.split('[]');
  return child === undefined ? input[key] : ((input[key] ?? []) as Record<string, unknown>[])[0]?.[child];
};
