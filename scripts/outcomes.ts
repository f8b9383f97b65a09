/**
 * Writes `docs/outcomes.md`: what each action does when each fault befalls its write, measured on the sandbox by
 * running the action, and running it again.
 */
import '../demo/env.ts';
import { writeFileSync } from 'node:fs';
import { waits } from '../src/usage/support/awaitFile.ts';
import { canBefall, oddities, subjects, suffering } from '../test/support/oddities.ts';
import { cellOf } from '../test/support/outcomes.ts';
import { scenarios, shownInWords } from '../test/support/scenarios.ts';
import { suffer, troubles, troublesOf } from '../test/support/troubles.ts';
import { holdClock } from '../test/support/turnedClock.ts';

holdClock();
waits.pause = 15;

const rows: string[] = [];
const sentences = new Map<string, string>();
for (const scenario of scenarios) {
  const cells: string[] = [];
  for (const trouble of troubles) {
    if (!troublesOf(scenario).includes(trouble)) {
      cells.push('–');
      continue;
    }
    const outcome = await suffer(scenario, trouble);
    cells.push(cellOf(outcome));
    if (scenario.key === shownInWords) sentences.set(trouble.name, outcome.message);
  }
  rows.push(`| \`${scenario.key}\` | ${cells.join(' | ')} |`);
  console.error(scenario.key);
}

const odd: string[] = [];
for (const oddity of oddities) {
  const cells: string[] = [];
  for (const subject of subjects)
    cells.push(canBefall(oddity, subject) ? (await suffering(subject, oddity)).cell : '–');
  odd.push(`| ${oddity.name} | ${cells.join(' | ')} |`);
  console.error(oddity.name);
}
const kinds = subjects.map(({ kind }) => kind);

const head = troubles.map(({ name }) => name);
writeFileSync(
  new URL('../docs/outcomes.md', import.meta.url),
  `# Outcomes

What each action does when something befalls the call that changes something. Measured by \`npm run docs\` on the sandbox: the kind of error, and how many HTTP calls the
failing run made. In every case the action was run again afterwards, and there was exactly one result; where there wasn't, the cell says so.

*error*: a person has to look at it. *reconnect*: Zapier asks for a working key. *halted*: the step stops without counting as an error. *wait*: Zapier tries again after the
time that Connect asked for. *–*: it can't befall this action.

A purchase that is refused may have been placed by another run in the same moment. So \`create_asset_requests_from_order\` looks up once more what Connect has for the order, which is
five calls after 409 and 422, and the other actions look at their object, which is one.

| action | ${head.join(' | ')} |
|---|${head.map(() => '---').join('|')}|
${rows.join('\n')}

## In words

What a person reads, shown for \`${shownInWords}\`:

${[...sentences].map(([name, text]) => `- **${name}**: ${text}`).join('\n')}

## Odd servers, stores and input

What comes of one operation of each kind, through Zapier's own handler and over real sockets, when the call that it is about meets something odd. *works*: as if nothing had
happened. *not sent*: that call never left. *unknown*: the message says that it may have been carried out, and how to find out. All else as above. An empty list is nothing odd but
where it stands for one object.

| what is odd | ${kinds.join(' | ')} |
|---|${kinds.map(() => '---').join('|')}|
${odd.join('\n')}
`,
);
