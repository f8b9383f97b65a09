import type { Scenario } from './scenarios.ts';

/** An API request that changes something, so that running it again leaves one result. */
export const apiScenarios: readonly Scenario[] = [
  {
    key: 'api_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      return {
        by: 'vendor',
        input: {
          method: 'PUT',
          path: `/requests/${String(id)}`,
          body: '{"note": "Checked"}',
          allow_changes: true,
        },
        hits: { host: 'connect', method: 'PUT', path: `/requests/${String(id)}` },
        results: () => (stage.request(id)?.note === 'Checked' ? 1 : 0),
      };
    },
  },
];
