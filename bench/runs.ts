import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { builtMany } from './many.ts';
import { over, type Report, times } from './measure.ts';
import { type Run, Runner } from './runner.ts';

const STARTS = 7;
const ROUNDS = 7;
const WARM_UP = 60;
const REPEAT = 40;

/** A run with one call, and one on bare core with a call that answers the same rows. */
const runsOf = ({ vendorKey, url }: Sandbox): { app: Run; bare: Run } => {
  const authData = { api_key: vendorKey, endpoint: url };
  return {
    app: {
      method: 'triggers.new_requests.operation.perform',
      bundle: { authData, inputData: {}, meta: { isLoadingSample: true } },
    },
    bare: {
      method: 'triggers.bare.operation.perform',
      bundle: { authData, inputData: { path: '/requests?limit=3&offset=0' }, meta: {} },
    },
  };
};

interface Start {
  readonly ms: number;
  readonly cpu: number;
}

/** What a start and a warm run with one call take, beside bare core with the same call, in turns. */
export const runs = async (report: Report): Promise<void> => {
  const sandbox = await startSandbox({ seed: 3 });
  const { app, bare } = runsOf(sandbox);
  const { app: own, many, remove } = await builtMany();
  const operations = `with ${many.count} operations instead of ${own.count}`;

  const start = async (which: 'app' | 'bare', run: Run, folder?: string): Promise<Start> => {
    const runner = new Runner(which, folder ? { folder } : {});
    const { sinceStart, cpuSinceStart } = await runner.run(run);
    runner.end();
    return { ms: sinceStart, cpu: cpuSinceStart };
  };
  const starts: Record<'app' | 'bare' | 'many', Start>[] = [];
  for (let count = 0; count < STARTS; count += 1)
    starts.push({
      bare: await start('bare', bare),
      app: await start('app', app),
      many: await start('app', app, many.folder),
    });
  const startsOf = (which: 'app' | 'many', unit: 'ms' | 'cpu') => {
    const values = starts.map((one) => one[which][unit]);
    const beside = starts.map((one) => one.bare[unit]);
    return { values, beside: { what: 'bare core', values: beside }, over: over(values, beside) };
  };
  const startRows = (which: 'app' | 'many', unit: 'ms' | 'cpu', what: string) => {
    const { values, beside, over: more } = startsOf(which, unit);
    const shown = unit === 'ms' ? ('ms' as const) : ('ms CPU' as const);
    return [
      { what, unit: shown, values, beside },
      { what: `${what}, over bare core`, unit: shown, values: more, goal: 'at most 65' },
    ];
  };
  report.section(`Start to the first answer, ${STARTS} processes each, in turns`, [
    ...startRows('app', 'ms', 'start to answer'),
    ...startRows('app', 'cpu', 'start to answer'),
    ...startRows('many', 'cpu', operations),
  ]);

  const runners = {
    bare: new Runner('bare'),
    app: new Runner('app'),
    many: new Runner('app', { folder: many.folder }),
    logging: new Runner('logging'),
  };
  const names = Object.keys(runners) as (keyof typeof runners)[];
  const warm = { bare: [], app: [], many: [], logging: [] } as Record<keyof typeof runners, number[]>;
  const run = (which: keyof typeof runners, repeat: number) =>
    runners[which].run({ ...(which === 'bare' ? bare : app), repeat });
  for (const which of names) await run(which, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of names) warm[which].push((await run(which, REPEAT)).cpu);
  for (const runner of Object.values(runners)) runner.end();
  remove();
  const beside = { what: 'bare core', values: warm.bare };
  report.section(`A warm run with one call, ${ROUNDS} × ${REPEAT} runs each, in turns`, [
    { what: 'the App', unit: 'ms CPU', values: warm.app, beside },
    { what: 'as a multiple', unit: '×', values: times(warm.app, warm.bare), goal: 'at most 2' },
    { what: operations, unit: 'ms CPU', values: warm.many, beside },
    {
      what: `${operations}, as a multiple`,
      unit: '×',
      values: times(warm.many, warm.bare),
      goal: 'at most 2',
    },
    {
      what: 'less than with core’s second log of each call',
      unit: 'ms CPU',
      values: over(warm.logging, warm.app),
      beside: { what: 'with it', values: warm.logging },
      goal: 'more than 0',
    },
  ]);
  await sandbox.close();
};
