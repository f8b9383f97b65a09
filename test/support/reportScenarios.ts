import type { Scenario } from './scenarios.ts';

/** The actions of the module Reports, each in a world in which it can be carried out. */

/** A report about everything of January. */
export const reportInput = {
  template_id: 'RDC-000-001-0001',
  parameter_date__after: '2026-01-01',
  parameter_date__before: '2099-01-31',
};

export const reportScenarios: readonly Scenario[] = [
  {
    key: 'run_report',
    prepare: async (stage) => ({
      by: 'vendor',
      input: reportInput,
      hits: { host: 'connect', method: 'POST', path: '/reporting/reports' },
      results: () => stage.sandbox.world.reports.size,
    }),
  },
];
