import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { app } from '../support/app.ts';
import { billingInput } from '../support/billingScenarios.ts';
import { operations } from '../support/definition.ts';
import { effort } from '../support/effort.ts';
import { draftOf } from '../support/listingScenarios.ts';
import { reportInput } from '../support/reportScenarios.ts';
import { Stage } from '../support/stage.ts';

/** What polls cost on a large account: each trigger one call, however many objects there are. */

const OBJECTS = effort(100_000, 150);
/** Minutes between two objects; the newest is a day old. */
const APART = 10;
const DAY = 24 * 60;

type Row = { id: string } & Record<string, unknown>;

/** Who polls, what a Zap has to be told, and whose objects these are. */
const POLLED: Readonly<Record<string, readonly [by: 'store' | 'vendor', path: string, input?: object]>> = {
  new_requests: ['vendor', '/requests'],
  new_updated_requests: ['vendor', '/requests'],
  pending_requests: ['vendor', '/requests'],
  requests_at_risk: ['vendor', '/requests'],
  new_assets: ['vendor', '/assets'],
  new_updated_assets: ['vendor', '/assets'],
  new_usage_files: ['store', '/usage/files'],
  new_updated_usage_files: ['store', '/usage/files'],
  new_usage_chunks: ['store', '/usage/chunks'],
  new_tier_account_requests: ['store', '/tier/account-requests'],
  new_updated_tier_account_requests: ['store', '/tier/account-requests'],
  new_tier_config_requests: ['store', '/tier/config-requests'],
  new_updated_tier_config_requests: ['store', '/tier/config-requests'],
  new_billing_requests: ['vendor', '/subscriptions/requests'],
  new_updated_billing_requests: ['vendor', '/subscriptions/requests'],
  new_recurring_assets: ['vendor', '/subscriptions/assets'],
  new_updated_recurring_assets: ['vendor', '/subscriptions/assets'],
  subscription_renews_soon: ['vendor', '/subscriptions/assets', { days_before: '7' }],
  new_listing_requests: ['vendor', '/listing-requests'],
  new_case: ['vendor', '/helpdesk/cases'],
  new_updated_case: ['vendor', '/helpdesk/cases'],
  new_conversations: ['vendor', '/conversations'],
  report_ready: ['vendor', '/reporting/reports'],
};
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
/** Where objects say it. */
const TOLD = new Set(['created', 'updated', 'events']);
/** Those that follow one conversation, whose length has nothing to do with the account's. */
const OF_ONE_OBJECT = ['new_case_comment', 'get_messages'];

it('covers every polling trigger that people choose', () => {
  const polling = operations.filter(
    ({ kind, display, operation }) =>
      kind === 'triggers' && !display.hidden && (operation as { type?: string }).type === 'polling',
  );
  expect(polling.map(({ key }) => key).sort()).toEqual([...Object.keys(POLLED), ...OF_ONE_OBJECT].sort());
});

describe(`among ${OBJECTS} objects`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.usageFile('accepted');
    await stage.readyChunk();
    await stage.case();
    await stage.tierRequest();
    const [reseller] = await app.search('find_tier_account', stage.connections.store, { type: 'reseller' });
    await stage.run('create_tier_account_request', 'store', { id: reseller?.['id'], city: 'Chicago' });
    await stage.run('run_report', 'vendor', reportInput);
    await stage.run('create_billing_request', 'vendor', await billingInput(stage));
    await draftOf(stage);
    for (const path of new Set(Object.values(POLLED).map(([, at]) => at))) multiply(path);
  });
  afterAll(() => stage.close());

  /** Another object, created and changed so many minutes ago; the rest is shared with the first one. */
  const aged = (row: Row, id: string, minutes: number): object => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString().replace('Z', '+00:00');
    const past = (_key: string, value: unknown) =>
      typeof value === 'string' && TIME.test(value) && Date.parse(value) <= Date.now() ? at : value;
    const told = (part: object): object =>
      Object.fromEntries(
        Object.entries(part)
          .filter(([key]) => TOLD.has(key))
          .map(([key, value]) => [key, JSON.parse(JSON.stringify(value, past))]),
      );
    // Recurring subscriptions are made of subscriptions, and say it there.
    return {
      ...told(row),
      id,
      ...(isObject(row['asset']) ? { asset: { ...row['asset'], ...told(row['asset']), id } } : {}),
    };
  };

  const multiply = (path: string): void => {
    const table = stage.sandbox.world.tableOf(path);
    const [first] = [...(table?.all() ?? [])] as Row[];
    if (!table || !first) throw new Error(`There is nothing at ${path} to make more of.`);
    for (let made = table.size; made < OBJECTS; made += 1)
      table.insert({ ...first, ...aged(first, `${first.id}-${made}`, DAY + made * APART) });
  };

  it.each(Object.entries(POLLED))('%s asks once', async (key, [by, path, input = {}]) => {
    expect(stage.sandbox.world.tableOf(path)?.size).toBeGreaterThanOrEqual(OBJECTS);
    const zap = new PolledZap(app, key, stage.connections[by], { ...input }, `cost-${key}`);
    await zap.turnOn();
    // What was made just now is still looked at closely by the first poll.
    await zap.poll();
    stage.sandbox.control.calls = [];
    await zap.poll();
    expect(stage.sandbox.control.calls.map((call) => call.path)).toEqual([path]);
  });
});
