import { parseArgs } from 'node:util';
import './env.ts';
import { inProcess, told } from './processes.ts';

/** `npm run simulate`: plays histories, and tells of the first that breaks something. */

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    processes: { type: 'string', default: '1' },
    defects: { type: 'boolean', default: false },
    /** For the processes that this one starts: tells it alone. */
    child: { type: 'boolean', default: false },
    rule: { type: 'string' },
    'until-found': { type: 'boolean', default: false },
  },
});
const [seeds, first, processes] = [values.seeds, values.seed, values.processes].map(Number) as [
  number,
  number,
  number,
];
if (![seeds, first, processes].every((one) => Number.isInteger(one) && one > 0)) {
  console.error('--seeds, --seed and --processes have to be whole numbers from 1.');
  process.exit(2);
}
/** With so many seeds everything has happened, or never does. */
const ENOUGH_FOR_GAPS = 500;
/** Seeds that break something, after which a run ends. */
const ENOUGH = 5;

const run = async (): Promise<number> => {
  const { playSeeds, shrinkSeed } = await import('./seeds.ts');
  if (values.child) {
    process.send?.(
      told(await playSeeds(first, seeds, values['until-found'] ? 1 : ENOUGH, { rule: values.rule })),
    );
    return 0;
  }
  if (values.defects) return (await import('./defects.ts')).findAll(first, seeds);
  const started = performance.now();
  const share = Math.ceil(seeds / processes);
  const parts =
    processes === 1
      ? [told(await playSeeds(first, seeds, ENOUGH))]
      : await Promise.all(
          Array.from({ length: processes }, (_, index) =>
            inProcess(first + index * share, Math.min(share, seeds - index * share)),
          ),
        );
  const { added, gapsIn, tableOf } = await import('./census.ts');
  const counts = new Map<string, number>();
  for (const part of parts) added(counts, part.counts);
  const found = parts.flatMap((part) => part.found);
  const played = parts.reduce((sum, part) => sum + part.played, 0);
  const seconds = (performance.now() - started) / 1000;
  console.log(tableOf(counts));
  console.log(
    `\n${played} histories in ${Math.round(seconds)} s (${(played / seconds).toFixed(1)} a second), ${found.length} broken`,
  );
  const [worst] = found;
  if (worst) {
    for (const { seed, violations } of found)
      for (const { rule, text } of violations.slice(0, 3)) console.log(`  seed ${seed}: ${rule}: ${text}`);
    const { storyOf } = await import('./story.ts');
    const { historyOf } = await import('./history.ts');
    const { history, played: again } = await shrinkSeed(worst.seed);
    console.log(`\n${storyOf(worst.seed, again, history.length, historyOf(worst.seed).length)}`);
    return 1;
  }
  const gaps = seeds >= ENOUGH_FOR_GAPS ? gapsIn(counts) : [];
  if (gaps.length) console.log(`Never happened: ${gaps.join(', ')}`);
  return gaps.length ? 1 : 0;
};

process.exitCode = await run();
