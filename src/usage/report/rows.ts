import type { ProductItem } from '../../connect/schemas/catalog.ts';
import type { Cell } from '../../spreadsheets/read.ts';
import { withDigits } from '../support/decimals.ts';
import type { Period } from '../support/reportFields.ts';
import type { UsageCatalog } from './catalog.ts';
import { DYNAMIC, type Dynamic, noNames, type RawRow } from './columns.ts';
import { adviceFor, type DateFormat } from './days.ts';
import { checkFormulas } from './formulas.ts';
import { LeftOut } from './leftOut.ts';
import { quoted, RowProblems } from './problems.ts';
import { RecordIds } from './recordIds.ts';
import { SubscriptionCheck, type SubscriptionRules } from './subscriptionCheck.ts';
import { decimalOf, digitsOf, hasThousands, placesOf, readingsOf, textOf, timeOf } from './values.ts';

/** Checks the rows of a report one by one, and puts them into the form of Connect's spreadsheet. */

/** A checked row: texts as Connect's spreadsheet has them. */
export interface UsageRow {
  readonly record_id: string;
  readonly record_note: string;
  readonly item_search_criteria: string;
  readonly item_search_value: string;
  readonly quantity: string;
  readonly start_time_utc: string;
  readonly end_time_utc: string;
  readonly asset_search_criteria: string;
  readonly asset_search_value: string;
  readonly category_id: string;
  readonly amount: string;
  readonly tier: string;
  /** What describes an item that the product doesn't have yet. */
  readonly dynamic: Readonly<Partial<Record<Dynamic, string>>>;
  readonly params: Readonly<Record<string, string>>;
}

export interface RowRules extends SubscriptionRules {
  readonly catalog: UsageCatalog;
  readonly period: Period | undefined;
  /** Excel's times are days alone: none of them has a time of day. */
  readonly areDays: boolean;
  /** Other numbers of the report show that a point is a decimal one; else "1.500" may be one and a half thousand. */
  readonly isPointDecimal: boolean;
  /** How texts write days. */
  readonly dateFormat?: DateFormat | undefined;
  /** What record IDs begin with, for rows that have none. */
  readonly reportId: string;
}

/** Digits that Connect keeps of a number. */
const MAX_DIGITS = 15;
/** Letters that a cell of a workbook holds. */
const MAX_CELL = 32_767;

const tooLong = (given: string) =>
  `${quoted(given)} can't be used. Give a number of at most ${MAX_DIGITS} digits.`;

const unclear = (given: string): string | undefined => {
  const readings = readingsOf(given);
  return readings && `${quoted(given)} could be ${readings.join(' or ')}. Write it in that way.`;
};

/** Whether a cell is of Excel's own calendar, and not a text. */
const isCalendar = (cell: Cell | undefined): boolean => typeof cell !== 'string';

const ITEM_FORM = /^PRD(-\d+){4}$/;

/** The item's ID in a form that Connect's spreadsheet can search by. */
const itemSearch = (item: ProductItem): readonly [criteria: string, value: string] =>
  ITEM_FORM.test(item.id) ? ['item.global_id', item.id] : ['item.mpn', item.mpn ?? ''];

/** How many decimals an item's quantity may have: `integer`, `decimal(2)`. */
const placesFor = ({ precision }: ProductItem): number | undefined => {
  if (precision?.toLowerCase() === 'integer') return 0;
  const [, places] = /^decimal\((\d)\)$/i.exec(precision ?? '') ?? [];
  return places === undefined ? undefined : Number(places);
};

const NONE: Readonly<Record<string, string>> = Object.freeze(noNames<string>());

/** What of the cells isn't empty, as texts by their names. */
const textsOf = (
  names: readonly string[],
  cells: Readonly<Partial<Record<string, Cell>>>,
): Readonly<Record<string, string>> => {
  let texts: Record<string, string> | undefined;
  for (const name of names) {
    const text = textOf(cells[name]);
    if (!text) continue;
    texts ??= noNames();
    texts[name] = text;
  }
  return texts ?? NONE;
};

/** Times that were read before: rows of a report have few that differ. */
const KEPT_TIMES = 4_096;

export class RowChecker {
  readonly problems = new RowProblems();
  /** Rows that are no usage of any subscription. */
  readonly leftOut = new LeftOut();
  readonly #rules: RowRules;
  readonly #subscriptions: SubscriptionCheck;
  readonly #ids: RecordIds;
  readonly #read = { start: new Map<Cell, string>(), end: new Map<Cell, string>() };

  constructor(rules: RowRules) {
    this.#rules = rules;
    this.#ids = new RecordIds(rules.reportId);
    this.#subscriptions = new SubscriptionCheck(rules, this.problems, this.leftOut);
  }

  /** The row as Connect takes it, or undefined when something is wrong with it. */
  check(raw: RawRow): UsageRow | undefined {
    // A row that is nobody's usage needn't be right.
    if (this.#subscriptions.leavesOut(raw)) return undefined;
    const before = this.problems.count;
    const { number, values } = raw;
    const given = textOf(values.record_id);
    const recordId = given || this.#ids.of(number);
    const isTwice = given ? this.#ids.isGivenTwice(given) : this.#ids.isNumberedTwice(number);
    if (isTwice) this.problems.add(number, 'record_id', `${quoted(recordId)} stands twice.`);
    if (textOf(values.record_note).length > MAX_CELL)
      this.problems.add(number, 'record_note', `It is longer than ${MAX_CELL} characters.`);
    checkFormulas(raw, this.problems);
    const item = this.#item(raw);
    const asset = this.#subscriptions.check(raw);
    const quantity = this.#quantity(raw, item);
    const row = {
      record_id: recordId,
      record_note: textOf(values.record_note),
      ...this.#itemSearch(item, textOf(values.item)),
      quantity,
      ...this.#times(raw),
      asset_search_criteria: asset?.[0] ?? '',
      asset_search_value: asset?.[1] ?? '',
      category_id: textOf(values.category),
      amount: this.#amount(raw),
      tier: this.#tier(raw),
      // A bill describes all of its items, also those that the product has.
      dynamic: item && this.#rules.bill ? NONE : textsOf(DYNAMIC, values),
      params: textsOf(Object.keys(raw.params), raw.params),
    };
    return this.problems.count === before ? row : undefined;
  }

  #itemSearch(item: ProductItem | undefined, given: string) {
    const [item_search_criteria, item_search_value] =
      item && !(this.#rules.bill && item.mpn === given) ? itemSearch(item) : ['item.mpn', given];
    return { item_search_criteria, item_search_value };
  }

  #item({ number, values }: RawRow): ProductItem | undefined {
    const value = textOf(values.item);
    const item = this.#rules.catalog.findItem(value);
    if (!value)
      this.problems.add(number, 'item', 'It is missing. Give the ID or MPN of a pay-as-you-go item.');
    else if (!item && !(this.#rules.catalog.isDynamic && textOf(values.item_name))) {
      this.problems.add(
        number,
        'item',
        `The product has no pay-as-you-go item ${quoted(value)}. Give the ID or MPN of one.`,
      );
    }
    return item;
  }

  #quantity({ number, values }: RawRow, item: ProductItem | undefined): string {
    const given = textOf(values.quantity);
    const quantity = this.#decimal(values.quantity);
    if (!given) this.problems.add(number, 'quantity', 'It is missing. Give a number, for example 12.5.');
    else if (quantity === undefined || quantity.startsWith('-')) {
      this.problems.add(
        number,
        'quantity',
        unclear(given) ??
          `${quoted(given)} can't be used. Give a number that is not negative, for example 12.5.`,
      );
    } else if (digitsOf(quantity) > MAX_DIGITS) this.problems.add(number, 'quantity', tooLong(given));
    else {
      const places = item && placesFor(item);
      if (places !== undefined && placesOf(quantity) > places) {
        const allowed = places ? `a number with at most ${places} decimals` : 'a whole number';
        this.problems.add(number, 'quantity', `${quoted(given)} can't be used. The item takes ${allowed}.`);
      }
    }
    return quantity ?? '';
  }

  /** @returns undefined for what is no number, or could be two. */
  #decimal(cell: Cell | undefined): string | undefined {
    return hasThousands(cell) && !this.#rules.isPointDecimal ? undefined : decimalOf(cell);
  }

  #time(column: 'start' | 'end', cell: Cell | undefined): string | undefined {
    const read = () =>
      timeOf(cell, column === 'end' && (this.#rules.areDays || !isCalendar(cell)), this.#rules.dateFormat);
    if (typeof cell !== 'string' && typeof cell !== 'number') return read();
    const known = this.#read[column];
    const time = known.get(cell);
    if (time !== undefined) return time;
    const fresh = read();
    if (known.size >= KEPT_TIMES) known.clear();
    if (fresh !== undefined) known.set(cell, fresh);
    return fresh;
  }

  #times({ number, values }: RawRow): { start_time_utc: string; end_time_utc: string } {
    const [from, to] = (['start', 'end'] as const).map((column) => {
      const given = textOf(values[column]);
      const time = this.#time(column, values[column]);
      const example = 'a time in UTC, for example 2026-01-31 23:59:59.';
      const say = (text: string) => this.problems.add(number, column, text, this.#rules.bill?.times[column]);
      if (!given) say(`It is missing. Give ${example}`);
      else if (!time) {
        const advice = adviceFor(given, this.#rules.dateFormat);
        say(`${quoted(given)} can't be used. ${advice} ${example}`);
      }
      return time ?? '';
    });
    const { start, end } = this.#cut(from ?? '', to ?? '');
    if (start && end && start > end)
      this.problems.add(number, 'end', `${quoted(end)} is before the start, ${quoted(start)}.`);
    const { period } = this.#rules;
    if (period) {
      const outside = `is outside of the period of the report, ${period.from} to ${period.to}.`;
      if (start && start.slice(0, 10) < period.from)
        this.problems.add(number, 'start', `${quoted(start)} ${outside}`);
      if (end && end.slice(0, 10) > period.to) this.problems.add(number, 'end', `${quoted(end)} ${outside}`);
    }
    return { start_time_utc: start, end_time_utc: end };
  }

  /** Times that go beyond the period of the file, as those of a bill may; a charge of another time stays as it is. */
  #cut(start: string, end: string): { start: string; end: string } {
    const { period, bill } = this.#rules;
    if (!bill?.isCutToPeriod || !period || !start || !end) return { start, end };
    const [first, last] = [`${period.from} 00:00:00`, `${period.to} 23:59:59`];
    if (start > last || end < first) return { start, end };
    return { start: start < first ? first : start, end: end > last ? last : end };
  }

  #amount({ number, values }: RawRow): string {
    const given = textOf(values.amount);
    const read = this.#decimal(values.amount);
    // Bills have more digits than Connect keeps, which is noise of their calculations.
    const amount = read && this.#rules.bill ? withDigits(read, MAX_DIGITS) : read;
    const { schema } = this.#rules.catalog;
    if (!given && schema !== 'qt') {
      this.problems.add(
        number,
        'amount',
        `It is missing. The product is reported with amounts (${schema.toUpperCase()}). Give a number, for example 9.99.`,
      );
    } else if (amount !== undefined && digitsOf(amount) > MAX_DIGITS)
      this.problems.add(number, 'amount', tooLong(given));
    else if (given && amount === undefined)
      this.problems.add(
        number,
        'amount',
        unclear(given) ?? `${quoted(given)} can't be used. Give a number, for example 9.99.`,
      );
    return amount ?? '';
  }

  #tier({ number, values }: RawRow): string {
    const given = textOf(values.tier);
    const what = 'Give 0 for the customer, 1 for tier 1, 2 for tier 2.';
    if (!given && this.#rules.catalog.schema === 'tr')
      this.problems.add(number, 'tier', `It is missing. The product is reported per tier. ${what}`);
    else if (given && !/^[0-2]$/.test(given))
      this.problems.add(number, 'tier', `${quoted(given)} can't be used. ${what}`);
    return given;
  }
}
