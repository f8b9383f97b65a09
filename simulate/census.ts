import { MANNERS } from '../sandbox/modules/tenants/store.ts';
import { MOODS } from './cache.ts';
import { ACTS, DEEDS } from './history.ts';
import { KINDS } from './weather.ts';

/** How often what was injected: a fault that never fires is a gap. */

/** All that can be. */
export const NAMES: readonly string[] = [
  ...DEEDS.map((one) => `deed: ${one}`),
  ...Object.keys(KINDS).map((one) => `weather: ${one}`),
  ...MOODS.filter((one) => one !== 'works').map((one) => `cache: ${one}`),
  ...ACTS.map((one) => `people: ${one}`),
  'usage: reported',
  'usage: corrected',
  'usage: submitted',
  'usage: accepted',
  'usage: given back',
  'usage: billed (all)',
  'usage: billed (some)',
  'usage: billed (whole file)',
  'lock expires: twice at once',
  'runs held',
  'pages shift',
  'rows that appear late',
  'rows of equal times',
  'key of another form',
  'another key',
  ...MANNERS.map((one) => `vendor’s system: ${one}`),
  'Zapier replays',
  'reconnects because of a failure',
  'answer of a poll lost',
];

export type Counts = ReadonlyMap<string, number>;

export const added = (sum: Map<string, number>, counts: Iterable<readonly [string, number]>): void => {
  for (const [name, count] of counts) sum.set(name, (sum.get(name) ?? 0) + count);
};

export const gapsIn = (counts: Counts): string[] => NAMES.filter((name) => !counts.get(name));

/** The table, for people: two columns of names and numbers. */
export const tableOf = (counts: Counts): string => {
  const cells = NAMES.map((name) => `${name.padEnd(34)}${String(counts.get(name) ?? 0).padStart(7)}`);
  const half = Math.ceil(cells.length / 2);
  return Array.from({ length: half }, (_, row) =>
    `${cells[row]}    ${cells[row + half] ?? ''}`.trimEnd(),
  ).join('\n');
};
