import { type Scenario, scenarios } from '../test/support/scenarios.ts';
import { Stage } from '../test/support/stage.ts';
import { type Measured, type Report, spreadOf } from './measure.ts';
import { Runner } from './runner.ts';
import { roundsOf, slowed } from './slow.ts';

const ROUND_TRIP = 50;
const RUNS = 3;

/** ms that a step may take. */
const LIMIT = 30_000;

/** What is run, and what it is to take: the actions of most calls, and from each room one that most Zaps have. */
const CHOSEN: Readonly<Record<string, { ms?: number; rounds?: number }>> = {
  provision_request: { ms: 400 },
  report_usage: { ms: 1_400 },
  create_asset_requests_from_order: { rounds: 3 },
  create_asset_purchase_request: {},
  approve_request: {},
  wait_for_request: {},
  create_usage_file: {},
  create_billing_request: {},
  create_listing_request: {},
  create_case: {},
  create_message: {},
  run_report: {},
  create_tier_account: {},
  create_update_tier_config_request: {},
};

/** Lines of three products, instead of one. */
const ORDERED = ['PRD-838-787-106-0001', 'PRD-411-523-764-0001', 'PRD-276-377-545-0001'];

const inputOf = (key: string, input: Record<string, unknown>) =>
  key === 'create_asset_requests_from_order'
    ? { ...input, items: ORDERED.map((item_id) => ({ item_id, quantity: '2' })) }
    : input;

interface Found {
  readonly ms: number;
  readonly rounds: number;
  readonly calls: number;
  readonly connections: number;
}

const rowsOf = (key: string, found: readonly Found[]): Measured[] => {
  const { ms, rounds } = CHOSEN[key] ?? {};
  const connections = spreadOf(found.map((one) => one.connections)).median;
  return [
    {
      what: key,
      unit: 'ms',
      values: found.map((one) => one.ms),
      beside: { what: 'its rounds alone', values: found.map((one) => one.rounds * ROUND_TRIP) },
      goal: ms ? `at most ${ms}` : `less than ${LIMIT}, a step’s limit`,
    },
    {
      what: key,
      unit: 'rounds',
      values: found.map((one) => one.rounds),
      beside: { what: `calls, over ${connections} connections`, values: found.map((one) => one.calls) },
      ...(rounds ? { goal: `at most ${rounds}` } : {}),
    },
  ];
};

/** What actions take when Connect is far away and nothing goes wrong. */
export const latency = async (report: Report): Promise<void> => {
  const slow = await slowed(ROUND_TRIP);
  const runner = new Runner('app', { trusted: slow.certificate });

  const once = async ({ key, prepare }: Scenario): Promise<Found> => {
    const stage = await Stage.open();
    const { input, by } = await prepare(stage);
    Object.assign(slow, { target: stage.sandbox.url, calls: [], connections: 0 });
    const { ms } = await runner.run({
      method: `creates.${key}.operation.perform`,
      bundle: {
        authData: { ...stage.connections[by], endpoint: slow.url },
        inputData: inputOf(key, input),
        meta: {},
      },
    });
    await stage.close();
    const { calls, connections } = slow;
    return { ms, rounds: roundsOf(calls), calls: calls.length, connections };
  };

  const rows: Measured[] = [];
  for (const key of Object.keys(CHOSEN)) {
    const scenario = scenarios.find((one) => one.key === key);
    if (!scenario) throw new Error(`There is no world for ${key}.`);
    const found: Found[] = [];
    while (found.length < RUNS) found.push(await once(scenario));
    rows.push(...rowsOf(key, found));
  }
  runner.end();
  slow.close();
  report.section(
    `Actions at ${ROUND_TRIP} ms a call, over TLS with keep-alive (connecting takes a round more), ${RUNS} runs each`,
    rows,
  );
};
