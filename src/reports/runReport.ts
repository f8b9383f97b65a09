import { type Bundle, defineInputFields, type PlainInputField, type ZObject } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { Report } from '../connect/schemas/report.ts';
import { reportTemplatePicker } from '../fields/pickers.ts';
import { startedReportSample } from '../samples/report.ts';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { badValue } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import {
  hasParameters,
  type ParameterValue,
  readTemplateFields,
  templateFields,
  usualRenderer,
} from './support/templateFields.ts';

/** Letters that Connect takes. */
const MAX_NAME = 512;
const MAX_DESCRIPTION = 2_048;
/** Reports of one template that are looked at; more don't run at once. */
const MOST_RUNNING = 100;
const RUNNING = ['pending', 'deploying', 'running'] as const;

/** What the chosen template asks for. */
const fieldsOfTemplate = speaking(async (z: ZObject, bundle: Bundle): Promise<PlainInputField[]> => {
  const id: unknown = bundle.inputData['template_id'];
  if (typeof id !== 'string' || !id.trim()) return [];
  return templateFields(await openConnect(z, bundle).reportTemplates.get(id));
});

interface Wanted {
  readonly name: string;
  readonly description?: string;
  readonly template: { readonly id: string };
  readonly parameters: readonly ParameterValue[];
  readonly renderer?: string;
}

/** The very same report, where it is still running. @param renderer its form, as far as that is known. */
const findRunning = async (
  connect: Connect,
  wanted: Wanted,
  renderer: string | undefined,
): Promise<Report | undefined> => {
  const { rows } = await connect.reports.list({
    where: { 'template.id': wanted.template.id, status: { in: RUNNING } },
    ordering: ['-events.created.at'],
    limit: MOST_RUNNING,
  });
  return rows.find(
    (report) =>
      report.name === wanted.name &&
      (!renderer || report.renderer === renderer) &&
      hasParameters(report.parameters, wanted.parameters),
  );
};

const checkLength = (label: string, value: string | undefined, most: number): void => {
  if (value && value.length > most) throw badValue(label, value, `at most ${most} letters`);
};

/** Either side: starts a report; {@link reportReady} tells of its end. */
export const runReport = action({
  key: 'run_report',
  noun: 'Report',
  label: 'Run Report',
  description:
    'Starts a report and returns it at once, while it runs in the background; the trigger Report Ready brings its file. Running it again with the same input while one is running returns that one.',
  inputFields: defineInputFields([
    reportTemplatePicker('template_id', { required: true, altersDynamicFields: true }),
    {
      key: 'name',
      label: 'Report Name',
      helpText: 'For example `Requests of January`. Empty: the name of the template.',
    },
    { key: 'description', label: 'Description', type: 'text' },
    fieldsOfTemplate,
  ]),
  returns: Report,
  sample: startedReportSample,
  // Two runs side by side must not start the same report twice.
  lock: { key: 'report {{bundle.inputData.template_id}}', scope: ['auth'], timeout: 60 },
  run: async (connect, input) => {
    const { template_id: id, description } = input;
    checkLength('Report Name', input.name, MAX_NAME);
    checkLength('Description', description, MAX_DESCRIPTION);
    const template = await connect.reportTemplates.get(id);
    const { parameters, renderer } = readTemplateFields(template, input);
    const wanted: Wanted = {
      name: input.name ?? template.name ?? id,
      ...(description ? { description } : {}),
      template: { id },
      parameters,
      ...(renderer ? { renderer } : {}),
    };
    return (
      (await findRunning(connect, wanted, renderer ?? usualRenderer(template))) ??
      connect.reports.create(wanted, {
        what: `run report "${wanted.name}"`,
        check: 'Find Report shows whether it was started.',
      })
    );
  },
});
