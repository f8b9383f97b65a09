import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

/** The sandbox as a client that knows nothing of it sees it: over HTTP alone. */

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

interface Reply {
  status: number;
  range: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what servers answer has any form; the tests say which one they expect.
  body: any;
}

const call = async (method: string, path: string, body?: unknown, key = sandbox.distributorKey) => {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    range: answer.headers.get('content-range'),
    body: isJson ? JSON.parse(text) : text,
  } satisfies Reply;
};
const asVendor = (method: string, path: string, body?: unknown) =>
  call(method, path, body, sandbox.vendorKey);

const account = (id: string) => ({
  name: `Company ${id}`,
  external_id: id,
  contact_info: {
    address_line1: '1 Example Street',
    city: 'Springfield',
    country: 'US',
    contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
  },
});
let orders = 0;
const order = (more: object = {}) => {
  orders += 1;
  return {
    external_id: `SB-${orders}`,
    external_uid: `uid-${orders}`,
    connection: { id: 'CT-9861-7949' },
    items: [{ mpn: 'BACKUP-USER', quantity: 5 }],
    params: [{ id: 'admin_email', value: 'alex@example.com' }],
    tiers: { customer: account('C-1'), tier1: account('T-1') },
    ...more,
  };
};
const purchase = async (more?: object) => {
  const { body, status } = await call('POST', '/requests', { type: 'purchase', asset: order(more) });
  expect(status).toBe(201);
  return body as { id: string; status: string; asset: { id: string } };
};
const settled = async (id: string) => {
  await asVendor('PUT', `/requests/${id}`, { asset: { params: [{ id: 'tenant_id', value: 'T-9' }] } });
  const { status } = await asVendor('POST', `/requests/${id}/approve`, { template_id: sandbox.ids.template });
  expect(status).toBe(200);
};
const active = async (more?: object) => {
  const request = await purchase(more);
  await settled(request.id);
  return request.asset.id;
};

describe('who may call', () => {
  it.each([
    ['no key', ''],
    ['a key of another form', 'Bearer x'],
    ['a key that was never given out', 'ApiKey SU-000-000-000:x'],
    ['a wrong secret', 'ApiKey SU-392-495-001:wrong'],
  ])('%s is answered 401 with AUTH_001', async (_name, key) => {
    expect(await call('GET', '/accounts', undefined, key)).toMatchObject({
      status: 401,
      body: { error_code: 'AUTH_001', errors: ['API request is unauthorized.'] },
    });
  });

  it('a key without the permission for a module is answered 403', async () => {
    expect(await call('GET', '/accounts', undefined, sandbox.unpermittedKey)).toMatchObject({ status: 200 });
    expect(await call('GET', '/requests', undefined, sandbox.unpermittedKey)).toMatchObject({ status: 403 });
  });

  it('each account sees itself first and alone', async () => {
    expect((await call('GET', '/accounts')).body).toMatchObject([{ id: 'PA-425-033', type: 'provider' }]);
    expect((await asVendor('GET', '/accounts')).body).toMatchObject([{ id: 'VA-392-495', type: 'vendor' }]);
  });

  it('what belongs to others is not there', async () => {
    expect((await call('GET', '/products/PRD-700-700-700')).status).toBe(404);
    expect((await asVendor('GET', '/hubs/HB-7000-0000')).status).toBe(404);
    const { asset } = await purchase();
    const [kept] = [...sandbox.world.assets.all()].filter((one) => one.id === asset.id);
    const id = kept?.tiers.customer.id ?? '';
    expect((await call('GET', `/tier/accounts/${id}`)).body).toMatchObject({ id, name: 'Company C-1' });
    expect((await asVendor('GET', `/tier/accounts/${id}`)).status).toBe(200);
    expect((await call('GET', '/tier/accounts/TA-0000-0000-0000')).status).toBe(404);
  });

  it('answers what it has not, and what it has under another method', async () => {
    expect(await call('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { error_code: 'CNCT_001', errors: ['Not found.'] },
    });
    expect((await call('DELETE', '/requests')).status).toBe(405);
    expect((await call('GET', '/nowhere', undefined, '')).status).toBe(401);
  });

  it('says that a body is no JSON', async () => {
    const answer = await fetch(`${sandbox.url}/requests`, {
      method: 'POST',
      headers: { authorization: sandbox.distributorKey, 'content-type': 'application/json' },
      body: '{"type":',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error_code: 'VAL_001', errors: ['JSON parse error.'] });
  });
});

describe('pages', () => {
  it('has the first and last index and the total in Content-Range', async () => {
    expect(await asVendor('GET', '/accounts/VA-392-495/users')).toMatchObject({ range: 'items 0-1/2' });
    expect(await asVendor('GET', '/accounts/VA-392-495/users?limit=1&offset=1')).toMatchObject({
      range: 'items 1-1/2',
      body: [{ name: 'Kim Sample' }],
    });
  });

  it('past the end, and with a limit of 0, is an empty list', async () => {
    expect(await call('GET', '/products?offset=50')).toMatchObject({ range: 'items 50-50/2', body: [] });
    expect(await call('GET', '/products?limit=0')).toMatchObject({ range: 'items 0-0/2', body: [] });
  });

  it('takes 100 by default, and 1000 at most', async () => {
    const many = await startSandbox({ seed: 1_200 });
    const of = async (query: string) => {
      const answer = await fetch(`${many.url}/requests${query}`, {
        headers: { authorization: many.distributorKey },
      });
      return ((await answer.json()) as unknown[]).length;
    };
    expect(await Promise.all([of(''), of('?limit=5000'), of('?limit=x')])).toEqual([100, 1_000, 100]);
    await many.close();
  });
});

describe('filters', () => {
  it('ignores one that the endpoint does not have, like Connect; 400 with strict', async () => {
    expect((await call('GET', '/products?no_such=1')).status).toBe(200);
    const strict = await startSandbox({ strict: true });
    const answer = await fetch(`${strict.url}/products?no_such=1`, {
      headers: { authorization: strict.vendorKey },
    });
    expect(answer.status).toBe(400);
    await strict.close();
  });

  it.each(['ordering(no_such)', 'like(status,*a*', 'gt(status,a)'])('answers %s with 400', async (query) => {
    expect((await call('GET', `/requests?${query}`)).status).toBe(400);
  });
});

describe('a purchase', () => {
  it('is told all of its mistakes at once, and nothing is kept of it', async () => {
    const before = [sandbox.world.requests.size, sandbox.world.assets.size];
    const { status, body } = await call('POST', '/requests', {
      type: 'purchase',
      asset: order({
        items: [
          { id: 'NO-SUCH', quantity: 1 },
          { mpn: 'BACKUP-USER', quantity: 1.5 },
        ],
        params: [
          { id: 'admin_email', value: 'nobody' },
          { id: 'region', value: 'moon' },
          { id: 'homepage', value: 'not a url' },
        ],
        tiers: { customer: { name: 'X', external_id: 'X' }, tier1: account('T-1') },
      }),
    });
    expect(status).toBe(400);
    expect(body.error_code).toBe('VAL_001');
    expect(body.errors.map((text: string) => text.split(':')[0])).toEqual([
      'asset.items',
      'asset.items',
      'asset.params',
      'asset.params',
      'asset.params',
      'asset.tiers.customer.contact_info.address_line1',
      'asset.tiers.customer.contact_info.city',
      'asset.tiers.customer.contact_info.country',
      'asset.tiers.customer.contact_info.contact.first_name',
      'asset.tiers.customer.contact_info.contact.last_name',
      'asset.tiers.customer.contact_info.contact.email',
    ]);
    expect([sandbox.world.requests.size, sandbox.world.assets.size]).toEqual(before);
  });

  it('finds its connection by product and hub', async () => {
    const { product, hub } = sandbox.ids;
    const made = await purchase({ connection: { hub: { id: hub } }, product: { id: product } });
    expect(made).toMatchObject({ status: 'pending', asset: { connection: { id: 'CT-9861-7949' } } });
  });

  it('waits for parameters that are required', async () => {
    expect(await purchase({ params: [] })).toMatchObject({ status: 'inquiring' });
  });

  it('needs an external UID of its own while the other subscription lives', async () => {
    const assetId = await active({ external_uid: 'taken' });
    const again = { type: 'purchase', asset: order({ external_uid: 'taken' }) };
    expect(await call('POST', '/requests', again)).toMatchObject({ status: 400 });
    const { body } = await call('POST', '/requests', { type: 'cancel', asset: { id: assetId } });
    await settled(body.id);
    expect(await call('POST', '/requests', again)).toMatchObject({ status: 201 });
  });

  it('keeps an account once per external ID, and one as customer and reseller', async () => {
    const a = await purchase({ tiers: { customer: account('SAME'), tier1: account('SAME') } });
    const b = await purchase({ tiers: { customer: account('SAME'), tier1: account('SAME') } });
    const tiersOf = (id: string) => sandbox.world.assets.get(id)?.tiers;
    expect(tiersOf(a.asset.id)?.customer.id).toBe(tiersOf(b.asset.id)?.customer.id);
    expect(tiersOf(a.asset.id)?.customer.id).not.toBe(tiersOf(a.asset.id)?.tier1.id);
  });

  it('is the distributor’s alone', async () => {
    expect((await asVendor('POST', '/requests', { type: 'purchase', asset: order() })).status).toBe(403);
  });
});

describe('the life of a request', () => {
  it('refuses what its state or the side does not allow, with the reason', async () => {
    const { id } = await purchase();
    expect((await call('POST', `/requests/${id}/approve`, {})).status).toBe(403);
    expect(await asVendor('POST', `/requests/${id}/confirm`)).toMatchObject({
      status: 400,
      body: { error_code: 'REQ_001', errors: [expect.stringContaining(`${id} is pending`)] },
    });
    expect((await asVendor('POST', `/requests/${id}/approve`, {})).body.errors).toEqual([
      'template_id: This field is required.',
    ]);
    const template = { template_id: sandbox.ids.template };
    expect((await asVendor('POST', `/requests/${id}/approve`, template)).body.errors).toEqual([
      'asset.params: Parameter tenant_id is required for approval.',
    ]);
    expect(
      (await asVendor('POST', `/requests/${id}/approve`, { ...template, effective_date: 'soon' })).status,
    ).toBe(400);
    await settled(id);
    expect((await asVendor('POST', `/requests/${id}/fail`, { reason: 'Late' })).status).toBe(400);
  });

  it('an inquire template can not approve, nor one of another scope', async () => {
    const { id } = await purchase();
    await asVendor('PUT', `/requests/${id}`, { asset: { params: [{ id: 'tenant_id', value: 'T' }] } });
    for (const template_id of [sandbox.ids.inquiryTemplate, 'TL-559-508-354', 'TL-000-000-000']) {
      expect((await asVendor('POST', `/requests/${id}/approve`, { template_id })).status).toBe(400);
    }
  });

  it('goes back and forth between inquiring and pending', async () => {
    const { id } = await purchase();
    await asVendor('POST', `/requests/${id}/inquire`, { template_id: sandbox.ids.inquiryTemplate });
    expect((await call('GET', `/requests/${id}`)).body.status).toBe('inquiring');
    expect((await call('POST', `/requests/${id}/pend`)).body.status).toBe('pending');
  });

  it('is scheduled, revoked and confirmed', async () => {
    const { id } = await purchase();
    const planned_date = new Date(Date.now() + 3_600_000).toISOString();
    expect((await asVendor('POST', `/requests/${id}/schedule`, { planned_date })).body.status).toBe(
      'scheduled',
    );
    expect((await call('POST', `/requests/${id}/revoke`, { reason: 'Changed' })).body.status).toBe(
      'revoking',
    );
    expect((await asVendor('POST', `/requests/${id}/confirm`)).body.status).toBe('revoked');
  });

  it('is pending again at its date, in lists too', async () => {
    const { id } = await purchase();
    const planned_date = new Date(Date.now() + 150).toISOString();
    await asVendor('POST', `/requests/${id}/schedule`, { planned_date });
    const found = async () => (await call('GET', `/requests?id=${id}&status=pending`)).body.length;
    expect(await found()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await found()).toBe(1);
  });

  it('is assigned to a user of the vendor', async () => {
    const { id } = await purchase();
    const email = 'kim@vendor.example.com';
    expect((await asVendor('POST', `/requests/${id}/assign`, { email })).body.assignee).toMatchObject({
      email,
    });
    expect((await asVendor('POST', `/requests/${id}/assign`, { email: 'x@vendor.example.com' })).status).toBe(
      400,
    );
    expect((await asVendor('POST', `/requests/${id}/unassign`)).body.assignee).toBe('');
  });

  it('a draft is not shown to the vendor before it is placed', async () => {
    const { body } = await call('POST', '/requests', { type: 'purchase', status: 'draft', asset: order() });
    expect(body.status).toBe('draft');
    expect((await asVendor('GET', `/requests/${body.id}`)).status).toBe(404);
    await call('POST', `/requests/${body.id}/purchase`);
    expect((await asVendor('GET', `/requests/${body.id}`)).body.status).toBe('pending');
  });
});

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

it('seeds 100 000 requests in seconds, each subscription once', async () => {
  const big = await startSandbox({ seed: 100_000 });
  expect(big.world.requests.size).toBe(100_000);
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
