import { badValue, missing } from '../../zapier/input.ts';

/** What is billed: from one date until another one, and how many of a unit that is. */
export interface BilledPeriod {
  readonly from: string;
  readonly to: string;
  readonly delta?: number;
  readonly uom?: string;
}

interface Given {
  readonly period_from: string;
  readonly period_to?: string | undefined;
  readonly period_delta?: number | undefined;
  readonly period_uom?: string | undefined;
}

const badCount = (count: number) => badValue('Period Count', count, 'a whole number from 1, for example 3');

/** How many months a unit has, by Connect's names: `monthly`, `yearly`, `years_2`. */
const monthsOf = (uom: string): number =>
  uom === 'monthly' ? 1 : 12 * Number(/^years_(\d)$/.exec(uom)?.[1] ?? 1);

/** So many months later, by the calendar in UTC; a day that a month doesn't have is its last. */
const later = (time: string, months: number): string => {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString();
};

/** The count and unit of two dates that are whole months apart; nothing for others. */
const lengthOf = (from: string, to: string): Pick<BilledPeriod, 'delta' | 'uom'> => {
  const [start, end] = [new Date(from), new Date(to)];
  const months =
    12 * (end.getUTCFullYear() - start.getUTCFullYear()) + end.getUTCMonth() - start.getUTCMonth();
  if (months < 1 || later(from, months) !== end.toISOString()) return {};
  return months % 12 ? { delta: months, uom: 'monthly' } : { delta: months / 12, uom: 'yearly' };
};

/**
 * A period that is given as two dates, or as a date, a count and a unit.
 * @throws ConnectError when it has no end, or ends before it begins.
 */
export const readPeriod = (given: Given): BilledPeriod => {
  const { period_from: from, period_delta: delta, period_uom: uom } = given;
  if (delta !== undefined && delta <= 0) throw badCount(delta);
  if (given.period_to !== undefined) {
    if (given.period_to <= from)
      throw badValue('Period To', given.period_to, `a date after ${from}, with which the period begins`);
    const length = lengthOf(from, given.period_to);
    return {
      from,
      to: given.period_to,
      ...(delta === undefined && uom === undefined
        ? length
        : { delta: delta ?? 1, uom: uom ?? length.uom ?? 'monthly' }),
    };
  }
  if (delta === undefined && uom === undefined)
    throw missing('Period To', 'the date until which it is billed, or a Period Count and a Period Unit');
  const count = delta ?? 1;
  if (!Number.isInteger(count)) throw badCount(count);
  const unit = uom ?? 'monthly';
  return { from, to: later(from, count * monthsOf(unit)), delta: count, uom: unit };
};
