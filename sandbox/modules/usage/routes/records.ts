import type { FastifyRequest } from 'fastify';
import { asList, asObject, asText } from '../../../body.ts';
import { invalid, wrongState } from '../../../errors.ts';
import { one, param, sendList } from '../../../lists.ts';
import type { Context } from '../../../module.ts';
import { Transitions } from '../../../transitions.ts';
import type { Account } from '../../../world/model.ts';
import { stamp } from '../../accounts/stamp.ts';
import type { UsageFile, UsageRecord } from '../model.ts';
import { closeRecord, refresh } from '../records.ts';
import { usageOf } from '../store.ts';
import { onlyDistributor } from './shared.ts';

const recordLife = new Transitions<'status', UsageRecord>({
  path: '/usage/records/{id}',
  field: 'status',
  noun: 'Record',
  code: 'USG_000',
});

export const recordRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { records, files } = usageOf(world);
  const sees = (record: UsageRecord, caller: Account) => {
    const file = files.get(record.usagefile.id);
    if (!file) return false;
    return caller.type === 'vendor' ? file.vendor.id === caller.id : file.provider.id === caller.id;
  };
  const find = (request: FastifyRequest) =>
    one(records, param(request, 'id'), (record) => sees(record, callerOf(request)));
  const changed = (record: UsageRecord) => {
    records.changed(record);
    const file = files.get(record.usagefile.id);
    if (file) refresh(world, file);
  };

  app.get('/usage/records', (request, reply) => sendList(context, request, reply, records, sees));
  app.get('/usage/records/:id', async (request) => records.shown(find(request)));
  app.put('/usage/records/:id', async (request) => {
    const record = find(request);
    onlyDistributor(callerOf(request));
    const status = asText(asObject(request.body)['status']);
    const allowed: Partial<Record<UsageRecord['status'], readonly string[]>> = {
      valid: ['approved', 'rejected'],
      approved: ['closed', 'rejected'],
      rejected: ['approved', 'valid'],
    };
    if (!['valid', 'invalid', 'approved', 'rejected', 'closed'].includes(status))
      throw invalid(`status: "${status}" is not a valid choice.`);
    if (status !== record.status && !allowed[record.status]?.includes(status))
      throw wrongState('USR_001', `Record ${record.id} is ${record.status} and can't become ${status}.`);
    if (status === 'closed') closeRecord(world, record, '', '', stamp(world, callerOf(request)).by?.id ?? '');
    else record.status = status as UsageRecord['status'];
    changed(record);
    return records.shown(record);
  });
  app.post('/usage/records/:id/close', async (request) => {
    const record = find(request);
    const caller = callerOf(request);
    onlyDistributor(caller);
    const body = asObject(request.body);
    if (!asText(body['external_billing_id'])) throw invalid('external_billing_id: This field is required.');
    recordLife.next(record, 'close', caller.type);
    closeRecord(
      world,
      record,
      asText(body['external_billing_id']),
      asText(body['external_billing_note']),
      stamp(world, caller).by?.id ?? '',
    );
    changed(record);
    return records.shown(record);
  });
  app.post('/usage/records/close-records', async (request, reply) => {
    const caller = callerOf(request);
    onlyDistributor(caller);
    if (!Array.isArray(request.body)) throw invalid('Expected a list of items.');
    const touched = new Set<UsageFile>();
    const outcomes = asList(request.body).map((given) => {
      const id = asText(given['id']);
      const record = records.get(id);
      const refuse = (error_details: string, status: string = record?.status ?? 'invalid') => ({
        id,
        status,
        error_codes: 'USG_000',
        error_details,
      });
      if (!record || !sees(record, caller)) return refuse('Record does not exist', 'invalid');
      const billing = asText(given['external_billing_id']);
      if (!billing) return refuse('external_billing_id is required');
      if (record.status !== 'approved') return refuse('Record is not approved');
      closeRecord(
        world,
        record,
        billing,
        asText(given['external_billing_note']),
        stamp(world, caller).by?.id ?? '',
      );
      const file = files.get(record.usagefile.id);
      if (file) touched.add(file);
      return { id, status: 'closed' };
    });
    for (const file of touched) refresh(world, file);
    return reply.code(206).send(outcomes);
  });
};
