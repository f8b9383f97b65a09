import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { app } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Requests that nobody works on, as time passes. */

type Row = Record<string, unknown>;

let stage: Stage;
let zaps = 0;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const pass = (advance: string) =>
  fetch(`${stage.sandbox.controlUrl}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  });
const zapOf = async (input: Row = {}, by: 'store' | 'vendor' = 'vendor') => {
  zaps += 1;
  const zap = new PolledZap(app, 'requests_at_risk', stage.connections[by], input, `risk-${zaps}`);
  await zap.turnOn();
  return zap;
};
const order = async (number: number) =>
  String(
    (
      await stage.run('create_asset_purchase_request', 'store', {
        ...stage.purchaseInput(),
        asset_external_id: `ORDER-${number}`,
      })
    )['id'],
  );
const fired = async (zap: PolledZap) => (await zap.poll()).map(({ id, zone }) => [id, zone]);

it('fires once for each request and zone, with one call a poll', async () => {
  const old = await order(1);
  await pass('P4D');
  const [late, overdue, seller] = [await zapOf(), await zapOf({ zone: '2' }), await zapOf({}, 'store')];
  expect(await fired(late)).toEqual([]);
  const next = await order(2);
  await pass('P2D');
  expect(await fired(late)).toEqual([]);
  await pass('P1D');
  stage.sandbox.control.calls = [];
  expect(await fired(late)).toEqual([[next, 1]]);
  expect(stage.sandbox.control.calls).toHaveLength(1);
  expect(await fired(seller)).toEqual([[next, 1]]);
  expect(await fired(overdue)).toEqual([[old, 2]]);
  await pass('P4D');
  expect(await fired(late)).toEqual([]);
  expect(await fired(overdue)).toEqual([[next, 2]]);
  expect(await fired(overdue)).toEqual([]);
});

it('leaves out what is done, what waits for somebody else, and other products', async () => {
  const [done, asked, waits] = [await order(1), await order(2), await order(3)];
  const [zap, other] = [await zapOf(), await zapOf({ product_id: ['PRD-276-377-545'] })];
  await stage.run('reject_request', 'vendor', { request_id: done, reason: 'No.' });
  await stage.run('inquire_request', 'vendor', { request_id: asked, params: { admin_email: 'Wrong.' } });
  await pass('P3D');
  expect(await zap.poll()).toMatchObject([
    {
      id: waits,
      kind: 'fulfillment',
      status: 'pending',
      product: { id: stage.sandbox.ids.product },
      external_id: 'ORDER-3',
      event_id: `${waits}@zone1`,
    },
  ]);
  expect(await fired(other)).toEqual([]);
  // It is pending again, and has waited all the time.
  await stage.run('pend_request', 'store', { request_id: asked });
  expect(await fired(zap)).toEqual([[asked, 1]]);
});

it('tells of tier configuration requests, too', async () => {
  const id = await stage.tierRequest();
  const zap = await zapOf({ requests: 'tier_config' });
  await pass('P2D');
  expect(await fired(zap)).toEqual([]);
  await pass('P1D');
  expect(await zap.poll()).toMatchObject([
    { id, kind: 'tier_config', zone: 1, product: { id: 'PRD-633-745-986' }, event_id: `${id}@zone1` },
  ]);
  expect(await fired(zap)).toEqual([]);
});
