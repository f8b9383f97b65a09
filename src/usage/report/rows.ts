import type { Asset } from '../../connect/schemas/asset.ts';
import type { ProductItem } from '../../connect/schemas/catalog.ts';
import type { Cell } from '../../spreadsheets/read.ts';
import type { Period } from '../support/reportFields.ts';
import type { Subscriptions, UsageCatalog } from './catalog.ts';
import { COLUMNS, type Column, DYNAMIC, type Dynamic, type RawRow } from './columns.ts';
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

/** Problems that a message names; a person mends these and sees the next ones. */
const NAMED = 20;
const MAX_VALUE = 60;

/** All that is wrong with the rows, by row and column. */
export class RowProblems {
  readonly #named: string[] = [];
  count = 0;

  add(row: number, column: Column, text: string): void {
    this.count += 1;
    if (this.#named.length < NAMED) this.#named.push(`Row ${row}, ${COLUMNS[column]}: ${text}`);
  }

  get text(): string {
    const more = this.count > NAMED ? ` And ${this.count - NAMED} more problems.` : '';
    return `${this.#named.join(' ')}${more}`;
  }
}

/** A value of a row in a message: short, in quotes. */
const quoted = (text: string): string =>
  `"${text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text}"`;

export interface RowRules {
  readonly catalog: UsageCatalog;
  readonly subscriptions: Subscriptions;
  readonly contractId: string;
  readonly period: Period | undefined;
  /** Excel's times are days alone: none of them has a time of day. */
  readonly areDays: boolean;
  /** Other numbers of the report show that a point is a decimal one; else "1.500" may be one and a half thousand. */
  readonly isPointDecimal: boolean;
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

/** Names of subscriptions by which rows say whose usage it is; what Connect itself is to find is left out. */
export const subscriptionOf = ({ values }: RawRow): { id?: string; externalId?: string } => {
  const criteria = textOf(values.asset_search_criteria);
  if (criteria.startsWith('parameter.')) return {};
  const id = textOf(values.asset_id);
  const externalId = textOf(values.asset_external_id);
  return id ? { id } : externalId ? { externalId } : {};
};

const dynamicOf = ({ values }: RawRow): Partial<Record<Dynamic, string>> =>
  Object.fromEntries(
    DYNAMIC.map((column) => [column, textOf(values[column])] as const).filter(([, value]) => value),
  );

export class RowChecker {
  readonly problems = new RowProblems();
  readonly #rules: RowRules;
  readonly #seen = new Set<string>();

  constructor(rules: RowRules) {
    this.#rules = rules;
  }

  /** The row as Connect takes it, or undefined when something is wrong with it. */
  check(raw: RawRow): UsageRow | undefined {
    const before = this.problems.count;
    const { number, values } = raw;
    const recordId = textOf(values.record_id) || `${this.#rules.reportId}-${number}`;
    if (this.#seen.has(recordId)) this.problems.add(number, 'record_id', `${quoted(recordId)} stands twice.`);
    this.#seen.add(recordId);
    if (textOf(values.record_note).length > MAX_CELL)
      this.problems.add(number, 'record_note', `It is longer than ${MAX_CELL} characters.`);
    const item = this.#item(raw);
    const asset = this.#asset(raw);
    const quantity = this.#quantity(raw, item);
    const row = {
      record_id: recordId,
      record_note: textOf(values.record_note),
      item_search_criteria: item ? itemSearch(item)[0] : 'item.mpn',
      item_search_value: item ? itemSearch(item)[1] : textOf(values.item),
      quantity,
      ...this.#times(raw),
      asset_search_criteria: asset?.[0] ?? '',
      asset_search_value: asset?.[1] ?? '',
      category_id: textOf(values.category),
      amount: this.#amount(raw),
      tier: this.#tier(raw),
      dynamic: dynamicOf(raw),
      params: Object.fromEntries(
        Object.entries(raw.params)
          .map(([name, cell]) => [name, textOf(cell)] as const)
          .filter(([, value]) => value),
      ),
    };
    return this.problems.count === before ? row : undefined;
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

  #asset(raw: RawRow): readonly [criteria: string, value: string] | undefined {
    const { number, values } = raw;
    const criteria = textOf(values.asset_search_criteria);
    if (criteria.startsWith('parameter.')) {
      const value = textOf(values.asset_id);
      if (!value) this.problems.add(number, 'asset_id', `It is missing. Give the value of ${criteria}.`);
      return [criteria, value];
    }
    const { id, externalId } = subscriptionOf(raw);
    const { subscriptions, contractId } = this.#rules;
    if (!id && !externalId) {
      this.problems.add(
        number,
        'asset_id',
        'It is missing. Give the ID of the subscription, or its external ID in the column Subscription External ID.',
      );
      return undefined;
    }
    const column = id ? 'asset_id' : 'asset_external_id';
    const found = id ? [subscriptions.byId(id)] : subscriptions.byExternalId(externalId ?? '');
    const [asset, ...others] = found.filter((one): one is Asset => one !== undefined);
    if (!asset) {
      this.problems.add(
        number,
        column,
        `The product has no subscription ${quoted(id ?? externalId ?? '')} that this connection can see.`,
      );
      return undefined;
    }
    if (others.length) {
      this.problems.add(
        number,
        column,
        `${others.length + 1} subscriptions have the external ID ${quoted(externalId ?? '')}. Give the Subscription ID.`,
      );
    }
    if (asset.contract?.id && asset.contract.id !== contractId) {
      this.problems.add(
        number,
        column,
        `Subscription ${asset.id} belongs to the contract ${asset.contract.id}, not to ${contractId}.`,
      );
    }
    return ['asset.id', asset.id];
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

  #times({ number, values }: RawRow): { start_time_utc: string; end_time_utc: string } {
    const [start, end] = (['start', 'end'] as const).map((column) => {
      const given = textOf(values[column]);
      const time = timeOf(
        values[column],
        column === 'end' && (this.#rules.areDays || !isCalendar(values[column])),
      );
      const example = 'Give a time in UTC, for example 2026-01-31 23:59:59.';
      if (!given) this.problems.add(number, column, `It is missing. ${example}`);
      else if (!time) this.problems.add(number, column, `${quoted(given)} can't be used. ${example}`);
      return time ?? '';
    });
    if (start && end && start > end)
      this.problems.add(number, 'end', `${quoted(end)} is before the start, ${quoted(start)}.`);
    const { period } = this.#rules;
    if (period) {
      const outside = `is outside of the period of the report, ${period.from} to ${period.to}.`;
      if (start && start.slice(0, 10) < period.from)
        this.problems.add(number, 'start', `${quoted(start)} ${outside}`);
      if (end && end.slice(0, 10) > period.to) this.problems.add(number, 'end', `${quoted(end)} ${outside}`);
    }
    return { start_time_utc: start ?? '', end_time_utc: end ?? '' };
  }

  #amount({ number, values }: RawRow): string {
    const given = textOf(values.amount);
    const amount = this.#decimal(values.amount);
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
