import { later } from '../../world/durations.ts';
import type { Period, Schedule, Uom } from './model.ts';

/** Dates of billing, by the calendar in UTC. */

const monthsOf = ({ delta, uom }: Pick<Period, 'delta' | 'uom'>): number => {
  if (uom === 'monthly') return delta;
  return 12 * delta * Number(/^years_(\d)$/.exec(uom)?.[1] ?? 1);
};

/** A date in the form in which Connect writes those of billing. @param time milliseconds since 1970. */
export const dateAt = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`;

const dateAfter = (schedule: Schedule, steps: number): string =>
  dateAt(later(Date.parse(schedule.anchor), `P${steps * monthsOf(schedule)}M`));

export const nextDate = (schedule: Schedule): string => dateAfter(schedule, schedule.steps);

/** Milliseconds of the longest month. */
const MONTH = 31 * 24 * 3_600_000;

/** How many of a schedule's dates have passed at a time, at least (ms since 1970): where to begin to look. */
export const stepsBefore = (schedule: Schedule, time: number): number =>
  Math.floor((time - Date.parse(schedule.anchor)) / (MONTH * monthsOf(schedule)));

/** The period that begins with the next date. */
export const nextPeriod = (schedule: Schedule): Period => ({
  from: nextDate(schedule),
  to: dateAfter(schedule, schedule.steps + 1),
  delta: schedule.delta,
  uom: schedule.uom,
});

/** The day on which a subscription is billed; by years it has a month too. */
export const anniversaryOf = ({ anchor, uom }: { anchor: string; uom: Uom }) => {
  const date = new Date(anchor);
  return {
    day: date.getUTCDate(),
    ...(uom === 'monthly' ? {} : { month: date.getUTCMonth() + 1 }),
  };
};
