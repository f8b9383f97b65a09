import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';
import { effort } from '../support/effort.ts';
import { active, asVendor, call, close, open, order, settled } from './support.ts';

beforeAll(open);
afterAll(close);

describe('a subscription', () => {
  it('has one open request at a time', async () => {
    const id = await active();
    expect((await call('POST', '/requests', { type: 'suspend', asset: { id } })).status).toBe(201);
    expect(await call('POST', '/requests', { type: 'cancel', asset: { id } })).toMatchObject({
      status: 400,
      body: { error_code: 'REQ_003' },
    });
  });

  it('that was suspended stays so when its cancelling fails', async () => {
    const id = await active();
    const step = async (type: string) =>
      (await call('POST', '/requests', { type, asset: { id } })).body.id as string;
    await settled(await step('suspend'));
    const cancel = await step('cancel');
    expect((await call('GET', `/assets/${id}`)).body.status).toBe('terminating');
    await asVendor('POST', `/requests/${cancel}/fail`, { reason: 'Unpaid' });
    expect((await call('GET', `/assets/${id}`)).body.status).toBe('suspended');
  });

  it('changes its quantities when a change is approved, not before', async () => {
    const id = await active();
    const quantities = async () =>
      (await call('GET', `/assets/${id}`)).body.items.map(
        (item: { old_quantity: string; quantity: string }) => [item.old_quantity, item.quantity],
      );
    expect(await quantities()).toEqual([['5', '5']]);
    const items = [{ mpn: 'BACKUP-USER', quantity: 9 }];
    const { body } = await call('POST', '/requests', { type: 'change', asset: { id, items } });
    expect(body.asset.items).toMatchObject([{ old_quantity: '5', quantity: '9' }]);
    expect(await quantities()).toEqual([['5', '5']]);
    await settled(body.id);
    expect(await quantities()).toEqual([['9', '9']]);
  });

  it('lists its requests in short, page by page', async () => {
    const id = await active();
    await call('POST', '/requests', { type: 'suspend', asset: { id } });
    expect(await call('GET', `/assets/${id}/requests?limit=1&offset=1`)).toMatchObject({
      range: 'items 1-1/2',
      body: [{ type: 'suspend', status: 'pending', events: { created: {}, updated: {} } }],
    });
  });

  it('shows its template with the values in it', async () => {
    const id = await active();
    expect((await call('GET', `/assets/${id}/render`)).body).toBe('# Welcome\n\nYour tenant is T-9.');
  });

  it('without administrative hold can not be suspended', async () => {
    const { body } = await call('POST', '/requests', {
      type: 'purchase',
      asset: order({
        connection: { id: 'CT-9861-7953' },
        items: [{ mpn: 'MAIL-BOX', quantity: 1 }],
        params: [],
      }),
    });
    await asVendor('POST', `/requests/${body.id}/approve`, { template_id: 'TL-686-991-072' });
    expect(await call('POST', '/requests', { type: 'suspend', asset: { id: body.asset.id } })).toMatchObject({
      status: 400,
      body: { error_code: 'REQ_005' },
    });
  });
});

it('seeds 100 000 requests (fewer outside of CI) in seconds, each subscription once', async () => {
  const count = effort(100_000, 20_000);
  const big = await startSandbox({ seed: count });
  expect(big.world.requests.size).toBe(count);
  const answer = await fetch(`${big.url}/requests?status=pending&ordering(-created)&limit=5`, {
    headers: { authorization: big.vendorKey },
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toHaveLength(5);
  await big.close();
});

it('seeds twice the same', async () => {
  const ids = [];
  for (let run = 0; run < 2; run += 1) {
    const fresh = await startSandbox({ seed: 50 });
    ids.push([...fresh.world.requests.all()].map((request) => request.id));
    await fresh.close();
  }
  expect(ids[0]).toHaveLength(50);
  expect(ids[0]).toEqual(ids[1]);
});
