/**
 * `npm run bench`: figures of the built App as a whole, on this machine. Nothing is judged. `npm run bench -- --json`
 * prints them as JSON, to compare two commits.
 */
import '../demo/env.ts';
import '../test/support/core.ts';
import { existsSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { latency } from './latency.ts';
import { Report } from './measure.ts';
import { polls } from './polls.ts';
import { runs } from './runs.ts';
import { spreadsheets } from './spreadsheets.ts';

const isJson = process.argv.includes('--json');
const report = new Report(isJson ? () => undefined : console.log);
const machine = {
  node: process.version,
  processors: cpus().length,
  model: cpus()[0]?.model.trim() ?? '',
  /** What else the machine does: programs that want a processor, over the last minute. */
  load: loadavg()[0] ?? 0,
};
if (!isJson)
  console.log(
    `Node ${machine.node}, ${machine.processors} × ${machine.model}, load ${machine.load.toFixed(1)}`,
  );

await runs(report);

const zip = new URL('../build/build.zip', import.meta.url);
if (existsSync(zip))
  report.section('The package, as `npm run package` made it', [
    { what: 'build/build.zip', unit: 'MB', values: [statSync(zip).size / 1_000_000], goal: 'at most 1.1' },
  ]);
else if (!isJson) console.log('\nThe package: none yet; `npm run package` makes it.');

await polls(report);
await latency(report);
await spreadsheets(report);
const seconds = Math.round(performance.now() / 1_000);
if (!isJson) console.log(`\nTook ${seconds} s.`);
if (isJson) console.log(JSON.stringify({ ...machine, seconds, figures: report.figures }, null, 1));
// Files that the sandbox has yet to read would keep it.
process.exit();
