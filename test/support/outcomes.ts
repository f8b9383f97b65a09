import { readFileSync } from 'node:fs';
import type { Outcome } from './troubles.ts';

/** What `docs/outcomes.md` says, and what a run has shown, in the same words. */

const PAGE = new URL('../../docs/outcomes.md', import.meta.url);
const lines = (): string[] => readFileSync(PAGE, 'utf8').split('\n');

const KINDS: Readonly<Record<string, string>> = {
  AppError: 'error',
  ExpiredAuthError: 'reconnect',
  HaltedError: 'halted',
  ThrottledError: 'wait',
};

/** A cell of the table: `error, 2`. */
export const cellOf = ({ kind, calls, results }: Outcome): string =>
  `${KINDS[kind] ?? kind}, ${calls}${results === 1 ? '' : `, ${results} results`}`;

/** The cells of a line of the page's table. */
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What the page says of an action under a fault; undefined where it says nothing. */
export const documentedOutcome = (key: string, trouble: string): string | undefined => {
  const page = lines();
  const column = cells(page.find((line) => line.startsWith('| action |')) ?? '').indexOf(trouble);
  const row = page.find((line) => line.startsWith(`| \`${key}\` |`));
  return row && cells(row)[column];
};

const SENTENCE = /^- \*\*(.+?)\*\*: (.+)$/;

const ODD = '| what is odd |';

/** The head and the lines of the page's table of what is odd, as cells. */
export const documentedOddities = (): {
  readonly head: string[];
  readonly rows: ReadonlyMap<string, string[]>;
} => {
  const page = lines();
  const at = page.findIndex((line) => line.startsWith(ODD));
  const end = page.findIndex((line, index) => index > at && !line.startsWith('|'));
  const table = page.slice(at + 2, end).map(cells);
  return {
    head: cells(page[at] ?? '').slice(1),
    rows: new Map(table.map(([name = '', ...rest]) => [name, rest])),
  };
};

/** What the page covers: the actions and faults of its table, and the faults and the action of its sentences. */
export const documented = () => {
  const page = lines();
  return {
    actions: page.flatMap((line) => /^\| `(\w+)` \|/.exec(line)?.[1] ?? []),
    faults: cells(page.find((line) => line.startsWith('| action |')) ?? '').slice(1),
    sentences: page.flatMap((line) => SENTENCE.exec(line)?.[1] ?? []),
    shown: page.flatMap((line) => /^What a person reads, shown for `(\w+)`:$/.exec(line)?.[1] ?? []),
  };
};

/** The page's sentence of a fault. */
export const documentedSentence = (trouble: string): string | undefined =>
  lines()
    .map((line) => SENTENCE.exec(line))
    .find((found) => found?.[1] === trouble)?.[2];
