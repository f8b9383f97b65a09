import type * as z from 'zod/mini';
import {
  anything,
  event,
  extended,
  file,
  flag,
  id,
  number,
  object,
  part,
  reference,
  state,
  text,
} from './fieldTypes.ts';

export const REPORT_STATES = {
  pending: 'Pending',
  deploying: 'Deploying',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
} as const;

/** A report that runs, or has run, in the background. */
export const Report = object(() => ({
  id: id('Report ID'),
  name: text(),
  description: text(),
  status: state(REPORT_STATES),
  template: part({ id: text('Template ID'), name: text('Template Name'), type: text('Template Type') }),
  /** Sources have it as a list of `{id, type, value}`, or as an object. */
  parameters: anything(),
  renderer: text(),
  report_extension: text('File Extension'),
  failure_output: text('Why It Failed'),
  timeout: flag('Timed Out'),
  owner: reference('Owner'),
  schedule: reference('Schedule'),
  progress: part({ value: number(), max: number() }),
  events: part({
    created: event('Created'),
    updated: event('Updated'),
    started: event('Started'),
    terminated: event('Ended'),
  }),
}));
export type Report = z.infer<typeof Report>;

/** A report with what came out of it. */
export const ReportWithFile = extended(Report, () => ({ file: file('Report File') }));

/** What reports are made of. */
export const ReportTemplate = object(() => ({
  id: id('Template ID'),
  name: text(),
  description: text(),
  status: text(),
  type: text(),
  default_renderer: text(),
  /** What a report of it asks for, and in which forms it comes: lists of objects with an `id`. */
  parameters: anything(),
  renderers: anything(),
}));
export type ReportTemplate = z.infer<typeof ReportTemplate>;
