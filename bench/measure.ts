/** Numbers and tables. */

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(2);
export const milliseconds = (ms: number): string => ms.toFixed(1);

/** Prints rows below a heading, in columns. */
export const table = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void => {
  const all = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_name, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of all) {
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`,
    );
  }
};
