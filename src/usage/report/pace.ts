import type { Deadline } from '../../connect/deadline.ts';
import { ConnectError } from '../../connect/errors.ts';
import { grouped } from '../../spreadsheets/limits.ts';
import type { Breathe } from '../../spreadsheets/read.ts';

/** Reports that are too large for the time of one step: refused before anything is created, with what would fit. */

/** Of the work on a row, how much reading it is; the rest is checking and writing it (measured: 3.2 of 7.0 s). */
const READING = 0.45;
/** What is left for the calls before and after. */
const MARGIN = 0.8;
const THOUSAND = 1_000;

/** How many rows can be done in the time of a step in which so many were read, and so many of those written. */
const advice = (read: number, written: number): string => {
  const rows = (READING * read + (1 - READING) * written) * MARGIN;
  const fitting = Math.max(THOUSAND, Math.floor(rows / THOUSAND) * THOUSAND);
  return `Split the report: about ${grouped(fitting)} rows fit into one step. Nothing was sent.`;
};

/** Long work on a report that keeps to the time of its step. @param counts rows that were read and written so far. */
export const pacedBy =
  (deadline: Deadline, counts: () => { read: number; written: number }): Breathe =>
  (progress) =>
    deadline.breathe(() => {
      const { read, written } = counts();
      return `${progress()} ${advice(read, written)}`;
    });

/** @throws ConnectError when the rows are ready, but no time is left to send them. */
export const checkTime = (deadline: Deadline, rows: number): void => {
  if (deadline.allowsMore) return;
  throw new ConnectError(
    'fix',
    `The time that Zapier gives a step is over. ${grouped(rows)} rows were read and checked. ${advice(rows, rows)}`,
  );
};
