import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, megabytes, milliseconds, table } from './measure.ts';

const CHILD = fileURLToPath(new URL('coldStart.child.ts', import.meta.url));
const APP = new URL('../dist/index.js', import.meta.url).href;
const RUNS = 9;

interface Start {
  core: number;
  total: number;
  bytes: number;
  modules: number;
}

const start = (target: string): Start =>
  JSON.parse(execFileSync(process.execPath, [CHILD, target], { encoding: 'utf8' })) as Start;

/** What loading the built app costs, beside bare zapier-platform-core, in turns. */
export const coldStart = (): void => {
  const bare: Start[] = [];
  const app: Start[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(start(''));
    app.push(start(APP));
  }
  const row = (name: string, starts: Start[], ms: number[]) => [
    name,
    milliseconds(median(ms)),
    megabytes(median(starts.map(({ bytes }) => bytes))),
    median(starts.map(({ modules }) => modules)),
  ];
  table(
    `Cold start (median of ${RUNS} processes each)`,
    ['', 'ms', 'MB', 'modules'],
    [
      row(
        'bare zapier-platform-core',
        bare,
        bare.map(({ total }) => total),
      ),
      row(
        'the built app',
        app,
        app.map(({ total }) => total),
      ),
    ],
  );
  console.log(
    `  the app's own share: ${milliseconds(median(app.map(({ core, total }) => total - core)))} ms`,
  );
};
