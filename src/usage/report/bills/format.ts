import type { Cell } from '../../../spreadsheets/read.ts';
import type { Field } from '../columns.ts';
import type { DateFormat } from '../days.ts';

/** How the bill of a vendor becomes usage: a table of what each column of a report is made of. */

/** What a person says of a bill beside its rows. */
export interface BillSettings {
  /** The currency of the usage file; what the bill has, when absent. */
  readonly currency: string | undefined;
  /** The part of the price that the partner keeps of reservations and savings plans: `0.15`. */
  readonly margin: string;
  /** How much of the file's currency one of the bill's is. */
  readonly exchangeRate: string | undefined;
  readonly isBilledToReseller: boolean;
  readonly dateFormat: DateFormat | undefined;
}

/** A row of a bill, by the headers of its export. */
export interface BillRow {
  /** As the file shows it. */
  readonly number: number;
  /** The text of a column; empty when there is none. The header is compared as `plain` writes it. */
  text(header: string): string;
  cell(header: string): Cell;
}

/**
 * A header as it is compared: case, blanks and signs between words don't count. AWS writes `line_item_unblended_cost` for
 * its query service and `lineItem/UnblendedCost` in the report itself.
 */
export const plain = (header: string): string => header.toLowerCase().replaceAll(/[\s_/-]+/g, '');

/** A header of the bill, or what is made of its row. */
export type From = string | ((row: BillRow, settings: BillSettings) => Cell);

export interface BillFormat {
  /** In the field Format; never changes. */
  readonly key: string;
  readonly label: string;
  /** The sheet that has the rows; the first one when absent. */
  readonly sheet?: string;
  /** The sheet that sums the bill up, and where it says the external ID of the report; the rows' is taken where it doesn't. */
  readonly summary?: { readonly sheet: string; readonly externalId: string; readonly currency: string };
  /** Columns without which a file is no such bill. */
  readonly needs: readonly string[];
  /** Columns of numbers, which tell by each other what their points and commas mean. */
  readonly numbers: readonly string[];
  /** Columns of times, of which the start and the end of a row are made. */
  readonly times: { readonly start: string; readonly end: string };
  /** Why a row is no usage, as a clause after "it": `is a Credit`; undefined for one that is. */
  readonly leftOut: (row: BillRow) => string | undefined;
  /** The column of accounts of which each needs a usage file of its own. */
  readonly account?: string;
  /** What the columns of a report are made of. */
  readonly columns: Readonly<Partial<Record<Field, From>>>;
  /** Custom parameters of the product: `v.` and the name. */
  readonly params?: Readonly<Record<string, From>>;
  /** The name of the row's category. */
  readonly categoryName?: string;
  /** The parameter by whose value the subscription of a row is looked up; rows of others are left out and named. */
  readonly foundBy?: string;
  /** The period of the file: the month in which most rows begin, or from the first start to the last end. */
  readonly period: 'month' | 'span';
  /** Whether times are cut to the period of the file. */
  readonly isCutToPeriod?: boolean;
  readonly currency?: string;
  /** Whether the file has the marketplace's currency and not the bill's. */
  readonly isInMarketplaceCurrency?: boolean;
  /** The external ID of the report. @param month `2026-01` */
  readonly externalId: (row: BillRow, month: string) => string;
}
