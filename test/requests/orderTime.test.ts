import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { clock } from '../../src/connect/clock.ts';
import { requestSample } from '../../src/samples/request.ts';
import { app, failureOf } from '../support/app.ts';
import { connection, type Reply, type Sent, serveBy, stopServing } from '../support/nocked.ts';

/** An order of more products than there is time for. */

const PRODUCTS = Array.from({ length: 30 }, (_unused, index) => `PRD-100-100-${100 + index}`);
const input = {
  hub_id: 'HB-0000-0001',
  asset_external_id: 'ORDER-1',
  t1_id: 'TA-0000-0000-0001',
  items: PRODUCTS.map((id) => ({ item_id: `${id}-0001`, quantity: 1 })),
};

/** Only answers take time, so that a busy machine makes none of them late. */
const real = clock.now;
const STARTED = real();
let ahead = 0;
beforeEach(() => {
  ahead = 0;
  clock.now = () => STARTED + ahead;
});
afterEach(() => {
  clock.now = real;
  stopServing();
});

const list = (...rows: object[]): Reply => ({
  status: 200,
  body: rows,
  headers: { 'content-range': `items 0-0/${rows.length}` },
});

/** @param ms that each write takes. */
const serve = (ms: number): Sent[] =>
  serveBy(({ method, path }) => {
    if (method === 'GET')
      return path.includes('/connections') ? list({ id: 'CT-0000-0000-0001', type: 'production' }) : list();
    ahead += ms;
    return { status: 201, body: { ...requestSample, status: 'pending' } };
  });
const posts = (sent: Sent[]) => sent.filter(({ method }) => method === 'POST').length;

it('says which lines were not sent, and that all others were', async () => {
  const sent = serve(700);
  const result = (await app.create('create_asset_requests_from_order', connection, {
    ...input,
    continue_on_failure: true,
  })) as { succeeded_count: number; not_sent_count: number; not_sent: { reason: string }[] };
  expect(result.succeeded_count).toBe(posts(sent));
  // Each answer came before the step would have ended.
  expect(ahead).toBeLessThan(25_000);
  expect(result.succeeded_count).toBeGreaterThan(8);
  expect(result).toMatchObject({ failed_count: 0, not_sent_count: 30 - posts(sent) });
  expect(result.not_sent[0]?.reason).toMatch(/^Not sent, because the time that Zapier gives a step/);
});

it('fails in words when it is not to go on, with what was created', async () => {
  const sent = serve(700);
  const { kind, message } = await failureOf(() =>
    app.create('create_asset_requests_from_order', connection, input),
  );
  expect(kind).toBe('AppError');
  expect(message).toContain(
    `were not sent, because the time that Zapier gives a step was nearly over: ${30 - posts(sent)}`,
  );
  expect(message).toMatch(/Created before: PR-.* Running this step again completes only what is missing\.$/);
});

it('starts no write when all the time went to looking things up', async () => {
  const sent = serveBy(({ path }) => {
    ahead += 600;
    return path.includes('/connections') ? list({ id: 'CT-0000-0000-0001', type: 'production' }) : list();
  });
  const { message } = await failureOf(() =>
    app.create('create_asset_requests_from_order', connection, { ...input, continue_on_failure: true }),
  );
  expect(message).toMatch(/were not sent.*: 30 \(.*Nothing was created\. Running this step again/s);
  expect(posts(sent)).toBe(0);
});
