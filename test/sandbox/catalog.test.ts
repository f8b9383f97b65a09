import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Any, asVendor, call, close, open, order, purchase, sandbox } from './support.ts';

/** What the seeded world has to sell: enough for every case that Connect knows. */

beforeAll(open);
afterAll(close);

const list = async (path: string, by: typeof call = asVendor): Promise<Any[]> => (await by('GET', path)).body;
const BACKUP = 'PRD-838-787-106';

describe('the world', () => {
  it('sells products of each schema of usage', async () => {
    const schemas = (await list('/products')).map(({ capabilities }) => capabilities.ppu?.schema ?? 'none');
    expect(schemas.toSorted()).toEqual(['CR', 'PR', 'QT', 'TR', 'none']);
  });

  it('has a usage file of each schema, and of the test environment', async () => {
    const create = async (product: string, contract: string): Promise<Any> =>
      (
        await asVendor('POST', '/usage/files', {
          name: 'Usage',
          product: { id: product },
          contract: { id: contract },
        })
      ).body;
    const made = [];
    for (const { id, capabilities } of await list('/products'))
      if (capabilities.ppu) made.push(await create(id, sandbox.ids.contract));
    expect(made.map(({ schema, environment }) => [schema, environment]).toSorted()).toEqual([
      ['cr', 'production'],
      ['pr', 'production'],
      ['qt', 'production'],
      ['tr', 'production'],
    ]);
    const [test] = await list('/contracts?id=CRD-58096-38285-80858');
    expect(test).toMatchObject({ kind: 'test' });
    expect(await create(BACKUP, test?.['id'])).toMatchObject({ environment: 'test' });
    expect((await call('GET', '/usage/files?environment=test')).body).toEqual([]);
    expect(await list('/usage/files?environment=test')).toHaveLength(1);
  });

  it('has two hubs in a marketplace', async () => {
    const [place] = await list(`/marketplaces?id=${sandbox.ids.marketplace}`);
    expect(place).toMatchObject({ zone: 'NA', countries: [{ id: 'US' }, {}], currency: 'USD' });
    expect(place?.['hubs']).toHaveLength(2);
    const connections = await list(`/products/${BACKUP}/connections?type=production`);
    const here = connections.filter(({ marketplace }) => marketplace.id === sandbox.ids.marketplace);
    expect(new Set(here.map(({ hub }) => hub.id)).size).toBe(2);
  });

  it('has parameters of every scope and phase', async () => {
    const parameters = await list(`/products/${BACKUP}/parameters`);
    expect(new Set(parameters.map(({ scope }) => scope))).toEqual(
      new Set(['asset', 'tier1', 'tier2', 'product', 'item', 'marketplace', 'item_marketplace']),
    );
    expect(new Set(parameters.map(({ phase }) => phase))).toEqual(
      new Set(['ordering', 'fulfillment', 'configuration']),
    );
    const values = await list(`/products/${BACKUP}/configurations?parameter.scope=marketplace`);
    expect(values).toMatchObject([
      { value: 'Example Shop', parameter: { name: 'brand_name' }, marketplace: { id: 'MP-91673' } },
    ]);
    expect(await list(`/products/${BACKUP}/configurations?limit=1`)).toHaveLength(1);
    for (const one of parameters)
      expect(one).toMatchObject({ hint: expect.any(String), placeholder: expect.any(String) });
  });

  it('says of which products resellers have to be authorized', async () => {
    const levels = async (id: string) =>
      (await asVendor('GET', `/products/${id}`)).body.capabilities.tiers.configs?.level;
    expect([await levels('PRD-633-745-986'), await levels(BACKUP)]).toEqual([2, undefined]);
  });

  it('has products and contracts with all that those of Connect have', async () => {
    expect((await asVendor('GET', `/products/${BACKUP}`)).body).toMatchObject({
      capabilities: {
        cart: { validation: false },
        inquiring: { validation: false },
        reservation: { consumption: false },
        tiers: { updates: true },
        subscription: { hold: true, schema: 'evergreen' },
      },
      configurations: { suspend_resume_supported: true },
      usage_rule: {},
      stats: {},
    });
    expect((await list('/contracts'))[0]).toMatchObject({
      agreement: { id: expect.stringMatching(/^AGD-/), name: expect.any(String) },
      kind: 'production',
      latest: true,
      marketplace: { icon: expect.any(String) },
      events: { signed: {}, countersigned: {} },
    });
  });

  it('shows what is configured in subscriptions and their items, and only parameters of the subscription', async () => {
    const { asset } = (await purchase({
      items: [
        { mpn: 'BACKUP-USER', quantity: 1 },
        { mpn: 'BACKUP-SPACE', quantity: 1.5 },
      ],
    })) as Any;
    expect(asset.configuration.params.map(({ id, value }: Any) => [id, value])).toEqual([
      ['data_center', 'eu-central'],
      ['brand_name', 'Example Shop'],
    ]);
    expect(asset.items.map(({ params }: Any) => params.map(({ id }: Any) => id))).toEqual([
      ['local_sku'],
      ['storage_class'],
    ]);
    expect(new Set(asset.params.map(({ scope }: Any) => scope))).toEqual(new Set(['asset']));
    expect(asset.connection).toMatchObject({ status: 'active', created_at: expect.any(String) });
  });

  it('needs the hub where a marketplace has two', async () => {
    const body = order({ product: { id: BACKUP }, marketplace: { id: sandbox.ids.marketplace } });
    const { connection: _connection, ...asset } = body as Any;
    expect(await call('POST', '/requests', { type: 'purchase', asset })).toMatchObject({
      status: 400,
      body: { errors: ['asset.connection: This field is required.'] },
    });
  });

  it('has subscriptions that share the value of a parameter', () => {
    sandbox.world.seed(400);
    const values = [...sandbox.world.assets.all()]
      .filter(({ external_id }) => external_id.startsWith('ORDER-S'))
      .map(({ product, params }) => `${product.id} ${params.find(({ id }) => id === 'tenant_id')?.value}`)
      .filter((text) => !text.endsWith('undefined'));
    expect(values.length).toBeGreaterThan(50);
    expect(new Set(values).size).toBeLessThan(values.length);
  });
});
