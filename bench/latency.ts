import { scenarios } from '../test/support/scenarios.ts';
import { Stage } from '../test/support/stage.ts';
import { type Report, spreadOf } from './measure.ts';
import { Runner } from './runner.ts';
import { roundsOf, slowed } from './slow.ts';

const ROUND_TRIP = 50;
const RUNS = 3;

/** ms that a step may take. */
const LIMIT = 30_000;
const GOALS: Readonly<Record<string, { ms?: number; rounds?: number }>> = {
  provision_request: { ms: 400 },
  report_usage: { ms: 1_400 },
  create_asset_requests_from_order: { rounds: 3 },
};

interface Found {
  readonly ms: number;
  readonly rounds: number;
  readonly calls: number;
  readonly connections: number;
}

/** What each action takes when Connect is far away and nothing goes wrong; those of one call do it once. */
export const latency = async (report: Report): Promise<void> => {
  const slow = await slowed(ROUND_TRIP);
  const runner = new Runner('app', { trusted: slow.certificate });

  const once = async ({ key, prepare }: (typeof scenarios)[number]): Promise<Found> => {
    const stage = await Stage.open();
    const { input, by } = await prepare(stage);
    Object.assign(slow, { target: stage.sandbox.url, calls: [], connections: 0 });
    const { ms } = await runner.run({
      method: `creates.${key}.operation.perform`,
      bundle: { authData: { ...stage.connections[by], endpoint: slow.url }, inputData: input, meta: {} },
    });
    await stage.close();
    const { calls, connections } = slow;
    return { ms, rounds: roundsOf(calls), calls: calls.length, connections };
  };

  const rows: Parameters<Report['section']>[1][number][] = [];
  const single: Found[] = [];
  for (const scenario of scenarios) {
    const first = await once(scenario);
    if (first.calls <= 1) {
      // The vendor's own system is near.
      if (first.calls) single.push(first);
      continue;
    }
    const found = [first];
    while (found.length < RUNS) found.push(await once(scenario));
    const connections = spreadOf(found.map((one) => one.connections)).median;
    const goal = GOALS[scenario.key];
    rows.push(
      {
        what: scenario.key,
        unit: 'ms',
        values: found.map(({ ms }) => ms),
        beside: { what: 'its rounds alone', values: found.map((one) => one.rounds * ROUND_TRIP) },
        goal: goal?.ms ? `at most ${goal.ms}` : `less than ${LIMIT}, a step’s limit`,
      },
      {
        what: scenario.key,
        unit: 'rounds',
        values: found.map((one) => one.rounds),
        beside: { what: `calls, over ${connections} connections`, values: found.map((one) => one.calls) },
        ...(goal?.rounds ? { goal: `at most ${goal.rounds}` } : {}),
      },
    );
  }
  rows.push({
    what: `${single.length} other actions: one call`,
    unit: 'ms',
    values: single.map(({ ms }) => ms),
    beside: { what: 'its round alone', values: [ROUND_TRIP] },
    goal: `less than ${LIMIT}, a step’s limit`,
  });
  runner.end();
  slow.close();
  report.section(
    `Actions at ${ROUND_TRIP} ms a call, over TLS with keep-alive (connecting takes a round more), ${RUNS} runs each`,
    rows,
  );
};
