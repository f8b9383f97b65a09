import { ref } from '../../world/model.ts';
import { accounts } from '../accounts/data.ts';
import type { Renderer, ReportParameter, ReportTemplate } from './model.ts';

/** What reports can be made of: the same in every run. Parameters of each type that CloudBlue's own reports have. */

const SINCE = '2024-01-10T09:00:00+00:00';
const choices = (...values: string[]) =>
  values.map((value) => ({ value, label: `${value[0]?.toUpperCase()}${value.slice(1)}` }));

const period: ReportParameter = {
  id: 'date',
  type: 'date_range',
  name: 'Report Period',
  description: 'What was created in this time',
  required: true,
};
const products: ReportParameter = {
  id: 'product',
  type: 'product',
  name: 'Products',
  description: 'The products that the report is about',
  required: true,
};
const marketplaces: ReportParameter = {
  id: 'mkp',
  type: 'marketplace',
  name: 'Marketplaces',
  description: 'The marketplaces that the report is about',
  required: true,
};

const XLSX: Renderer = { id: 'xlsx', type: 'xlsx', description: 'Excel workbook', default: true };
const ALL: readonly Renderer[] = [
  XLSX,
  { id: 'csv', type: 'csv', description: 'Values with commas between' },
  { id: 'json', type: 'json', description: 'JSON' },
];

const template = (
  id: string,
  localId: string,
  name: string,
  parameters: readonly ReportParameter[],
  more: Partial<ReportTemplate> = {},
): ReportTemplate => ({
  id,
  name,
  local_id: localId,
  description: `${name}, made in the sandbox`,
  type: 'system',
  revision: 1,
  specs_version: '2',
  status: 'enabled',
  notes: '',
  repository: {
    id: 'RKC-000-001',
    name: 'Example Reports',
    repository_type: 'system',
    git: { url: 'https://example.com/reports.git', tag: 'v1' },
  },
  audience: { vendor: true, provider: true },
  entrypoint: `reports.${localId}.entrypoint.generate`,
  parameters,
  owner: ref(accounts.vendor),
  stats: {
    monthly_executions: 0,
    total_executions: 0,
    runtime_min: 0,
    runtime_max: 0,
    runtime_avg: 0,
    wait_min: 0,
    wait_max: 0,
    wait_avg: 0,
    success: 0,
    failure: 0,
    timeout: 0,
  },
  events: { created: { at: SINCE }, updated: { at: SINCE } },
  renderers: ALL,
  default_renderer: 'xlsx',
  ...more,
});

export const templates: ReportTemplate[] = [
  template('RDC-000-001-0001', 'fulfillment_requests', 'Fulfillment Requests', [
    period,
    products,
    {
      id: 'rr_type',
      type: 'checkbox',
      name: 'Types of Requests',
      description: 'The types that the report is about',
      required: true,
      choices: choices('purchase', 'change', 'suspend', 'resume', 'cancel'),
    },
    marketplaces,
  ]),
  template('RDC-000-001-0002', 'subscription_list', 'Subscriptions', [
    { ...period, required: false },
    products,
    {
      id: 'status',
      type: 'checkbox',
      name: 'Subscription Status',
      description: 'The statuses that the report is about',
      choices: choices('processing', 'active', 'suspended', 'terminated'),
    },
  ]),
  template(
    'RDC-000-002-0001',
    'customer_overview',
    'Customer Overview',
    [
      { id: 'title', type: 'single_line', name: 'Title', description: 'Stands above the report' },
      { id: 'day', type: 'date', name: 'As of', description: 'The day that is shown', required: true },
      {
        id: 'detail',
        type: 'choice',
        name: 'Detail',
        description: 'How much is shown',
        choices: choices('short', 'full'),
      },
      { id: 'hub', type: 'hub', name: 'Hubs', description: 'The hubs that the report is about' },
      { id: 'options', type: 'object', name: 'Options', description: 'For those who made the report' },
    ],
    { type: 'custom', renderers: [XLSX] },
  ),
  template('RDC-000-001-0003', 'old', 'Old Report', [], { status: 'disabled' }),
];
