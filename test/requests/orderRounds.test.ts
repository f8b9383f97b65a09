import { afterEach, expect, it } from '@jest/globals';
import { requestSample } from '../../src/samples/request.ts';
import { app } from '../support/app.ts';
import { type Rounds, startRounds } from '../support/rounds.ts';

/** The rounds of an order of several products. */

let rounds: Rounds;
const start = async (): Promise<void> => {
  rounds = await startRounds(({ method }, path) => {
    if (method === 'POST') return { status: 201, body: { ...requestSample, status: 'pending' } };
    return { body: path.includes('/connections') ? [{ id: 'CT-0000-0000-0001', type: 'production' }] : [] };
  });
};
afterEach(() => rounds.server.close());

const order = (products: number, accounts: object) =>
  app.create(
    'create_asset_requests_from_order',
    { api_key: 'ApiKey SU-1:secret', endpoint: `${rounds.server.origin}/public/v1` },
    {
      hub_id: 'HB-0000-0001',
      asset_external_id: 'ORDER-1',
      items: Array.from({ length: products }, (_unused, index) => ({
        item_id: `PRD-100-100-${100 + index}-0001`,
        quantity: 1,
      })),
      ...accounts,
    },
  );
const posts = () => rounds.made.map((calls) => calls.filter((call) => call.startsWith('POST')).length);

it('are two for five products: all look-ups, then all requests', async () => {
  await start();
  expect(await order(5, { t1_id: 'TA-0000-0000-0001' })).toMatchObject({ succeeded_count: 5 });
  expect(posts()).toEqual([0, 5]);
  expect(rounds.made[0]).toHaveLength(7);
});

it('are three for six products of an account that is new: the first request makes it', async () => {
  await start();
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
  expect(rounds.made[0]).toContain('GET /tier/accounts');
});

it('have at most five requests at once', async () => {
  await start();
  expect(await order(12, { t1_id: 'TA-0000-0000-0001' })).toMatchObject({ succeeded_count: 12 });
  expect(posts()).toEqual([0, 5, 5, 2]);
});

it('are three for ten products, and one more for each five beyond; look-ups stay one', async () => {
  await start();
  expect(await order(10, { t1_id: 'TA-0000-0000-0001' })).toMatchObject({ succeeded_count: 10 });
  expect(posts()).toEqual([0, 5, 5]);
  await rounds.server.close();
  await start();
  expect(await order(31, { t1_id: 'TA-0000-0000-0001' })).toMatchObject({ succeeded_count: 31 });
  expect(posts()).toEqual([0, 5, 5, 5, 5, 5, 5, 1]);
  expect(rounds.made[0]).toHaveLength(33);
});
