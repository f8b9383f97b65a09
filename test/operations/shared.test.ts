import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { contract } from '../../contract/check.ts';
import { app, type Failure, failureOf } from '../support/app.ts';
import { atTime } from '../support/atTime.ts';
import { operations, staticFields } from '../support/definition.ts';
import { inTurn, isTurn } from '../support/effort.ts';
import { CONNECT, connection, KEY, type Reply, serve, stopServing, TENANT_TOKEN } from '../support/nocked.ts';
import { allCases, sharedCases as cases } from './allCases.ts';
import type { Case } from './case.ts';
import { composedCases } from './composedCases.ts';

const run = ({ kind, key, input, at }: Case, data = input): Promise<unknown> =>
  atTime(at, (): Promise<unknown> => {
    // As the editor asks for samples; polls that remember are told in test/zapier/polling and test/e2e/polls.test.ts.
    if (kind === 'triggers') return app.samples(key, connection, data);
    return kind === 'searches' ? app.search(key, connection, data) : app.create(key, connection, data);
  });

const table = cases.map((one, turn) => [one.key, one, turn] as const);
/** Operations whose first call only reads. */
const isRead = (one: Case) => one.sends[0]?.[1] === 'GET';
const systemOf = (one: Case) => (one.sends[0]?.[0] === 'tenants' ? 'Your provisioning system' : 'Connect');

/** What requests and subscriptions carry of the sample's lists, a value at a time. */
const SINGLE_VALUES = {
  parameter_values: { admin_email: 'alex.sample@example.com', tenant_id: 'tenant-4711' },
  quantities: { 'BACKUP-USER': '10', 'PRD-838-787-106-0001': '10' },
  customer_is_tier1: false,
};
const isOfSubscription = (row: unknown): row is Record<string, unknown> =>
  typeof row === 'object' &&
  row !== null &&
  /^(PR|AS|BRV|BRP)-[\d-]+$/.test(String((row as { id?: unknown }).id)) &&
  !('name' in row) &&
  !('message' in row) &&
  !('zone' in row);
const isOfTier = (row: unknown): row is Record<string, unknown> =>
  typeof row === 'object' &&
  row !== null &&
  /^TCR?-[\d-]+$/.test(String((row as { id?: unknown }).id)) &&
  'params' in row;
/** What tier configurations and their requests carry of the sample's parameters; the vendor's while it is open, empty. */
const tierValues = ({ status }: Record<string, unknown>) => ({
  reseller_email: 'alex.sample@example.com',
  reseller_id: status === 'pending' ? '' : 'r-2001',
});
const withoutSingleValues = (result: unknown): unknown => {
  if (Array.isArray(result)) return result.map(withoutSingleValues);
  if (isOfTier(result)) {
    const { parameter_values: values, ...rest } = result;
    expect(values).toEqual(tierValues(result));
    return rest;
  }
  if (!isOfSubscription(result)) return result;
  return Object.fromEntries(Object.entries(result).filter(([key]) => !(key in SINGLE_VALUES)));
};

afterEach(stopServing);

/** What no message may hold: markup, JSON, a stack, or a secret. */
const expectPlain = ({ message }: Failure) => {
  expect(message).not.toMatch(/[<>]|[{}[\]]|\bat .*:\d+|undefined|null|NaN/);
  expect(message).not.toContain(KEY.split(':')[1]);
  expect(message).not.toContain(TENANT_TOKEN);
  expect(message).toMatch(/^[A-Z].*[.!)]$/s);
};

it('covers every operation, or says where its tests are', () => {
  expect(allCases.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual(
    operations.map(({ kind, key }) => `${kind} ${key}`).sort(),
  );
  for (const { key, testedIn } of composedCases)
    expect(readFileSync(new URL(`../../${testedIn}`, import.meta.url), 'utf8')).toContain(`'${key}'`);
});

describe.each(table)('%s', (_key, one, turn) => {
  it('sends exactly these requests, within the contract of Connect, and gives what comes back', async () => {
    const sent = serve([...one.replies]);
    const result = await run(one);
    expect(
      sent.map(({ host, method, path, body }) => [host, method, path, ...(body === undefined ? [] : [body])]),
    ).toEqual(one.sends.map((call) => call.filter((part) => part !== undefined)));
    const last = one.replies.at(-1);
    const body = last && 'body' in last ? last.body : undefined;
    expect(withoutSingleValues(result)).toEqual(one.gives ?? body);
    for (const object of [result].flat().filter(isOfSubscription))
      expect(object).toMatchObject(SINGLE_VALUES);
    for (const { host, headers, body } of sent) {
      expect(headers['authorization']).toBe(host === 'connect' ? KEY : `Bearer ${TENANT_TOKEN}`);
      expect(headers['accept']).toBe(one.accept ?? 'application/json');
      expect(headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
      expect(headers['user-agent']).toBe('CloudBlue-Connect-for-Zapier');
    }
    // What it is given is what Connect would answer, too.
    const problems = sent.flatMap(({ host, method, path, body: given = null }, index) => {
      const reply = one.replies[Math.min(index, one.replies.length - 1)];
      if (!reply || 'error' in reply) return [];
      const [bare = '', query = ''] = path.split('?');
      return contract().problems({
        host: host === 'connect' ? 'connect' : 'tenant',
        method,
        path: bare,
        query,
        body: given,
        status: reply.status,
        answer: reply.body ?? null,
      });
    });
    expect(problems).toEqual([]);
  });

  const failing = async (reply: Reply) => {
    const sent = serve([reply]);
    const failure = await failureOf(() => run(one));
    expectPlain(failure);
    return { ...failure, calls: sent.length };
  };
  const refusal = (status: number): Reply => ({
    status,
    body: { error_code: 'VAL_001', errors: ['name: The <b>name</b> is taken.'] },
  });

  /** Of what is said in the same way whatever was refused, an operation has one in four outside CI. */
  const inItsTurn = (place: number, name: string, run: () => Promise<void>) => {
    if (isTurn(place, turn, 4)) it(name, run);
  };

  it.each(inTurn([400, 422], turn))('%d: says what was refused and why, with the code', async (status) => {
    const { kind, message } = await failing(refusal(status));
    expect(kind).toBe('AppError');
    expect(message).toMatch(one.names);
    expect(message).toContain('name: The name is taken. (VAL_001)');
  });

  inItsTurn(0, '401: asks to reconnect, or for the token of the system that refused', async () => {
    const { kind, message, calls } = await failing({
      status: 401,
      body: { error_code: 'AUTH_001', errors: ['API request is unauthorized.'] },
    });
    expect(kind).toBe(systemOf(one) === 'Connect' ? 'ExpiredAuthError' : 'AppError');
    expect(/the Provisioning Token of this connection/.test(message)).toBe(systemOf(one) !== 'Connect');
    expect(message).toContain('AUTH_001');
    expect(calls).toBeLessThanOrEqual(one.atOnce ?? 1);
  });

  inItsTurn(1, '403: says which permission is missing', async () => {
    const { kind, message } = await failing(refusal(403));
    expect(kind).toBe('AppError');
    expect(message).toMatch(
      systemOf(one) === 'Connect'
        ? /permission for the module "[A-Z]\w+"/
        : /doesn't allow this connection to/,
    );
  });

  it('404: says what was not found; a search for one finds nothing, and to delete nothing is done', async () => {
    const without = one.readsOne ? [] : one.givesWithout;
    if (without) {
      serve([{ status: 404, body: one.kind === 'creates' ? { error: 'There is no such tenant.' } : {} }]);
      expect(await run(one)).toEqual(without);
      return;
    }
    const { kind, message } = await failing({
      status: 404,
      body: { error_code: 'CNCT_001', errors: ['Not found.'] },
    });
    expect(kind).toBe('AppError');
    expect(message).toMatch(/has no .* that this connection can see/);
    expect(message).toMatch(one.names);
  });

  inItsTurn(2, '409: fails, because the work is left undone', async () => {
    const { kind, message } = await failing(refusal(409));
    expect(kind).toBe('AppError');
    expect(message).toContain('VAL_001');
  });

  it.each(
    inTurn(
      [
        [409, 'Another operation is in progress.'],
        [409, 'The object is locked by another process.'],
        [400, 'Operation in progress.'],
        [422, 'Could not obtain lock on the row, please retry later.'],
        [423, ''],
      ] as const,
      turn,
    ),
  )('%d "%s": waits, unless a vendor’s own system refuses an order', async (status, reason) => {
    const body = { error_code: 'REQ_010', errors: reason ? [reason] : [] };
    const { kind, message, delay } = await failing({ status, body, headers: { 'retry-after': '17' } });
    const isOrder = systemOf(one) !== 'Connect' && (status === 400 || status === 422);
    expect([kind, delay]).toEqual(isOrder ? ['AppError', undefined] : ['ThrottledError', 17]);
    expect(message).toContain(reason);
  });

  it.each(
    inTurn([429, 503], turn),
  )('%d: waits as long as the server says, and is not tried again', async (status) => {
    const { kind, delay, calls } = await failing({ status, body: {}, headers: { 'retry-after': '17' } });
    expect([kind, delay]).toEqual(['ThrottledError', 17]);
    expect(calls).toBeLessThanOrEqual(one.atOnce ?? 1);
  });

  // Reads are tried again, which takes more than a second; that is tested once for each way of reading, in the client's tests.
  if (!isRead(one)) {
    const faults: [string, Reply][] = [
      ['500', { status: 500, body: { error_code: 'SYS_001', errors: ['Oops.'] } }],
      [
        '502 with a web page',
        { status: 502, body: '<html><h1>Bad gateway</h1></html>', headers: { 'content-type': 'text/html' } },
      ],
      ['a cut connection', { error: 'ECONNRESET' }],
      ['a broken body', { status: 200, body: '{"id": "PR-0000-0000-0000-001", "stat' }],
      [
        'a web page instead of data',
        { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } },
      ],
    ];
    it.each(
      inTurn(
        one.answersNothing
          ? faults.filter(([, reply]) => !('status' in reply) || reply.status !== 200)
          : faults,
        turn,
      ),
    )('%s: is not sent again, and says how to find out whether it was done', async (_name, reply) => {
      const { kind, message, calls } = await failing(reply);
      expect(kind).toBe('AppError');
      expect(message).toMatch(/not known whether it was carried out|may have been carried out/i);
      expect(calls).toBeLessThanOrEqual(1);
    });
  }

  it('asks for nothing when a required field is missing, and names it', async () => {
    const operation = operations.find(({ key, kind }) => key === one.key && kind === one.kind);
    const required = operation ? staticFields(operation).filter((field) => field.required) : [];
    for (const { key, label } of required) {
      const sent = serve([...one.replies]);
      const { kind, message } = await failureOf(() => run(one, { ...one.input, [key]: ' ' }));
      expect(kind).toBe('AppError');
      expect(message).toContain(`${label} is missing`);
      expect(sent).toEqual([]);
      stopServing();
    }
  });

  inItsTurn(3, 'never repeats a secret that a server sends back', async () => {
    const { message } = await failing({
      status: 400,
      body: { error_code: 'VAL_001', errors: [`Bad key ${KEY} or ${TENANT_TOKEN} at ${CONNECT}`] },
    });
    expect(message).toContain('•••');
  });

  if (isRead(one) && one.kind !== 'creates' && !one.readsOne && !one.needsSome) {
    it('finds nothing where there is nothing', async () => {
      serve([{ status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } }]);
      expect(await run(one)).toEqual([]);
    });
  }
});
