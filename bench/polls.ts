import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import type { Report } from './measure.ts';
import { type Run, Runner } from './runner.ts';

const SIZES = [1_000, 100_000];
const IDLE = 7;
const BURST = 250;
const HOUR = 3_600_000;

interface Polled {
  readonly cpu: number;
  readonly calls: number;
  readonly megabytes: number;
  readonly rows: readonly { readonly id: string }[];
}

/** A Zap that is on: its polls, through the built App. */
class Zap {
  readonly #sandbox: Sandbox;
  readonly #runner = new Runner('app');

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  later(ms: number): void {
    this.#runner.later(ms);
  }

  async poll(more: { meta?: object } = {}): Promise<Polled> {
    const { control, vendorKey, url } = this.#sandbox;
    const run: Run = {
      method: 'triggers.new_requests.operation.perform',
      bundle: {
        authData: { api_key: vendorKey, endpoint: url },
        inputData: {},
        meta: { ...more.meta, zap: { id: 'bench' } },
      },
    };
    control.calls = [];
    const { cpu, results } = await this.#runner.run(run);
    const bytes = control.calls.reduce((sum, { answer }) => sum + JSON.stringify(answer).length, 0);
    return {
      cpu,
      calls: control.calls.length,
      megabytes: bytes / 1_000_000,
      rows: results as Polled['rows'],
    };
  }

  end(): void {
    this.#runner.end();
  }
}

const idlePolls = async (zap: Zap): Promise<Polled[]> => {
  const polled: Polled[] = [];
  for (let poll = 0; poll < IDLE; poll += 1) polled.push(await zap.poll());
  return polled;
};

const rowsOf = (when: string, polled: readonly Polled[], beside?: readonly Polled[]) =>
  (
    [
      ['ms CPU', 'cpu'],
      ['calls', 'calls'],
      ['MB', 'megabytes'],
    ] as const
  ).map(([unit, part]) => ({
    what: when,
    unit,
    values: polled.map((one) => one[part]),
    ...(beside
      ? {
          beside: { what: 'before the burst', values: beside.map((one) => one[part]) },
          goal: 'as before it',
        }
      : { goal: 'the same, whatever the size of the account' }),
  }));

/** What a poll takes on a small and a large account: with nothing new, in a burst, and idle after it. */
export const polls = async (report: Report): Promise<void> => {
  for (const size of SIZES) {
    const sandbox = await startSandbox({ seed: size, strict: true });
    const zap = new Zap(sandbox);
    const seen = new Set((await zap.poll({ meta: { isPopulatingDedupe: true } })).rows.map(({ id }) => id));
    // In the first polls of a kind the sandbox puts its rows in order; Connect has them so.
    await idlePolls(zap);
    zap.later(HOUR);
    await zap.poll();
    const before = await idlePolls(zap);

    sandbox.world.seed(BURST, { days: 0 });
    const burst: Polled[] = [];
    for (let left = BURST; left > 0; ) {
      const polled = await zap.poll();
      const fresh = polled.rows.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      if (!fresh.length) throw new Error(`${left} of the burst never fired.`);
      left -= fresh.length;
      burst.push(polled);
    }
    const after = await idlePolls(zap);
    zap.later(HOUR);
    await zap.poll();
    const later = await idlePolls(zap);
    zap.end();
    await sandbox.close();
    report.section(`Polls of an account with ${size} requests, ${IDLE} of each kind`, [
      ...rowsOf('nothing new', before),
      {
        what: `until ${BURST} new ones have fired`,
        unit: 'polls',
        values: [burst.length],
        goal: 'as many as hold 100 each',
      },
      {
        what: `until ${BURST} new ones have fired`,
        unit: 'calls',
        values: [burst.reduce((sum, { calls }) => sum + calls, 0)],
        goal: 'at most 2 a poll',
      },
      ...rowsOf('nothing new, right after the burst', after),
      ...rowsOf('nothing new, an hour after the burst', later, before),
    ]);
  }
};
