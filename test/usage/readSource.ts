import { expect } from '@jest/globals';
import type { Connect } from '../../src/connect/connect.ts';
import { Deadline } from '../../src/connect/deadline.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import type { Cell } from '../../src/spreadsheets/read.ts';
import type { RawRow } from '../../src/usage/report/columns.ts';
import { openRows, type SourceInput } from '../../src/usage/report/source.ts';

/** What is read of line items and of files. */

const FILE = 'https://files.example/usage';

/** All that is handed on, as a list. */
const collected = async <T>(given: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of given) list.push(one);
  return list;
};
/** Rows that are read from a file, or from line items. */
export const readRaw = async (input: SourceInput, content?: Buffer): Promise<RawRow[]> => {
  const connect = {
    deadline: new Deadline(),
    fetchFile: async (url: string) => {
      expect(url).toBe(FILE);
      return { content };
    },
  } as unknown as Connect;
  const { rows } = await openRows(connect, content ? { file: FILE, ...input } : input);
  return (await collected(rows)).flat();
};
export const refusal = async (input: SourceInput, content?: Buffer): Promise<string> => {
  const error = await readRaw(input, content).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(ConnectError);
  expect((error as ConnectError).kind).toBe('fix');
  return (error as ConnectError).message;
};
export const csv = (...lines: string[]) => Buffer.from(lines.join('\n'));

export const VALUES = {
  item: 'MPN-1',
  asset_id: 'AS-1',
  quantity: '5',
  start: '2026-01-01',
  end: '2026-01-31',
};
export const HEADERS = ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End'];
export const LINE = ['MPN-1', 'AS-1', '5', '2026-01-01', '2026-01-31'];
/** A sheet of one row that is good, or of a row for each of the items. */
export const sheet = (...items: string[]): Cell[][] => [
  HEADERS,
  ...(items.length ? items : ['MPN-1']).map((item) => [item, ...LINE.slice(1)]),
];
