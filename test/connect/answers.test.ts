import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { ConnectError } from '../../src/connect/errors.ts';
import { withConnect } from '../support/connect.ts';
import { json, type Scripted, startServer } from '../support/server.ts';
import { accountRequests, listingRequests, Row, tierAccounts, tierRequests } from './resources.ts';

/** Each form of answer that Connect gives to a change, over a real socket: which it is follows from the contract. */

let server: Scripted | undefined;
const serve = async (...scripts: Parameters<typeof startServer>): Promise<Scripted> => {
  server = await startServer(...scripts);
  return server;
};
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Script = Parameters<typeof startServer>[number];
const empty =
  (status: number): Script =>
  (response) =>
    response.writeHead(status).end();

const asked = ({ received }: Scripted) =>
  received.map(({ method, url, body }) => `${method} ${url.replace('/public/v1', '')} ${body}`.trim());

describe('an action', () => {
  it('that answers the object gives it, in one call, also with the status of a creation', async () => {
    const run = await serve(json({ id: 'UF-1', status: 'pending' }, 201));
    const file = await withConnect(run.origin, (connect) => connect.usageFiles.act('UF-1', 'submit'));
    expect(file).toEqual({ id: 'UF-1', status: 'pending' });
    expect(asked(run)).toEqual(['POST /usage/files/UF-1/submit']);
  });

  it.each([
    ['204', 204, tierRequests, 'tier/config-requests', 'fail' as const],
    ['an empty 200', 200, tierRequests, 'tier/config-requests', 'inquire' as const],
  ])('that answers %s gives the object, read again', async (_name, status, resource, path, verb) => {
    const run = await serve(empty(status), json({ id: 'TCR-1', status: 'failed' }));
    const given = await withConnect(run.origin, (connect) =>
      resource(connect).act('TCR-1', verb, { reason: 'No.' }),
    );
    expect(given).toEqual({ id: 'TCR-1', status: 'failed' });
    expect(asked(run)).toEqual([`POST /${path}/TCR-1/${verb} {"reason":"No."}`, `GET /${path}/TCR-1`]);
  });

  it('of a listing request answers nothing with 200, and gives the object', async () => {
    const run = await serve(empty(200), json({ id: 'LSTR-1', status: 'deploying' }));
    const given = await withConnect(run.origin, (connect) =>
      listingRequests(connect).act('LSTR-1', 'deploy'),
    );
    expect(given).toEqual({ id: 'LSTR-1', status: 'deploying' });
    expect(asked(run)).toEqual(['POST /listing-requests/LSTR-1/deploy', 'GET /listing-requests/LSTR-1']);
  });

  const approval = { template: { id: 'TL-1' }, effective_date: '2026-01-01T00:00:00+00:00' };

  it('that answers another object gives the one acted on', async () => {
    const run = await serve(json(approval), json({ id: 'TCR-1', status: 'approved' }));
    const given = await withConnect(run.origin, (connect) =>
      tierRequests(connect).act('TCR-1', 'approve', { template: { id: 'TL-1' } }),
    );
    expect(given).toEqual({ id: 'TCR-1', status: 'approved' });
    expect(asked(run)).toHaveLength(2);
  });

  it('that answers another object gives that one where it is wanted', async () => {
    const run = await serve(json(approval));
    const Approval = z.looseObject({ template: z.looseObject({ id: z.string() }) });
    const given = await withConnect(run.origin, (connect) =>
      tierRequests(connect).actFor('TCR-1', 'approve', Approval, { template: { id: 'TL-1' } }),
    );
    expect(given.template.id).toBe('TL-1');
    expect(asked(run)).toEqual(['POST /tier/config-requests/TCR-1/approve {"template":{"id":"TL-1"}}']);
  });

  it('goes by PUT where the contract has it so', async () => {
    const run = await serve(json({ id: 'UF-1', status: 'accepted' }));
    await withConnect(run.origin, (connect) => connect.usageFiles.act('UF-1', 'approve-all'));
    expect(asked(run)).toEqual(['PUT /usage/files/UF-1/approve-all']);
  });

  it('on many objects gives what became of each', async () => {
    const run = await serve(json([{ id: 'UR-1', status: 'closed' }], 206));
    const given = await withConnect(run.origin, (connect) =>
      connect.usageRecords.actOnMany('close-records', [{ id: 'UR-1', external_billing_id: 'B1' }], Row),
    );
    expect(given).toEqual([{ id: 'UR-1', status: 'closed' }]);
  });

  it.each<[string, Script]>([
    ['an empty answer', empty(200)],
    ['a list', json([])],
    ['an object without an id', json(approval)],
  ])('that should answer the object and answers %s says so, and that it may be done', async (_name, answer) => {
    const run = await serve(answer);
    const error = await withConnect(run.origin, (connect) => connect.requests.act('PR-1', 'approve')).catch(
      (reason: ConnectError) => reason,
    );
    expect(error).toMatchObject({ kind: 'fix', unknownFate: true });
    expect((error as ConnectError).message).toMatch(/something unexpected.*It may have been carried out/s);
  });

  it.each<[string, Script, object]>([
    ['finds no object', json({ error_code: 'CNCT_001', errors: ['Not found.'] }, 404), { kind: 'fix' }],
    [
      'is refused for now',
      json({ error_code: 'X', errors: [] }, 429, { 'retry-after': '7' }),
      { kind: 'wait', delay: 7 },
    ],
  ])('whose object is read again and %s says that it was confirmed', async (_name, answer, kind) => {
    const run = await serve(empty(204), answer);
    const error = await withConnect(run.origin, (connect) =>
      tierRequests(connect).act('TCR-1', 'pend', undefined, {
        check: 'Running this step again does no harm.',
      }),
    ).catch((reason: ConnectError) => reason);
    expect(error).toMatchObject({ ...kind, unknownFate: false });
    expect((error as ConnectError).message).toMatch(
      /read tier configuration request TCR-1.*after Connect had confirmed the attempt to pend tier configuration request TCR-1\. Running this step again does no harm\.$/s,
    );
  });

  it('that is refused reads nothing', async () => {
    const run = await serve(json({ error_code: 'VAL_001', errors: ['No.'] }, 400));
    const error = await withConnect(run.origin, (connect) =>
      tierRequests(connect).act('TCR-1', 'pend'),
    ).catch((reason: ConnectError) => reason);
    expect((error as ConnectError).message).toContain(
      'refused to pend tier configuration request TCR-1: No.',
    );
    expect(asked(run)).toHaveLength(1);
  });
});

describe('a creation', () => {
  it('that answers the object gives it', async () => {
    const run = await serve(json({ id: 'TCR-1' }, 201));
    const given = await withConnect(run.origin, (connect) => tierRequests(connect).create({ type: 'setup' }));
    expect(given).toEqual({ id: 'TCR-1' });
  });

  it.each([
    ['a list', [{ id: 'TAR-1' }, { id: 'TAR-2' }], 2],
    ['an empty list', [], 0],
    ['one object', { id: 'TAR-1' }, 1],
  ])('that answers %s gives a list', async (_name, answer, count) => {
    const run = await serve(json(answer, 201));
    const given = await withConnect(run.origin, (connect) =>
      accountRequests(connect).createSeveral({ type: 'update', account: { id: 'TA-1' } }),
    );
    expect(given).toHaveLength(count);
    expect(given).toEqual([answer].flat());
    expect(asked(run)).toHaveLength(1);
  });

  it('that answers another object gives that one', async () => {
    const run = await serve(json({ name: 'Acme' }, 201));
    const given = await withConnect(run.origin, (connect) =>
      tierAccounts(connect).createFor({ name: 'Acme' }, z.object({ name: z.string() })),
    );
    expect(given).toEqual({ name: 'Acme' });
  });
});

describe('a change', () => {
  it('that answers the object gives it', async () => {
    const run = await serve(json({ id: 'TCR-1' }));
    await withConnect(run.origin, (connect) => tierRequests(connect).update('TCR-1', { params: [] }));
    expect(asked(run)).toEqual(['PUT /tier/config-requests/TCR-1 {"params":[]}']);
  });

  it('that answers an object without an id gives the object, read again', async () => {
    const run = await serve(json({ name: 'Acme' }), json({ id: 'TA-1', name: 'Acme' }));
    const given = await withConnect(run.origin, (connect) =>
      tierAccounts(connect).update('TA-1', { name: 'Acme' }),
    );
    expect(given).toEqual({ id: 'TA-1', name: 'Acme' });
    expect(asked(run)).toEqual(['PUT /tier/accounts/TA-1 {"name":"Acme"}', 'GET /tier/accounts/TA-1']);
  });
});
