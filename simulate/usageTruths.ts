import type { UsageFile } from '../sandbox/modules/usage/model.ts';
import type { Town } from './town.ts';
import type { Ending } from './truths.ts';
import type { Report, Version } from './usage.ts';

/** What was accepted and billed equals what was reported, by Connect's own books. */

/** Rows as texts that can be compared, in no order. */
const shownRows = (rows: readonly (readonly [assetId: string, quantity: number])[]): string =>
  rows
    .map(([assetId, quantity]) => `${assetId} ${quantity}`)
    .sort()
    .join(', ');

const rowsOf = ({ rows }: Version): string =>
  shownRows(rows.map(({ assetId, quantity }) => [assetId, Number(quantity)] as const));

/** The versions that a file may hold: the last that was sent before it was submitted, or one of unknown fate after it. */
const allowed = ({ versions }: Report, file: UsageFile): Version[] => {
  const submitted = Date.parse(file.events.submitted?.at ?? '');
  const begun = versions.filter(({ task }) => (task.begun ?? Number.POSITIVE_INFINITY) <= submitted);
  const last = begun.findLastIndex(
    ({ task }) => task.state === 'done' && task.result?.['outcome'] === 'reported',
  );
  return begun.slice(Math.max(0, last));
};

const oneReport = (town: Town, report: Report, { usage, tasks }: Ending): void => {
  const broken = (rule: string, text: string) =>
    town.verdicts.broken(rule, `${report.externalId} under ${report.contract}: ${text}`);
  const files = usage.filesOf(report);
  const file = usage.fileOf(report);
  // What a run has made that never heard so and isn't run again stays behind, empty: nobody deletes another's.
  const isLeft = (one: UsageFile) =>
    one !== file &&
    one.status === 'draft' &&
    !one.events.uploaded &&
    report.versions.some(({ task }) => task.isDoubtful);
  if (files.filter((one) => !isLeft(one)).length > 1)
    broken('a report makes one file', files.map(({ id, status }) => `${id} (${status})`).join(', '));
  if (!file) {
    broken('a report gets billed', 'it has no file');
    return;
  }
  const records = usage.recordsOf(file);
  const isOver = records.length > 0 && records.every(({ status }) => status === 'closed');
  if (!isOver) {
    const failure = report.versions.at(-1)?.task.failure ?? '';
    broken('a report gets billed', `${file.id} is ${file.status}; ${failure}`);
  }
  if (!['accepted', 'closed'].includes(file.status)) return;
  const held = shownRows(records.map(({ asset, usage: quantity }) => [asset.id, quantity] as const));
  const versions = allowed(report, file);
  if (!versions.some((one) => rowsOf(one) === held)) {
    broken(
      'what was accepted is what was reported',
      `${file.id} holds ${held}, and reported was ${versions.map(rowsOf).join(' or ') || 'nothing'}`,
    );
  }
  const bills = tasks.all.filter(({ what }) => what === 'bill');
  const isWhole = bills.some(({ input }) => input['usage_file_id'] === file.id);
  for (const { id, status, external_billing_id: billing } of records) {
    if (status !== 'closed' || (!billing && isWhole)) continue;
    const asked = bills.filter(({ input }) =>
      ((input['records'] ?? []) as { id: string }[]).some((one) => one.id === id),
    );
    if (!asked.some(({ input }) => input['external_billing_id'] === billing))
      broken('what was billed is what was accepted', `${id} is billed as ${billing ?? 'nothing'}`);
    for (const { result } of asked) {
      const closed = (result?.['closed'] ?? []) as { id: string; external_billing_id: string }[];
      const told = closed.find((one) => one.id === id)?.external_billing_id;
      if (told !== undefined && told !== billing)
        broken(
          'a Zap is told what was billed',
          `${id} is billed as ${billing ?? 'nothing'}, and ${told} was told`,
        );
    }
  }
};

export const usageTruths = (town: Town, ending: Ending): void => {
  for (const report of ending.usage.reports) oneReport(town, report, ending);
  const known = new Set(ending.usage.reports.flatMap((one) => ending.usage.filesOf(one).map(({ id }) => id)));
  for (const { id, status } of town.sandbox.world.usage.files.all()) {
    if (status !== 'deleted' && !known.has(id))
      town.verdicts.broken('a report makes one file', `${id} is of no report`);
  }
  for (const task of ending.tasks.all) {
    const isUsage = ['report', 'submit', 'accept', 'give back', 'bill'].includes(task.what);
    if (isUsage && task.state === 'open')
      town.verdicts.broken('a report gets done', `${task.name}: it never is; ${task.failure}`);
  }
};
