import type { Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The actions of billing, each in a world in which it can be carried out. */

const period = { period_from: '2026-01-01', period_uom: 'monthly' };
const requestsOf = (stage: Stage) => [...stage.sandbox.world.billing.requests.all()];

/** What either side asks to be billed of an active subscription. */
export const billingInput = async (stage: Stage) => ({
  asset_lookup_field: 'asset_id',
  asset_lookup_value: await stage.subscription(),
  ...period,
});

export const billingScenarios: readonly Scenario[] = [
  {
    key: 'create_billing_request',
    prepare: async (stage) => ({
      by: 'vendor',
      input: { ...(await billingInput(stage)), attributes: { invoice: 'INV-1' } },
      hits: { host: 'connect', method: 'POST', path: '/subscriptions/requests' },
      results: () => requestsOf(stage).length,
    }),
  },
  {
    key: 'update_billing_attributes',
    prepare: async (stage) => {
      const { id } = await stage.run('create_billing_request', 'store', await billingInput(stage));
      return {
        by: 'store',
        input: { billing_request_id: id, attributes: { invoice: 'INV-1' } },
        hits: {
          host: 'connect',
          method: 'PUT',
          path: `/subscriptions/requests/${String(id)}/attributes`,
        },
        results: () =>
          requestsOf(stage).filter(
            ({ attributes }) => JSON.stringify(attributes.provider) === '{"invoice":"INV-1"}',
          ).length,
      };
    },
  },
];
