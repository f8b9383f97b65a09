/** Figures: each with its spread, the yardstick beside it, and the goal. */

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @param values at least one. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { min: at(0), median: at(sorted.length >> 1), max: at(sorted.length - 1) };
};

/** What is measured, and in which unit. */
type Unit = 'ms' | 'ms CPU' | 'MB' | 'calls' | 'rounds' | 'polls' | '×';

/** The same of something to compare a figure with, run by run, or a limit. */
interface Yardstick {
  readonly what: string;
  readonly values: readonly number[];
}

/** A figure says nothing alone: it has a yardstick or a goal. */
export type Measured = {
  readonly what: string;
  readonly unit: Unit;
  readonly values: readonly number[];
} & (
  | {
      readonly beside: Yardstick;
      /** As a sentence would say it: `at most 65`. */
      readonly goal?: string;
    }
  | { readonly beside?: Yardstick; readonly goal: string }
);

export interface Figure extends Spread {
  readonly section: string;
  readonly what: string;
  readonly unit: Unit;
  readonly beside?: Spread & { readonly what: string };
  readonly goal?: string;
}

const shown = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
const besideText = ({ what, min, median, max }: Spread & { what: string }): string =>
  min === max ? `${what}: ${shown(median)}` : `${what}: ${shown(median)} (${shown(min)} to ${shown(max)})`;

/** Rows in columns, the first one to the left. */
const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const aligned = (cell: string, column: number) =>
    column >= 2 && column <= 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(aligned).join('  ').trimEnd()}`).join('\n');
};

/** All figures of a run; each section is printed as soon as it is there, unless they are wanted as JSON. */
export class Report {
  readonly figures: Figure[] = [];
  readonly #print: (text: string) => void;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  section(section: string, measured: readonly Measured[]): void {
    const figures = measured.map(({ what, unit, values, beside, goal }) => ({
      section,
      what,
      unit,
      ...spreadOf(values),
      ...(beside ? { beside: { what: beside.what, ...spreadOf(beside.values) } } : {}),
      ...(goal ? { goal } : {}),
    }));
    this.figures.push(...figures);
    this.#print(
      `\n${section}\n${columns([
        ['', 'unit', 'min', 'median', 'max', 'beside', 'goal'],
        ...figures.map(({ what, unit, min, median, max, beside, goal }) => [
          what,
          unit,
          shown(min),
          shown(median),
          shown(max),
          beside ? besideText(beside) : '',
          goal ?? '',
        ]),
      ])}`,
    );
  }
}

/** Each value less the one beside it: what the App takes over its yardstick, pair by pair. */
export const over = (values: readonly number[], beside: readonly number[]): number[] =>
  values.map((value, index) => value - (beside[index] ?? Number.NaN));
/** Each value as a multiple of the one beside it. */
export const times = (values: readonly number[], beside: readonly number[]): number[] =>
  values.map((value, index) => value / (beside[index] ?? Number.NaN));
