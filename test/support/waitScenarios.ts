import type { Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The steps that wait, each in a world in which they have to. */

const waiting = (key: string, idKey: string, prepare: (stage: Stage) => Promise<unknown>): Scenario => ({
  key,
  prepare: async (stage) => ({
    by: 'store',
    input: { [idKey]: await prepare(stage) },
    hits: { host: 'connect', method: 'POST', path: '/notifications/webhooks' },
    results: () => stage.sandbox.world.webhooks.webhooks.size,
  }),
});

export const waitScenarios: readonly Scenario[] = [
  waiting('wait_for_request', 'request_id', async (stage) => (await stage.purchase())['id']),
  waiting('wait_for_usage_file', 'usage_file_id', (stage) => stage.usageFile('pending')),
  waiting('wait_for_tier_config_request', 'request_id', (stage) => stage.tierRequest('pending')),
];
