import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeSheet } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** The end of a usage file: many records, chunks, and spreadsheets that come at the wrong time. */

type Json = Record<string, unknown>;

let stage: Stage;
beforeAll(() => {
  waits.pause = 20;
});
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const records = () => [...stage.sandbox.world.usage.records.all()];
const calls = () => stage.sandbox.control.calls;
const close = (ids: readonly unknown[], billing = 'INV-1') =>
  stage.run('close_usage_records', 'store', {
    records: ids.map((id) => ({ id })),
    external_billing_id: billing,
  });

describe('Close Usage Records', () => {
  it('tells closed from refused at any number, also when run again', async () => {
    const count = 1_650;
    const asset = await stage.subscription();
    const [line] = stage.reportInput(asset)['records'] as Json[];
    const lines = Array.from({ length: count }, () => line);
    const { id } = await stage.run('report_usage', 'vendor', {
      ...stage.reportInput(asset, { records: lines }),
      submit: true,
    });
    await stage.run('accept_usage_file', 'store', { usage_file_id: id });
    const ids = records().map((record) => record.id);
    // One of them is billed by somebody else, and one was rejected.
    await stage.run('close_usage_record', 'store', { record_id: ids[3], external_billing_id: 'OTHER' });
    await stage.run('update_usage_record', 'store', { record_id: ids[1_640], status: 'rejected' });
    const outcome = {
      closed_count: count - 2,
      refused_count: 2,
      unknown_count: 0,
      refused: [
        {
          id: ids[3],
          status: 'closed',
          reason: 'Record is not approved (USG_000) It is closed with the billing ID OTHER.',
        },
        { id: ids[1_640], status: 'rejected', reason: 'Record is not approved (USG_000)' },
      ],
    };
    expect(await close(ids)).toMatchObject(outcome);
    stage.sandbox.control.calls = [];
    expect(await close(ids)).toMatchObject(outcome);
    // Records of one file are looked at together: four calls to close, and some pages.
    expect(calls().length).toBeLessThan(10);
  });

  it('reports records that the answer leaves out as unknown, unless they are closed', async () => {
    await stage.usageFile('accepted');
    const [first, second] = records();
    const answer = (body: Json[]) =>
      stage.sandbox.control.add({ path: '/usage/records/close-records', kind: 'status', status: 206, body });
    answer([{ id: first?.id, status: 'closed' }]);
    expect(await close([first?.id, second?.id])).toEqual({
      closed: [{ id: first?.id, external_billing_id: 'INV-1' }],
      refused: [],
      unknown: [{ id: second?.id }],
      closed_count: 1,
      refused_count: 0,
      unknown_count: 1,
    });
    answer([]);
    expect((await failureOf(() => close([second?.id]))).message).toBe(
      `Connect closed none of the usage records. ${second?.id}: Connect's answer says nothing of it.`,
    );
    await stage.run('close_usage_record', 'store', { record_id: second?.id, external_billing_id: 'INV-1' });
    answer([]);
    expect(await close([second?.id])).toMatchObject({ closed_count: 1, unknown_count: 0 });
  });
});

describe('Close Usage Chunk File', () => {
  it('says when the chunk was closed with another billing ID', async () => {
    const id = await stage.usageFile('accepted');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const [chunk] = await app.search('find_usage_chunk', stage.connections.store, { usage_file_id: [id] });
    const closeChunk = (external_billing_id: string) =>
      stage.run('close_usage_chunk', 'store', { chunk_id: chunk?.['id'], external_billing_id });
    expect(await closeChunk('INV-1')).toMatchObject({ status: 'closed' });
    expect(await closeChunk('INV-1')).toMatchObject({ status: 'closed' });
    expect(await failureOf(() => closeChunk('INV-2'))).toEqual({
      kind: 'AppError',
      message: `Chunk file ${chunk?.['id']} is closed already, with the billing ID INV-1 and not with INV-2. Nothing was changed.`,
    });
  });
});

describe('Upload Usage Spreadsheet', () => {
  const HEADERS =
    'record_id item_search_criteria item_search_value quantity start_time_utc end_time_utc asset_search_criteria asset_search_value'.split(
      ' ',
    );
  const upload = async (id: string) => {
    const asset = await stage.subscription();
    const content = await writeSheet('records', [
      HEADERS,
      ['1', 'item.mpn', 'BACKUP-TRAFFIC', 4, '2026-01-01 00:00:00', '2026-01-31 00:00:00', 'asset.id', asset],
    ]);
    return stage.run('upload_usage_file', 'vendor', {
      usage_file_id: id,
      file: stage.spreadsheet(content),
    });
  };

  it('waits while Connect still reads the one before', async () => {
    const id = await stage.usageFile('draft');
    await upload(id);
    expect(await upload(id)).toMatchObject({ id, status: 'uploading' });
    expect(calls().filter(({ method, path }) => method === 'POST' && path.endsWith('/upload'))).toHaveLength(
      3,
    );
  });

  it('says when to try again, if that takes too long', async () => {
    await stage.close();
    stage = await Stage.open({ delay: 400 });
    const total = waits.total;
    waits.total = 100;
    try {
      const id = await stage.usageFile('draft');
      await upload(id);
      const { kind, message, delay } = await failureOf(() => upload(id));
      expect([kind, delay]).toEqual(['ThrottledError', 60]);
      expect(message).toBe(
        `Connect still reads the spreadsheet that was uploaded to usage file ${id} before. Nothing was uploaded now.`,
      );
    } finally {
      waits.total = total;
    }
  });
});
