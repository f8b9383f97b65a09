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
  /** Of CPU. */
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
      const file = (name: string) => join(folder, `${count}-${name}`);
      for (const made of ['csv', 'unique', 'repeated']) measure(made, file(made), count);
      for (const [name, what, made] of [
        ['write .xlsx', 'write', 'own'],
        ['read .xlsx of its own', 'read', 'own'],
        ['read .xlsx, shared texts', 'read', 'unique'],
        ['read .xlsx, texts that repeat', 'read', 'repeated'],
        ['read .csv', 'read', 'csv'],
      ] as const) {
        const runs = Array.from({ length: RUNS }, () => measure(what, file(made), count));
        const all = runs.map((run) => run.ms);
        const ms = median(all);
        rows.push([
          name,
          count,
          megabytes(statSync(file(made)).size),
          milliseconds(Math.min(...all)),
          milliseconds(ms),
          milliseconds(Math.max(...all)),
          Math.round((count / ms) * 1_000),
          megabytes(Math.max(...runs.map((run) => run.above))),
        ]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  table(
    `Spreadsheets (10 columns; ${RUNS} processes each, CPU time, the worst of their memory; the goal is 150 MB)`,
    ['', 'rows', 'file MB', 'min ms', 'median ms', 'max ms', 'rows/s', 'peak MB above idle'],
    rows,
  );
};
