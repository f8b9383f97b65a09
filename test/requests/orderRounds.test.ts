import type { ServerResponse } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import { requestSample } from '../../src/samples/request.ts';
import { app } from '../support/app.ts';
import { type Received, type Scripted, startServer } from '../support/server.ts';

/**
 * The rounds of an order of several products: a server that answers only when nothing more arrives, all calls that wait
 * at once. A round is what it answers at once.
 */

/** ms without a new call, also on a busy machine. */
const QUIET = 300;

let server: Scripted;
afterEach(() => server.close());

const rounds: string[][] = [];
const startRounds = async (): Promise<void> => {
  rounds.length = 0;
  let waiting: { response: ServerResponse; call: Received }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const answer = () => {
    const now = waiting;
    waiting = [];
    rounds.push(now.map(({ call }) => `${call.method} ${call.url.split('?')[0]?.replace('/public/v1', '')}`));
    for (const { response, call } of now) {
      const isPost = call.method === 'POST';
      const rows = call.url.includes('/connections') ? [{ id: 'CT-1', type: 'production' }] : [];
      response
        .writeHead(isPost ? 201 : 200, {
          'content-type': 'application/json',
          'content-range': `items 0-0/${rows.length}`,
        })
        .end(JSON.stringify(isPost ? { ...requestSample, status: 'pending' } : rows));
    }
  };
  server = await startServer((response, call) => {
    waiting.push({ response, call });
    clearTimeout(timer);
    timer = setTimeout(answer, QUIET);
  });
};

const order = (products: number, accounts: object) =>
  app.create(
    'create_asset_requests_from_order',
    { api_key: 'ApiKey SU-1:secret', endpoint: `${server.origin}/public/v1` },
    {
      hub_id: 'HB-1',
      asset_external_id: 'ORDER-1',
      items: Array.from({ length: products }, (_unused, index) => ({
        item_id: `PRD-100-100-${100 + index}-0001`,
        quantity: 1,
      })),
      ...accounts,
    },
  );
const posts = () => rounds.map((calls) => calls.filter((call) => call.startsWith('POST')).length);

it('are two for five products: all look-ups, then all requests', async () => {
  await startRounds();
  expect(await order(5, { t1_id: 'TA-1' })).toMatchObject({ succeeded_count: 5 });
  expect(posts()).toEqual([0, 5]);
  expect(rounds[0]).toHaveLength(7);
});

it('are three for six products of an account that is new: the first request makes it', async () => {
  await startRounds();
  const account = {
    t1_external_id: 'R-1',
    t1_company_name: 'Example Ltd.',
    t1_address1: '1 Example Street',
    t1_city: 'Springfield',
    t1_postal_code: '62701',
    t1_country: 'US',
    t1_first_name: 'Alex',
    t1_last_name: 'Sample',
    t1_email: 'alex@example.com',
  };
  expect(await order(6, account)).toMatchObject({ succeeded_count: 6 });
  expect(posts()).toEqual([0, 1, 5]);
  expect(rounds[0]).toContain('GET /tier/accounts');
});

it('have at most five requests at once', async () => {
  await startRounds();
  expect(await order(12, { t1_id: 'TA-1' })).toMatchObject({ succeeded_count: 12 });
  expect(posts()).toEqual([0, 5, 5, 2]);
});
