import { reportSample } from '../../src/samples/report.ts';
import { oneOf } from '../support/wire.ts';
import type { Case } from './case.ts';
import { q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { found, part, ranges } from './places.ts';

/** The operations of the module Reports. */

/** One that has not succeeded has no file, which would become a pointer. */
const report = { ...reportSample, status: 'failed' };
const RDC = report.template.id;

const ofReports = casesOf({ collection: 'reporting/reports', sample: report, plural: /reports/ });

const template = {
  id: RDC,
  name: 'Fulfillment Requests',
  parameters: [
    { id: 'date', type: 'date_range', name: 'Period', required: true },
    { id: 'product', type: 'product', name: 'Products' },
  ],
  renderers: [
    { id: 'xlsx', type: 'xlsx', default: true },
    { id: 'csv', type: 'csv' },
  ],
};
const parameters = [
  {
    id: 'date',
    type: 'date_range',
    value: { after: '2026-01-01T00:00:00.000Z', before: '2026-01-31T23:59:59.000Z' },
  },
  { id: 'product', type: 'product', value: { all: false, choices: ['PRD-000-000-001'] } },
];
const filledIn = {
  parameter_date__after: '2026-01-01',
  parameter_date__before: '2026-01-31',
  parameter_product: ['PRD-000-000-001'],
};
const RUNNING = `/reporting/reports?eq(template.id,${q(RDC)})&in(status,(${['pending', 'deploying', 'running'].map(q).join(',')}))&ordering(-events.created.at)&limit=100&offset=0`;

export const reportCases: readonly Case[] = [
  ofReports.polled(
    'report_ready',
    `in(status,(${q('succeeded')},${q('failed')}))&ordering(-events.terminated.at)`,
    {
      places: {
        status: { to: [oneOf('status')], instead: ['?in(status,("succeeded","failed"))'] },
        template_id: oneOf('template.id'),
      },
    },
  ),
  ofReports.found('find_report', 'ordering(-events.created.at)', {
    places: {
      id: oneOf('id'),
      name: part('name'),
      status: oneOf('status'),
      template_id: oneOf('template.id'),
      ...ranges('created', 'events.created.at'),
      ...ranges('terminated', 'events.terminated.at'),
      ...found,
    },
  }),
  ofReports.chosen('report_choices', 'ordering(-events.created.at)', {
    id: report.id,
    name: `Fulfillment Requests: failed (${report.id})`,
  }),
  casesOf({ collection: 'reporting/templates', sample: template, plural: /report templates/ }).chosen(
    'report_template_choices',
    `eq(status,${q('enabled')})&ordering(name)`,
    { id: RDC, name: `Fulfillment Requests (${RDC})` },
  ),
  {
    kind: 'creates',
    key: 'run_report',
    input: { template_id: RDC, name: 'Requests of {{month}}', renderer: 'csv', ...filledIn },
    sends: [
      ['connect', 'GET', `/reporting/templates/${RDC}`],
      ['connect', 'GET', RUNNING],
      [
        'connect',
        'POST',
        '/reporting/reports',
        { name: 'Requests of {{month}}', template: { id: RDC }, parameters, renderer: 'csv' },
      ],
    ],
    replies: [{ status: 200, body: template }, rows(), { status: 201, body: report }],
    names: new RegExp(`report template ${RDC}`),
    places: {
      template_id: {
        to: ['GET /reporting/templates/$', '?eq(template.id,$)', 'template.id'],
      },
      name: { to: ['name'], instead: ['name: "Fulfillment Requests"'] },
      description: 'description',
    },
    least: { template_id: RDC, ...filledIn },
    answers: ({ method, path }) => {
      if (path.startsWith('/reporting/templates/')) return { status: 200, body: template };
      return method === 'POST' ? { status: 201, body: report } : rows();
    },
    lock: 'report {{bundle.inputData.template_id}}',
  },
];
