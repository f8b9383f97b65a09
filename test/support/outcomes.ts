import { readFileSync } from 'node:fs';
import type { Outcome } from './scenarios.ts';

/** What `docs/outcomes.md` says, and what a run has shown, in the same words. */

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
  const page = readFileSync(new URL('../../docs/outcomes.md', import.meta.url), 'utf8').split('\n');
  const column = cells(page.find((line) => line.startsWith('| action |')) ?? '').indexOf(trouble);
  const row = page.find((line) => line.startsWith(`| \`${key}\` |`));
  return row && cells(row)[column];
};
