import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, megabytes, milliseconds, table } from './measure.ts';

const CHILD = fileURLToPath(new URL('spreadsheets.child.ts', import.meta.url));
const ROWS = [1_000, 20_000, 200_000];
const RUNS = 3;

interface Measured {
  ms: number;
  rows: number;
  /** Bytes above the idle process, at the worst moment. */
  above: number;
}

const measure = (what: string, file: string, count: number): Measured =>
  JSON.parse(
    execFileSync(process.execPath, [CHILD, what, file, String(count)], { encoding: 'utf8' }),
  ) as Measured;

/** What reading and writing large spreadsheets takes, each in a process of its own. */
export const spreadsheets = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const rows: (string | number)[][] = [];
  try {
    for (const count of ROWS) {
      const [xlsx, csv] = [join(folder, `${count}.xlsx`), join(folder, `${count}.csv`)];
      measure('csv', csv, count);
      for (const [name, what, file] of [
        ['write .xlsx', 'write', xlsx],
        ['read .xlsx', 'read', xlsx],
        ['read .csv', 'read', csv],
      ] as const) {
        const runs = Array.from({ length: RUNS }, () => measure(what, file, count));
        const ms = median(runs.map((run) => run.ms));
        rows.push([
          name,
          count,
          megabytes(statSync(file).size),
          milliseconds(ms),
          Math.round((count / ms) * 1_000),
          megabytes(Math.max(...runs.map((run) => run.above))),
        ]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  table(
    `Spreadsheets (10 columns; median of ${RUNS} processes each, the worst of their memory)`,
    ['', 'rows', 'file MB', 'ms', 'rows/s', 'peak MB above idle'],
    rows,
  );
};
