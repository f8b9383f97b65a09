import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Reports that would be dear or impossible to send: each is refused soon, in a sentence, and nothing is sent. */

type Json = Record<string, unknown>;
const MOST_MS = 5_000;
const MOST_MB = 300;

let stage: Stage;
let asset: string;
beforeAll(async () => {
  waits.pause = 20;
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterAll(() => stage.close());

const HEAD = 'item,asset_id,asset_external_id,quantity,start,end';
const line = (more: Json = {}) => ({
  item: 'BACKUP-TRAFFIC',
  asset_id: asset,
  quantity: '1',
  start: '2026-01-01',
  end: '2026-01-31',
  ...more,
});
const csv = (rows: readonly Json[]) => {
  const names = HEAD.split(',');
  const lines = rows.map((row) => names.map((name) => row[name] ?? '').join(','));
  return { records: [], file: stage.spreadsheet(Buffer.from([HEAD, ...lines].join('\n')), 'usage.csv') };
};
const report = (more: Json) => stage.run('report_usage', 'vendor', stage.reportInput(asset, more));
const callsOf = (method: string, path: string) =>
  stage.sandbox.control.calls.filter((call) => call.method === method && call.path.startsWith(path));

/** What is said of a report that is refused, and what that costs. */
const refused = async (more: () => Json) => {
  const input = more();
  stage.sandbox.control.calls = [];
  const before = process.memoryUsage.rss();
  const start = process.cpuUsage();
  const { kind, message } = await failureOf(() => report(input));
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(MOST_MS);
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(MOST_MB);
  expect(kind).toBe('AppError');
  expect(message.length).toBeLessThanOrEqual(1_000);
  expect(callsOf('POST', '/usage')).toEqual([]);
  return message;
};

describe('a report is refused', () => {
  it.each<[name: string, expected: RegExp, input: () => Json]>([
    [
      'for subscriptions that nobody could look up in time',
      /^The report names 60 000 subscriptions, more than can be looked up in the time of one step\. Split it\./,
      () => csv(Array.from({ length: 60_000 }, (_unused, row) => line({ asset_id: `AS-${row}` }))),
    ],
    [
      'for IDs that are pages of text',
      /^The report has 300 problems and was not sent\. Row 1, Subscription ID: The product has no subscription "x{40}/,
      () => ({
        records: Array.from({ length: 300 }, (_unused, row) => line({ asset_id: 'x'.repeat(90_000) + row })),
      }),
    ],
    [
      'for times that are pages of digits',
      /^The report has 300 problems and was not sent\. Row 1, Usage Start: "2026-01-01 00:00:00\.1+…" can't be used\./,
      () => ({
        records: Array.from({ length: 300 }, () =>
          line({ start: `2026-01-01 00:00:00.${'1'.repeat(90_000)}` }),
        ),
      }),
    ],
    [
      'for numbers that are pages of digits',
      /^The report has 300 problems and was not sent\. Row 1, Quantity: "9+…" can't be used\. Give a number of at most 15 digits\./,
      () => ({ records: Array.from({ length: 300 }, () => line({ quantity: '9'.repeat(90_000) })) }),
    ],
    [
      'for more parameters than a spreadsheet has columns',
      /^Parameters: the rows have 17 000 different ones, and Connect's spreadsheet has room for 16 37\d\. Nothing was sent\.$/,
      () => ({
        records: [
          line({
            parameters: JSON.stringify(
              Object.fromEntries(Array.from({ length: 17_000 }, (_unused, at) => [`p${at}`, 'x'])),
            ),
          }),
        ],
      }),
    ],
  ])('%s', async (_name, expected, input) => {
    expect(await refused(input)).toMatch(expected);
  });
});

it('subscriptions with long names in other letters are looked up in calls that servers take', async () => {
  stage.sandbox.control.calls = [];
  const names = Array.from({ length: 100 }, (_unused, row) => `${'Ж'.repeat(60)}${row}`);
  const rows = names.map((name) => line({ asset_id: '', asset_external_id: name }));
  const { message } = await failureOf(() => report(csv(rows)));
  expect(message).toMatch(
    /^The report has 100 problems and was not sent\. Row 2, Subscription External ID: The product has/,
  );
  const looks = callsOf('GET', '/assets');
  expect(looks.length).toBeGreaterThan(1);
  for (const { query } of looks) expect(query.length).toBeLessThan(8_000);
});

it('a text that no address holds is said, and nothing is sent', async () => {
  stage.sandbox.control.calls = [];
  const { kind, message } = await failureOf(() =>
    app.search('search_requests', stage.connections.vendor, { asset_external_id: 'x'.repeat(100_000) }),
  );
  expect(kind).toBe('AppError');
  expect(message).toBe(
    'The request to list fulfillment requests is longer than Connect takes. Give shorter values, or fewer at once. Nothing was sent.',
  );
  expect(stage.sandbox.control.calls).toEqual([]);
});
