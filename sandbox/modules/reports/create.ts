import { asList, asObject, asText, type Body } from '../../body.ts';
import { Problems } from '../../errors.ts';
import { type Account, ref } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import type { GivenParameter, Report, ReportParameter, ReportTemplate } from './model.ts';
import { reportsOf } from './store.ts';

const MAX_NAME = 512;

const isTime = (value: unknown) => !Number.isNaN(Date.parse(asText(value)));

/** What is wrong with a value for its parameter. */
const problemWith = ({ type, choices }: ReportParameter, value: unknown): string | undefined => {
  const known = new Set(choices?.map((one) => one.value));
  const { after, before, all, choices: chosen } = asObject(value);
  switch (type) {
    case 'date_range':
      return isTime(after) && isTime(before) ? undefined : 'Give a time for after and for before.';
    case 'date':
      return isTime(value) ? undefined : 'Date has wrong format.';
    case 'choice':
      return known.has(asText(value)) ? undefined : `"${asText(value)}" is not a valid choice.`;
    case 'object':
      return typeof value === 'object' && value !== null ? undefined : 'Give an object.';
    case 'checkbox':
    case 'product':
    case 'marketplace':
    case 'hub':
      if (typeof all !== 'boolean' || !Array.isArray(chosen)) return 'Give all and choices.';
      return choices && chosen.some((one) => !known.has(asText(one))) ? 'Unknown choice.' : undefined;
    default:
      return typeof value === 'string' ? undefined : 'Not a valid string.';
  }
};

const readParameters = (template: ReportTemplate, body: Body, problems: Problems): GivenParameter[] => {
  const given = asList(body['parameters']);
  for (const { id } of given)
    if (!template.parameters.some((one) => one.id === id))
      problems.add('parameters', `The template has no parameter ${asText(id)}.`);
  return template.parameters.flatMap((parameter) => {
    const found = given.find(({ id }) => id === parameter.id);
    if (!found || found['value'] === undefined || found['value'] === null) {
      if (parameter.required) problems.add('parameters', `Parameter ${parameter.id} is required.`);
      return [];
    }
    const problem = problemWith(parameter, found['value']);
    if (problem) problems.add(`parameters.${parameter.id}`, problem);
    return [{ id: parameter.id, type: parameter.type, value: found['value'] }];
  });
};

/** Makes a report, which then runs by itself. @throws ApiError 400 with all that is wrong. */
export const createReport = (world: World, caller: Account, body: Body): Report => {
  const problems = new Problems();
  const reports = reportsOf(world);
  const name = asText(body['name']);
  if (!name) problems.add('name', 'This field is required.');
  if (name.length > MAX_NAME)
    problems.add('name', `Ensure this field has no more than ${MAX_NAME} characters.`);
  const id = asText(asObject(body['template'])['id']);
  const template = reports.templates.get(id);
  if (!template) problems.add('template', id ? `Template ${id} does not exist.` : 'This field is required.');
  else if (template.status !== 'enabled') problems.add('template', `Template ${id} is ${template.status}.`);
  const parameters = template ? readParameters(template, body, problems) : [];
  const wanted = asText(body['renderer']) || template?.default_renderer;
  const renderer = template?.renderers.find((one) => one.id === wanted);
  if (template && !renderer) problems.add('renderer', `The template has no renderer ${wanted}.`);
  problems.raise();
  if (!template || !renderer) throw new Error('A report without a template was let through.');
  const created = stamp(world, caller);
  const report: Report = {
    id: world.digits.groups('REC', 3, 3, 4, 6),
    name,
    description: asText(body['description']),
    revision: template.revision,
    template: {
      id: template.id,
      name: template.name,
      description: template.description,
      type: template.type,
      specs_version: template.specs_version,
      revision: template.revision,
      repository: template.repository,
      entrypoint: template.entrypoint,
      local_id: template.local_id,
    },
    parameters,
    renderer: renderer.id,
    status: 'pending',
    report_size: null,
    report_file: '',
    report_extension: renderer.type,
    timeout: false,
    failure_output: null,
    owner: ref(caller),
    schedule: { name: '' },
    progress: { value: 0, max: 0 },
    timing: { run: '0', wait: '0' },
    events: { created, updated: created },
  };
  reports.add(report);
  world.onChange();
  return report;
};
