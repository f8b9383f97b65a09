import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../sandbox/index.ts';
import { FILE_STATUSES, type FileStatus } from '../../../sandbox/modules/usage/model.ts';
import {
  act,
  asVendor,
  BACKUP,
  BUSY,
  call,
  close,
  create,
  fileIn,
  form,
  get,
  open,
  pending,
  recordsOf,
  reported,
  row,
  settled,
  sheet,
  subscribe,
  until,
  upload,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('the life of a usage file', () => {
  it('goes from uploading over processing to ready, or invalid', async () => {
    const slow = await startSandbox({ delay: 120 });
    const seen = async (id: string) => {
      const states: string[] = [];
      await until(async () => {
        const { status } = await get(id, slow);
        if (states.at(-1) !== status) states.push(status);
        return !BUSY.includes(status);
      });
      return states;
    };
    const { id: subscription } = await subscribe(BACKUP, '', slow);
    const { id } = await create({}, slow);
    for (const [quantity, end] of [
      [1, 'ready'],
      [-1, 'invalid'],
    ] as const) {
      const content = await sheet([row({ asset_search_value: subscription, quantity })]);
      await asVendor('POST', `/usage/files/${id}/upload`, form('usage_file', content), slow);
      expect((await seen(id)).filter((one) => one !== 'uploaded')).toEqual(['uploading', 'processing', end]);
    }
    await slow.close();
  });

  it('goes on over pending and accepted to closed, with its counts, notes and events', async () => {
    const ready = await reported([row(), row()]);
    const { id } = ready;
    const both = { valid: 2, invalid: 0, closed: 0 };
    expect(ready).toMatchObject({
      status: 'ready',
      records: both,
      stats: { uploaded: 2, validated: 2, pending: 0, accepted: 0, closed: 0, billed: 0 },
    });
    expect(await act('submit', id)).toMatchObject({
      status: 201,
      body: { id, status: 'pending', stats: { pending: 2, accepted: 0 }, records: both },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['valid', 'valid']);
    expect(await act('accept', id, { acceptance_note: 'Fine.' })).toMatchObject({
      status: 201,
      body: {
        id,
        status: 'accepted',
        acceptance_note: 'Fine.',
        stats: { pending: 0, accepted: 2, closed: 0 },
      },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    const closed = await act('close', id);
    expect([200, 201]).toContain(closed.status);
    expect(closed.body).toMatchObject({
      id,
      status: 'closed',
      stats: { uploaded: 2, validated: 2, pending: 0, closed: 2 },
      records: { closed: 2 },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['closed', 'closed']);
    const { events } = await get(id);
    const order = ['created', 'uploaded', 'submitted', 'accepted', 'closed'];
    expect(Object.keys(events).sort()).toEqual([...order].sort());
    const times = order.map((name) => events[name].at);
    expect(times).toEqual([...times].sort());
    expect(events.submitted.by.id).toBe(events.created.by.id);
    expect(events.accepted.by.id).not.toBe(events.created.by.id);
  });

  it('can be taken back by the distributor with a note, uploaded again, and then accepted', async () => {
    const { id } = await pending();
    expect(await act('reject', id, { rejection_note: 'x'.repeat(201) })).toMatchObject({
      status: 201,
      body: { status: 'rejected', rejection_note: 'x'.repeat(200), events: { rejected: { by: {} } } },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['rejected']);
    const [before] = await recordsOf(id);
    expect(await upload(id, await sheet([row(), row()]))).toMatchObject({
      status: 'ready',
      records: { valid: 2 },
    });
    const after = await recordsOf(id);
    expect(after).toHaveLength(2);
    expect(after.map(({ record_id }) => record_id)).not.toContain(before.record_id);
    expect((await act('submit', id)).body.status).toBe('pending');
    expect((await act('accept', id)).body.status).toBe('accepted');
  });

  it('starts anew after invalid, and from ready, with other rows in the place of the old ones', async () => {
    const { id, ...file } = await reported([row({ quantity: 'x' }), row()]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 1, invalid: 1 } });
    expect(file.error_detail).not.toBe('');
    expect(await upload(id, await sheet([row()]))).toMatchObject({
      status: 'ready',
      error_detail: '',
      records: { valid: 1, invalid: 0 },
    });
    expect(await recordsOf(id)).toHaveLength(1);
    expect(await upload(id, await sheet([row(), row(), row()]))).toMatchObject({ status: 'ready' });
    expect(await recordsOf(id)).toHaveLength(3);
  });

  it('is processed again, as when what a row names has come to be', async () => {
    const { id, status } = await reported([
      row({ asset_search_criteria: 'parameter.tenant_id', asset_search_value: 'tenant-later' }),
    ]);
    expect(status).toBe('invalid');
    await subscribe(BACKUP, 'tenant-later');
    const again = await act('reprocess', id);
    expect([200, 201]).toContain(again.status);
    expect(BUSY).toContain(again.body.status);
    expect(await settled(id)).toMatchObject({ status: 'ready', records: { valid: 1, invalid: 0 } });
    await act('reprocess', id);
    expect(await settled(id)).toMatchObject({ status: 'ready' });
    expect(await recordsOf(id)).toHaveLength(1);
  });

  it('ends when it is deleted, with its records', async () => {
    const { id } = await reported();
    const deleted = await act('delete', id);
    expect([200, 201]).toContain(deleted.status);
    expect(deleted.body).toMatchObject({ status: 'deleted', events: { deleted: { by: {} } } });
    expect(await recordsOf(id)).toEqual([]);
    expect((await asVendor('DELETE', `/usage/files/${id}`)).status).toBe(405);
  });
});

const OPEN: FileStatus[] = ['draft', 'invalid', 'ready', 'rejected'];
interface Rule {
  readonly by: 'vendor' | 'distributor';
  readonly from: readonly FileStatus[];
  readonly method?: string;
  readonly field?: string;
}
const RULES: Record<string, Rule> = {
  '': { by: 'vendor', from: OPEN, method: 'PUT' },
  upload: { by: 'vendor', from: OPEN, field: 'usage_file' },
  reprocess: { by: 'vendor', from: ['invalid', 'ready'] },
  submit: { by: 'vendor', from: ['ready'] },
  delete: { by: 'vendor', from: OPEN },
  accept: { by: 'distributor', from: ['pending'] },
  reject: { by: 'distributor', from: ['pending'] },
  close: { by: 'distributor', from: ['accepted'] },
  'approve-all': { by: 'distributor', from: ['accepted'], method: 'PUT' },
  reconciliation: { by: 'distributor', from: ['accepted'], field: 'recon_file' },
};
const attempt = async (action: string, id: string, by: Rule['by']) => {
  const { method = 'POST', field } = RULES[action] ?? {};
  const content = await sheet([row()]);
  const body = field ? form(field, content) : action === '' ? { note: 'n' } : undefined;
  const path = `/usage/files/${id}${action && `/${action}`}`;
  return by === 'vendor' ? asVendor(method, path, body) : call(method, path, body);
};

describe('what may not be done', () => {
  it.each(FILE_STATUSES.map((status) => [status]))('with a file that is %s, by its state', async (status) => {
    const id = await fileIn(status);
    for (const [action, { by, from }] of Object.entries(RULES)) {
      // Whether approve-all is possible before acceptance is not known for sure.
      if (from.includes(status) || (action === 'approve-all' && status === 'pending')) continue;
      const answer = await attempt(action, id, by);
      // A draft is not there for the distributor.
      const wanted = by === 'distributor' && status === 'draft' ? 404 : 400;
      expect([action, status, answer.status]).toEqual([action, status, wanted]);
      expect(answer.body).toEqual({ error_code: expect.any(String), errors: [expect.any(String)] });
    }
    expect((await get(id)).status).toBe(status);
  });

  it.each(Object.entries(RULES))('"%s" by the other side', async (action, { by, from }) => {
    for (const status of from) {
      const id = await fileIn(status);
      const answer = await attempt(action, id, by === 'vendor' ? 'distributor' : 'vendor');
      expect([status, answer.status]).toEqual([status, status === 'draft' ? 404 : 403]);
      expect((await get(id)).status).toBe(status);
    }
  });

  it.each(Object.entries(RULES))('but "%s" may in its own states', async (action, { by, from }) => {
    for (const status of from) {
      const id = await fileIn(status);
      const answer = await attempt(action, id, by);
      expect([status, [200, 201].includes(answer.status)]).toEqual([status, true]);
      await settled(id);
    }
  });
});
