import type { Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The steps that wait, each in a world in which they have to. */

/** @param there what is where it is waited for already, as the sample is. */
const waiting = (
  key: string,
  idKey: string,
  prepare: (stage: Stage) => Promise<unknown>,
  there: (stage: Stage) => Promise<unknown>,
): Scenario => ({
  key,
  sampled: async (stage) => ({ by: 'vendor', input: { [idKey]: await there(stage) } }),
  prepare: async (stage) => ({
    by: 'store',
    input: { [idKey]: await prepare(stage) },
    hits: { host: 'connect', method: 'POST', path: '/notifications/webhooks' },
    results: () => stage.sandbox.world.webhooks.webhooks.size,
  }),
});

export const waitScenarios: readonly Scenario[] = [
  waiting(
    'wait_for_request',
    'request_id',
    async (stage) => (await stage.purchase())['id'],
    async (stage) => {
      await stage.active();
      const [request] = stage.sandbox.world.requests.all();
      return request?.id;
    },
  ),
  waiting(
    'wait_for_usage_file',
    'usage_file_id',
    (stage) => stage.usageFile('pending'),
    (stage) => stage.usageFile('ready'),
  ),
  waiting(
    'wait_for_tier_config_request',
    'request_id',
    (stage) => stage.tierRequest('pending'),
    async (stage) => {
      const id = await stage.tierRequest('pending');
      await stage.run('approve_tier_config_request', 'vendor', { id, template_id: 'TL-633-745-011' });
      return id;
    },
  ),
];
