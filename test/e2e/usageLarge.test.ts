import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clock } from '../../src/connect/clock.ts';
import { limits } from '../../src/connect/deadline.ts';
import { writeSheet } from '../../src/spreadsheets/write.ts';
import { failureOf } from '../support/app.ts';
import { effort } from '../support/effort.ts';
import { Stage } from '../support/stage.ts';

/** Reports that are as large as they get: done in the time of a step, or refused before anything is created. */

type Json = Record<string, unknown>;

const ROWS = effort(200_000, 8_000);
/** Zapier's own limit for a step, ms; ours ends before it. */
const STEP = 30_000;

let stage: Stage;
let asset: string;
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

function* rows(count: number) {
  yield ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End', 'Record Note'];
  for (let index = 0; index < count; index += 1)
    yield ['BACKUP-TRAFFIC', asset, index / 100, '2026-01-01', '2026-01-31', `hour ${index}`];
}
const report = async (count: number) =>
  stage.run('report_usage', 'vendor', {
    ...stage.reportInput(asset),
    records: undefined,
    file: stage.spreadsheet(await writeSheet('Usage', rows(count))),
  });
const posts = () =>
  stage.sandbox.control.calls.filter(({ method, path }) => method === 'POST' && path === '/usage/files');
const REFUSED =
  /^The time that Zapier gives a step is over\. .* Split the report: about [\d ]+ rows fit into one step\. Nothing was sent\.$/;

describe('a report', () => {
  it('of 200 000 rows (fewer outside of CI) ends in time, or is refused before anything is created', async () => {
    const file = stage.spreadsheet(await writeSheet('Usage', rows(ROWS)));
    const input: Json = { ...stage.reportInput(asset), records: undefined, file };
    const started = performance.now();
    const outcome = await stage
      .run('report_usage', 'vendor', input)
      .catch((error: unknown) => failureOf(() => Promise.reject(error)));
    expect(performance.now() - started).toBeLessThan(STEP);
    if ('kind' in outcome) {
      expect(outcome['message']).toMatch(REFUSED);
      expect(posts()).toEqual([]);
    } else expect(outcome).toMatchObject({ records_sent: ROWS, outcome: 'reported' });
  }, 120_000);

  it('whose time is over while it is written is refused with the number of rows that fit', async () => {
    // The clock goes on once the subscriptions have been looked up.
    const now = clock.now;
    const isAt = () => stage.sandbox.control.calls.some(({ path }) => path === '/assets');
    stage.sandbox.control.calls = [];
    clock.now = () => now() + (isAt() ? limits.step : 0);
    try {
      const { kind, message } = await failureOf(() => report(effort(30_000, 12_000)));
      expect(kind).toBe('AppError');
      expect(message).toMatch(REFUSED);
      expect(message).toContain('rows were written');
      expect(posts()).toEqual([]);
    } finally {
      clock.now = now;
    }
  });
});
