import type { Report } from '../connect/schemas/report.ts';

export const reportSample = {
  id: 'REC-000-000-0000-000000',
  name: 'Fulfillment Requests',
  description: '',
  status: 'succeeded',
  template: { id: 'RDC-000-001-0001', name: 'Fulfillment Requests', type: 'system' },
  parameters: [
    {
      id: 'date',
      type: 'date_range',
      value: { after: '2026-01-01T00:00:00+00:00', before: '2026-01-31T23:59:59+00:00' },
    },
    { id: 'product', type: 'product', value: { all: true, choices: [] } },
  ],
  renderer: 'xlsx',
  report_extension: 'xlsx',
  owner: { id: 'VA-392-495', name: 'Example Vendor' },
  events: {
    created: { at: '2026-02-01T08:00:00+00:00', by: { id: 'UR-841-574-187', name: 'Robin Sample' } },
    updated: { at: '2026-02-01T08:02:00+00:00' },
    started: { at: '2026-02-01T08:00:30+00:00' },
    terminated: { at: '2026-02-01T08:02:00+00:00' },
  },
} satisfies Report;

const { created } = reportSample.events;
/** The same report, as it was started: it hasn't run yet. */
export const startedReportSample = {
  ...reportSample,
  status: 'pending',
  events: { created, updated: created },
} satisfies Report;
