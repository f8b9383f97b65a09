/** `npm run bench`: figures of the built app, on this machine. Nothing is judged. */
import '../demo/env.ts';
import { existsSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { calls } from './calls.ts';
import { coldStart } from './coldStart.ts';
import { megabytes } from './measure.ts';
import { polls } from './polls.ts';
import { report } from './report.ts';
import { spreadsheets } from './spreadsheets.ts';

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`);
coldStart();
const zip = new URL('../build/build.zip', import.meta.url);
console.log(
  existsSync(zip)
    ? `\nPackage: ${megabytes(statSync(zip).size)} MB (build/build.zip)`
    : '\nPackage: none yet; `npm run package` makes it.',
);
await polls();
await calls();
spreadsheets();
await report();
