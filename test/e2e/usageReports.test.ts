import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Report Usage and Check Usage: what is said of a report, and what becomes of its file. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 20;
});
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const input = (more: Json = {}) => stage.reportInput(asset, more);
const report = (more: Json = {}) => stage.run('report_usage', 'vendor', input(more));
const check = (more: Json = {}) => stage.run('check_usage', 'vendor', input(more));
const failed = async (run: () => Promise<unknown>) => (await failureOf(run)).message;
const files = () => [...stage.sandbox.world.usage.files.all()].filter(({ status }) => status !== 'deleted');
const records = () => [...stage.sandbox.world.usage.records.all()];
const writes = () =>
  stage.sandbox.control.calls.filter(({ method, path }) => method !== 'GET' && path.startsWith('/usage'));
const line = (more: Json = {}) => stage.usageLine(asset, more);

describe('a report', () => {
  it('says what it adds up to, to the last digit', async () => {
    const quantities = ['0.1', '0.2', '12.5'];
    const sums = {
      totals: [{ item: 'BACKUP-TRAFFIC', rows: 3, quantity: 12.8, amount: 3 }],
      total_amount: 3,
    };
    const lines = quantities.map((quantity) => line({ quantity, amount: '1' }));
    const file = await report({ records: lines, submit: true });
    expect(file).toMatchObject(sums);
    const list = await stage.run('list_usage_records', 'store', { usage_file_id: file['id'] });
    expect(list).toMatchObject(sums);
  });

  it('adds an item up once, whatever it is called', async () => {
    const first = await report({ records: [line()] });
    const own = String(records()[0]?.item.id);
    const both = await report({
      records: [line(), line({ item: own, quantity: 2 })],
      external_id: 'usage-2',
    });
    expect(own).toMatch(/^PRD-/);
    expect([first['totals'], both['totals']]).toMatchObject([
      [{ item: 'BACKUP-TRAFFIC', rows: 1, quantity: 1 }],
      [{ item: 'BACKUP-TRAFFIC', rows: 2, quantity: 3 }],
    ]);
    expect(both['totals']).toHaveLength(1);
  });

  it('run again without a period keeps to the one that its file has', async () => {
    await report({ period_from: '2026-01-01', period_to: '2026-01-31' });
    const february = [line({ start: '2026-02-01', end: '2026-02-28' })];
    expect(await failed(() => report({ records: february }))).toContain(
      'Usage End: "2026-02-28 23:59:59" is outside of the period of the report, 2026-01-01 to 2026-01-31.',
    );
    const moved = { period_from: '2026-02-01', period_to: '2026-02-28' };
    expect(await report({ records: february, ...moved })).toMatchObject({ status: 'ready' });
    expect(await failed(() => report())).toContain('outside of the period of the report, 2026-02-01 to');
    expect(files()).toHaveLength(1);
  });

  it('says at most ten problems in at most 1 000 letters', async () => {
    const lines = Array.from({ length: 40 }, () => line({ quantity: `${'x'.repeat(80)}` }));
    const message = await failed(() => report({ records: lines }));
    expect(message.length).toBeLessThanOrEqual(1_000);
    const few = await failed(() => report({ records: lines.map((one) => ({ ...one, quantity: 'x' })) }));
    expect(few.match(/Row \d+, /g)).toHaveLength(10);
    expect(few).toMatch(/^The report has 40 problems and was not sent\..* And 30 more problems\.$/);
  });

  it('made side by side, without a lock, has one file', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => report({ submit: true })));
    expect(files()).toHaveLength(1);
    const [file] = files();
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set([file?.id]));
    expect(file?.status).toBe('pending');
    expect(records()).toHaveLength(2);
  });

  it.each([
    true,
    false,
  ])('made side by side has one file in the end, also when neither run sees the other at first (submit: %s)', async (submit) => {
    // Both look before their file and right after it.
    stage.sandbox.control.add({
      path: '/\\/usage\\/files$/',
      method: 'GET',
      kind: 'status',
      status: 200,
      body: [],
      times: 4,
    });
    const runs = await Promise.all([report({ submit }), report({ submit })]);
    expect([...stage.sandbox.world.usage.files.all()]).toHaveLength(2);
    expect(files()).toHaveLength(1);
    const [file] = files();
    expect(runs.map(({ id }) => id)).toEqual([file?.id, file?.id]);
    expect(file?.status).toBe(submit ? 'pending' : 'ready');
    expect(records()).toHaveLength(2);
  });

  it('has one file also where two runs of Create Usage File see each other late', async () => {
    stage.sandbox.control.add({
      path: '/\\/usage\\/files$/',
      method: 'GET',
      kind: 'status',
      status: 200,
      body: [],
      times: 4,
    });
    const { product_id, contract_id, external_id } = input() as Record<string, unknown>;
    const create = () =>
      stage.run('create_usage_file', 'vendor', { product_id, contract_id, external_id, name: 'January' });
    const runs = await Promise.all([create(), create()]);
    expect([...stage.sandbox.world.usage.files.all()]).toHaveLength(2);
    const [file] = files();
    expect(files()).toHaveLength(1);
    expect(runs.map(({ id }) => id)).toEqual([file?.id, file?.id]);
  });

  it('keeps its own file when the list of files doesn’t show it yet', async () => {
    stage.sandbox.control.add({
      path: '/\\/usage\\/files$/',
      method: 'GET',
      kind: 'status',
      status: 200,
      body: [],
      times: 3,
    });
    const { id } = await report();
    expect(files().map((one) => one.id)).toEqual([id]);
  });

  it('keeps the file that was submitted, if another run was faster than its look', async () => {
    // The other run's file comes to be between this run's first look and its own file.
    const twin = await stage.run('create_usage_file', 'vendor', {
      ...input(),
      name: 'Twin',
      external_id: 'twin',
    });
    const { control, world } = stage.sandbox;
    control.add({ path: '/usage/files', method: 'GET', kind: 'status', status: 200, body: [] });
    const kept = world.usage.files.get(String(twin['id']));
    if (kept) kept.status = 'pending';
    expect(await report({ external_id: 'twin' })).toMatchObject({ id: twin['id'], outcome: 'existing' });
    expect(files()).toHaveLength(1);
  });
});

describe('Check Usage', () => {
  it('says what would be sent, and sends nothing', async () => {
    expect(await check()).toMatchObject({
      id: 'usage-1',
      is_ready: true,
      would: 'create',
      rows: 2,
      records: 2,
      problems_count: 0,
      problems: '',
      totals: [{ item: 'BACKUP-TRAFFIC', rows: 2, quantity: 3.5, amount: 0 }],
    });
    expect([writes(), files()]).toEqual([[], []]);
    const { id } = await report();
    expect(await check()).toMatchObject({ would: 'replace', usage_file_id: id, usage_file_status: 'ready' });
    await report({ submit: true });
    expect(await check()).toMatchObject({
      is_ready: false,
      would: 'nothing: the report was submitted already',
    });
  });

  it('says all problems instead of failing', async () => {
    const lines = [line(), line({ quantity: '-5' }), line({ item: 'NO-SUCH' })];
    expect(await check({ records: lines })).toMatchObject({
      is_ready: false,
      rows: 3,
      records: 1,
      problems_count: 2,
      problems: expect.stringMatching(/^Row 2, Quantity: "-5".* Row 3, Item: /),
    });
    expect(await check({ records: undefined, file: stage.spreadsheet('a,b\n1,2') })).toMatchObject({
      is_ready: false,
      problems: expect.stringMatching(/^Spreadsheet: its first row names no column/),
    });
    expect(writes()).toEqual([]);
  });
});
