import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { type Built, builtOthers } from './many.ts';
import { type Measured, over, type Report, times } from './measure.ts';
import { type Run, Runner, type Which } from './runner.ts';

const STARTS = 7;
const ROUNDS = 7;
const WARM_UP = 40;
const REPEAT = 20;
/** Operations of a definition as large as core's cost of each call was first measured with. */
const FEW = 140;

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

type Runs = ReturnType<typeof runsOf>;
type Others = Readonly<Record<'app' | 'few' | 'many', Built>>;

const called = ({ count }: Built, own: Built): string =>
  count === own.count ? `the App, with ${count} operations` : `with ${count} operations`;

/** What a start takes until the first answer, in turns with bare core. */
const starts = async (report: Report, runs: Runs, { app, many }: Others): Promise<void> => {
  const start = async (which: Which, { folder }: { folder?: string } = {}) => {
    const runner = new Runner(which, folder ? { folder } : {});
    const { sinceStart, cpuSinceStart } = await runner.run(which === 'bare' ? runs.bare : runs.app);
    runner.end();
    return { ms: sinceStart, cpu: cpuSinceStart };
  };
  const found: Record<'bare' | 'app' | 'many', Awaited<ReturnType<typeof start>>>[] = [];
  for (let count = 0; count < STARTS; count += 1)
    found.push({ bare: await start('bare'), app: await start('app', app), many: await start('app', many) });

  const rowsOf = (which: 'app' | 'many', unit: 'ms' | 'ms CPU'): Measured[] => {
    const part = unit === 'ms' ? 'ms' : 'cpu';
    const values = found.map((one) => one[which][part]);
    const bare = found.map((one) => one.bare[part]);
    const beside = { what: 'bare core', values: bare };
    const what = called(which === 'app' ? app : many, app);
    return [
      { what, unit, values, beside },
      { what: `${what}: over bare core`, unit, values: over(values, bare), beside, goal: 'at most 65' },
    ];
  };
  report.section(`Start to the first answer, ${STARTS} processes each, in turns`, [
    ...rowsOf('app', 'ms'),
    ...rowsOf('app', 'ms CPU'),
    ...rowsOf('many', 'ms CPU'),
  ]);
};

/** What a run takes once all is loaded, in turns with bare core. */
const warmRuns = async (report: Report, runs: Runs, { app, few, many }: Others): Promise<void> => {
  const runners = {
    bare: new Runner('bare'),
    app: new Runner('app'),
    few: new Runner('app', few),
    many: new Runner('app', many),
    logging: new Runner('logging'),
  };
  type Name = keyof typeof runners;
  const names = Object.keys(runners) as Name[];
  const found: Record<Name, number[]> = { bare: [], app: [], few: [], many: [], logging: [] };
  const run = (which: Name, repeat: number) =>
    runners[which].run({ ...(which === 'bare' ? runs.bare : runs.app), repeat });
  for (const which of names) await run(which, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of names) found[which].push((await run(which, REPEAT)).cpu);
  for (const runner of Object.values(runners)) runner.end();

  const beside = { what: 'bare core', values: found.bare };
  const rowsOf = (which: 'app' | 'few' | 'many', built: Built): Measured[] => {
    const what = called(built, app);
    return [
      { what, unit: 'ms CPU', values: found[which], beside },
      {
        what: `${what}: as a multiple`,
        unit: '×',
        values: times(found[which], found.bare),
        beside: { what: 'bare core', values: [1] },
        goal: 'at most 2',
      },
    ];
  };
  report.section(`A warm run with one call, ${ROUNDS} × ${REPEAT} runs each, in turns`, [
    ...rowsOf('app', app),
    ...rowsOf('few', few),
    ...rowsOf('many', many),
    {
      what: 'less than with core’s second log of each call',
      unit: 'ms CPU',
      values: over(found.logging, found.app),
      beside: { what: 'with it', values: found.logging },
      goal: 'more than 0',
    },
  ]);
};

/** What a start and a warm run with one call take, beside bare core with the same call. */
export const runs = async (report: Report): Promise<void> => {
  const sandbox = await startSandbox({ seed: 3 });
  const { remove, ...others } = await builtOthers(FEW);
  try {
    await starts(report, runsOf(sandbox), others);
    await warmRuns(report, runsOf(sandbox), others);
  } finally {
    remove();
    await sandbox.close();
  }
};
