import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { writeSheet } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

/** The life of usage files, their chunks and reconciliations, from rows to a closed file, and what fires on the way. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 40;
});
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const report = (more: Json = {}) => stage.run('report_usage', 'vendor', stage.reportInput(asset, more));
const records = () => [...stage.sandbox.world.usage.records.all()];

describe('the life of a usage file', () => {
  const act = (key: string, by: 'store' | 'vendor', id: string, more: Json = {}) =>
    stage.run(key, by, { usage_file_id: id, ...more });

  it('is created, changed, and deleted', async () => {
    const id = await stage.usageFile('draft');
    expect(
      await stage.run('update_usage_file', 'vendor', { usage_file_id: id, name: 'New', note: 'n' }),
    ).toMatchObject({ id, name: 'New', note: 'n' });
    expect((await failureOf(() => act('update_usage_file', 'vendor', id))).message).toMatch(
      /^Something to change/,
    );
    expect(await act('delete_usage_file', 'vendor', id)).toMatchObject({ status: 'deleted' });
    expect(await act('delete_usage_file', 'vendor', id)).toMatchObject({ status: 'deleted' });
  });

  it('is known by its external ID, product and contract', async () => {
    const create = (contract_id: string) =>
      stage.run('create_usage_file', 'vendor', {
        name: 'Usage',
        product_id: stage.sandbox.ids.product,
        contract_id,
        external_id: 'usage-9',
      });
    const [first, again, other] = [
      await create('CRD-58096-38285-80856'),
      await create('CRD-58096-38285-80856'),
      await create('CRD-58096-38285-80857'),
    ];
    expect(again['id']).toBe(first['id']);
    expect(other['id']).not.toBe(first['id']);
  });

  it('is rejected with a note, and corrected', async () => {
    const id = await stage.usageFile('pending');
    expect(await act('reject_usage_file', 'store', id, { rejection_note: 'Too much.' })).toMatchObject({
      status: 'rejected',
      rejection_note: 'Too much.',
    });
    expect(await report({ submit: true })).toMatchObject({ id, status: 'pending', outcome: 'reported' });
  });

  it('refused by state or side says who may do it, when, and what the state is', async () => {
    const id = await stage.usageFile('ready');
    const early = await failureOf(() => act('accept_usage_file', 'store', id));
    expect(early.message).toMatch(
      /^Connect refused to accept usage file UF-\S+: .*\(USF_001\) Only the distributor can accept a usage file, and only while it is pending. The usage file is ready.$/,
    );
    const other = await failureOf(() => act('accept_usage_file', 'vendor', id));
    expect(other.message).toContain('Only the distributor can accept a usage file');
    expect((await failureOf(() => act('submit_usage_file', 'store', id))).message).toContain(
      'Only the vendor',
    );
  });

  it('is reprocessed', async () => {
    const id = await stage.usageFile('ready');
    expect(await act('reprocess_usage_file', 'vendor', id)).toMatchObject({ id, status: 'processing' });
  });

  it('is closed with its records', async () => {
    const id = await stage.usageFile('accepted');
    expect(await act('close_usage_file', 'store', id)).toMatchObject({
      status: 'closed',
      records: { closed: 2 },
    });
    expect(records().map(({ status }) => status)).toEqual(['closed', 'closed']);
  });
});

describe('chunks and reconciliations', () => {
  it('a chunk is found, named, closed; and made anew', async () => {
    const id = await stage.usageFile('accepted');
    await stage.readyChunk();
    const { store } = stage.connections;
    const [chunk] = await app.search('find_usage_chunk', store, { usage_file_id: [id] });
    expect(chunk).toMatchObject({ status: 'ready', usagefile: { id } });
    const chunk_id = chunk?.['id'];
    expect(await stage.run('update_usage_chunk', 'store', { chunk_id, external_id: 'B-1' })).toMatchObject({
      external_id: 'B-1',
    });
    expect(await stage.run('regenerate_usage_chunk', 'store', { chunk_id })).toMatchObject({
      status: 'draft',
    });
    await stage.readyChunk();
    const close = { chunk_id, external_billing_id: 'INV-2' };
    expect(await stage.run('close_usage_chunk', 'store', close)).toMatchObject({ status: 'closed' });
    expect(await stage.run('close_usage_chunk', 'store', close)).toMatchObject({ status: 'closed' });
    expect(records().map(({ external_billing_id }) => external_billing_id)).toEqual(['INV-2', 'INV-2']);
  });

  it('a reconciliation closes the records that it names', async () => {
    const id = await stage.usageFile('accepted');
    const [first] = records();
    const content = await writeSheet('records', [
      ['record_id', 'external_billing_id'],
      [first?.id ?? '', 'INV-3'],
    ]);
    const made = await stage.run('upload_reconciliation', 'store', {
      file: stage.spreadsheet(content),
      upload_note: 'January',
    });
    expect(made).toMatchObject({ status: 'uploaded', notes: { uploaded: 'January' } });
    const { reconciliations } = stage.sandbox.world.usage;
    await until(() => [...reconciliations.all()].find(({ status }) => status === 'processed'));
    const { store } = stage.connections;
    expect(await app.search('find_usage_reconciliation', store, { id: made['id'] })).toMatchObject([
      { status: 'processed', notes: { processing: '1 records closed' }, usagefile: { id } },
    ]);
    expect(await app.search('find_usage_reconciliation', store, { usage_file_id: id })).toHaveLength(1);
    expect(await app.search('find_usage_reconciliation', store, { id: 'URF-0' })).toEqual([]);
    expect(records()[0]).toMatchObject({ status: 'closed', external_billing_id: 'INV-3' });
  });
});

describe('triggers', () => {
  const zap = (key: string, by: 'store' | 'vendor', input: Json = {}) =>
    new PolledZap(app, key, stage.connections[by], input, `${key}-zap`);
  const ids = (rows: Json[]) => rows.map((one) => `${one['id']} ${one['status']}`);

  it('Usage File Submitted fires once for each submission', async () => {
    const submitted = zap('new_usage_files', 'store');
    await submitted.turnOn();
    const id = await stage.usageFile('ready');
    expect(await submitted.poll()).toEqual([]);
    await stage.run('submit_usage_file', 'vendor', { usage_file_id: id });
    expect(ids(await submitted.poll())).toEqual([`${id} pending`]);
    expect(await submitted.poll()).toEqual([]);
    await stage.run('reject_usage_file', 'store', { usage_file_id: id, rejection_note: 'No.' });
    expect(await submitted.poll()).toEqual([]);
    await report({ submit: true });
    expect(ids(await submitted.poll())).toEqual([`${id} pending`]);
  });

  it('Usage File Status Changed fires for each status, and not for other changes', async () => {
    const changed = zap('new_updated_usage_files', 'vendor', { status: ['ready', 'accepted', 'invalid'] });
    await changed.turnOn();
    const id = await stage.usageFile('ready');
    expect(ids(await changed.poll())).toEqual([`${id} ready`]);
    await stage.run('update_usage_file', 'vendor', { usage_file_id: id, note: 'x' });
    expect(await changed.poll()).toEqual([]);
    await stage.run('submit_usage_file', 'vendor', { usage_file_id: id });
    expect(await changed.poll()).toEqual([]);
    await stage.run('accept_usage_file', 'store', { usage_file_id: id });
    expect(ids(await changed.poll())).toEqual([`${id} accepted`]);
  });

  it('New Usage Chunk File fires once a chunk is ready', async () => {
    const chunks = zap('new_usage_chunks', 'store');
    await chunks.turnOn();
    const id = await stage.usageFile('accepted');
    await stage.readyChunk();
    expect(await chunks.poll()).toMatchObject([{ status: 'ready', usagefile: { id } }]);
    expect(await chunks.poll()).toEqual([]);
  });

  it('each poll is one call, and none of them has a key or an address in its event', async () => {
    const submitted = zap('new_usage_files', 'store');
    await stage.usageFile('pending');
    stage.sandbox.control.calls = [];
    const [row_] = await submitted.poll();
    expect(stage.sandbox.control.calls).toHaveLength(1);
    expect(String(row_?.['event_id'])).toMatch(/^UF-\S+@pending@\d{4}-/);
    expect((row_?.['files'] as Json)['uploaded']).toMatch(/^hydrate\|\|\|/);
  });
});
