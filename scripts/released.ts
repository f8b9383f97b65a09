/**
 * Keeps the App's definition as it is released, in `released/definition.json`: `npm run released`, once a version is with
 * people. Nothing is kept of a version whose number is too low for what changed, or that the changelog doesn't know.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describeApp } from '../test/support/described.ts';
import { type Definition, releaseProblems } from './breaking.ts';

const file = new URL('../released/definition.json', import.meta.url);
const released = JSON.parse(readFileSync(file, 'utf8')) as Definition;
const changelog = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8');

const now = await describeApp();
const problems = [
  ...releaseProblems(released, now),
  ...(changelog.split('\n').includes(`## ${now.version}`)
    ? []
    : [`CHANGELOG.md has no section "## ${now.version}", which "zapier-platform promote" reads.`]),
];
if (problems.length) {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}
// A line for each input, so that a review sees which one changed.
const text = JSON.stringify(now, null, 2).replaceAll(
  /\{\s+("type": [^{}]*?)\s+\}/g,
  (_object, inner: string) => `{ ${inner.replaceAll(/\s+/g, ' ')} }`,
);
writeFileSync(file, `${text}\n`);
console.log(`released/definition.json: ${now.version}, after ${released.version}`);
