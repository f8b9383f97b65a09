import { REPORT_STATES, ReportTemplate, ReportWithFile } from '../connect/schemas/report.ts';
import { reportPicker, reportTemplatePicker } from '../fields/pickers.ts';
import { reportSample } from '../samples/report.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { withReportFile } from './support/reportFile.ts';

/** Reports: what Connect puts together in the background, and hands over as a file. */

const by = filtersOf<'reporting/reports'>();

const reports = objectKind({
  resource: (connect) => connect.reports,
  noun: 'Report',
  id: reportPicker('report_id', { required: true }),
  returns: ReportWithFile,
  sample: reportSample,
  shown: withReportFile,
  filters: [by.oneOf('template.id', reportTemplatePicker('template_id'))],
  newestFirst: '-events.created.at',
  byIds: (ids) => ({ id: { in: ids } }),
});

const ENDED = { succeeded: REPORT_STATES.succeeded, failed: REPORT_STATES.failed } as const;

/** Fires once for each report, when it has ended. */
export const reportReady = reports.triggerAt({
  key: 'report_ready',
  label: 'Report Ready',
  description:
    'Triggers when a report has ended, whether Run Report, a schedule or a person had started it. It comes with its file, which later steps can send on. Each report fires once.',
  first: [
    by.oneOf(
      'status',
      {
        key: 'status',
        label: 'Outcome',
        choices: ENDED,
        helpText: 'Empty: both. Only Succeeded has a file.',
      },
      { otherwise: Object.keys(ENDED) },
    ),
  ],
  moment: { field: 'events.terminated.at', of: ({ events }) => events?.terminated?.at },
});

export const findReport = reports.find({
  key: 'find_report',
  label: 'Find Report',
  description:
    'Finds reports that match all of the given filters and returns them, newest first; those that succeeded with their file. To start one use Run Report.',
  first: [
    by.oneOf('id', reportPicker('id')),
    by.contains('name', {
      key: 'name',
      label: 'Name Contains',
      helpText: 'A part of the name, in capitals or small letters, for example `requests`.',
    }),
    by.oneOf('status', { key: 'status', label: 'Status', choices: REPORT_STATES }),
  ],
  filters: [
    by.between('events.created.at', 'created', 'Created'),
    by.between('events.terminated.at', 'terminated', 'Ended'),
  ],
});

export const reportChoices = reports.dropdown({
  key: 'report_choices',
  label: 'List Reports',
  description: 'Triggers when a report is started. It fills the dropdowns for reports.',
  choice: ({ id, name, status }) => ({ name: `${name ?? id}: ${status} (${id})` }),
});

const templates = objectKind({
  resource: (connect) => connect.reportTemplates,
  noun: 'Report Template',
  id: reportTemplatePicker('template_id', { required: true }),
  returns: ReportTemplate,
  sample: { id: 'RDC-000-001-0001', name: 'Fulfillment Requests' },
});

export const reportTemplateChoices = templates.dropdown({
  key: 'report_template_choices',
  label: 'List Report Templates',
  description: 'Triggers when a report template is made. It fills the dropdowns for report templates.',
  query: { where: { status: 'enabled' }, ordering: ['name'] },
  choice: ({ id, name }) => ({ name: name ? `${name} (${id})` : id }),
});
