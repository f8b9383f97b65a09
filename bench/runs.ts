import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { over, type Report, times } from './measure.ts';
import { type Run, Runner } from './runner.ts';

const STARTS = 9;
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

/** What a start and a warm run with one call take, beside bare core with the same call, in turns. */
export const runs = async (report: Report): Promise<void> => {
  const sandbox = await startSandbox({ seed: 3 });
  const { app, bare } = runsOf(sandbox);

  const start = async (which: 'app' | 'bare', run: Run) => {
    const runner = new Runner(which);
    const { sinceStart, cpuSinceStart } = await runner.run(run);
    runner.end();
    return { ms: sinceStart, cpu: cpuSinceStart };
  };
  const starts: { app: { ms: number; cpu: number }; bare: { ms: number; cpu: number } }[] = [];
  for (let count = 0; count < STARTS; count += 1)
    starts.push({ bare: await start('bare', bare), app: await start('app', app) });
  const startsOf = (unit: 'ms' | 'cpu') => {
    const values = starts.map((one) => one.app[unit]);
    const beside = starts.map((one) => one.bare[unit]);
    return { values, beside: { what: 'bare core', values: beside }, over: over(values, beside) };
  };
  const [wall, cpu] = [startsOf('ms'), startsOf('cpu')];
  report.section(`Start to the first answer, ${STARTS} processes each, in turns`, [
    { what: 'process start to answer', unit: 'ms', ...wall },
    { what: 'of it over bare core', unit: 'ms', values: wall.over, goal: 'at most 65' },
    { what: 'process start to answer', unit: 'ms CPU', ...cpu },
    { what: 'of it over bare core', unit: 'ms CPU', values: cpu.over, goal: 'at most 65' },
  ]);

  const runners = { bare: new Runner('bare'), app: new Runner('app'), many: new Runner('many') };
  const warm = { bare: [] as number[], app: [] as number[], many: [] as number[] };
  for (const [which, runner] of Object.entries(runners))
    await runner.run({ ...(which === 'bare' ? bare : app), repeat: WARM_UP });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of ['bare', 'app', 'many'] as const)
      warm[which].push(
        (await runners[which].run({ ...(which === 'bare' ? bare : app), repeat: REPEAT })).cpu,
      );
  for (const runner of Object.values(runners)) runner.end();
  const beside = { what: 'bare core', values: warm.bare };
  report.section(`A warm run with one call, ${ROUNDS} × ${REPEAT} runs each, in turns`, [
    { what: 'the App', unit: 'ms CPU', values: warm.app, beside },
    { what: 'as a multiple', unit: '×', values: times(warm.app, warm.bare), goal: 'at most 2' },
    { what: 'with 140 operations', unit: 'ms CPU', values: warm.many, beside },
    { what: 'as a multiple', unit: '×', values: times(warm.many, warm.bare), goal: 'at most 2' },
  ]);
  await sandbox.close();
};
