import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** The catalogue and accounts, as a vendor and a distributor find them. */

const PRD = 'PRD-838-787-106';
const MAIL = 'PRD-276-377-545';

let stage: Stage;
let asset: string;
beforeAll(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterAll(() => stage.close());

type Row = Record<string, unknown>;
const find = (key: string, input: Row, by: 'store' | 'vendor' = 'vendor'): Promise<Row[]> =>
  app.search(key, stage.connections[by], input);
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);

describe.each(['vendor', 'store'] as const)('for the %s', (by) => {
  it('finds products by a part of their name, in any letters', async () => {
    expect(ids(await find('find_product', { name: 'CLOUD back' }, by))).toEqual([PRD]);
    expect(ids(await find('find_product', { name: 'foreign' }, by))).toEqual([]);
    const sold = await find('find_product', { status: ['published'], vendor_id: ['VA-392-495'] }, by);
    expect(ids(sold)).toEqual(expect.arrayContaining([PRD, MAIL]));
    expect(new Set(sold.map(({ owner }) => (owner as Row)['id']))).toEqual(new Set(['VA-392-495']));
  });

  it('finds hubs, marketplaces and contracts', async () => {
    expect(ids(await find('find_hub', { name: 'second' }, by))).toEqual(['HB-2457-9781']);
    expect(ids(await find('find_marketplace', { hub_id: ['HB-1346-8670'] }, by))).toEqual(['MP-91673']);
    expect(ids(await find('find_contract', { name: 'second', status: ['active'] }, by))).toEqual([
      'CRD-58096-38285-80857',
    ]);
  });
});

describe('what belongs to a product', () => {
  it('is found by its filters', async () => {
    const of = (key: string, input: Row) => find(key, { product_id: PRD, ...input });
    expect(ids(await of('find_product_item', { mpn: ['BACKUP-SPACE'] }))).toEqual([`${PRD}-0002`]);
    expect(ids(await of('find_product_item', { type: ['PPU'] }))).toEqual([`${PRD}-0003`]);
    expect(ids(await of('find_product_item', { item_id: [`${PRD}-0001`] }))).toEqual([`${PRD}-0001`]);
    expect(await of('find_product_parameter', { name: ['tenant_id'] })).toMatchObject([
      { name: 'tenant_id', phase: 'fulfillment', constraints: { required: true } },
    ]);
    const required = await of('find_product_parameter', { required: true, phase: ['ordering'] });
    expect(required.map(({ name }) => name)).toEqual(['admin_email']);
    expect(ids(await of('find_product_template', { type: ['inquire'] }))).toEqual(['TL-139-014-284']);
    expect(ids(await of('find_product_template', { name: 'SHORT' }))).toEqual(['TL-912-979-059']);
    expect(await of('find_product_template', { template_id: 'TL-551-876-782' })).toMatchObject([
      { name: 'Welcome', body: expect.stringContaining('{{ tenant_id }}') },
    ]);
    expect(await of('find_product_template', { template_id: 'TL-000-000-000' })).toEqual([]);
    expect(await find('find_product_item', { product_id: MAIL, mpn: ['BACKUP-SPACE'] })).toEqual([]);
  });

  it('is refused where there is no such product', async () => {
    const { message } = await failureOf(() => find('find_product_item', { product_id: 'PRD-000-000-000' }));
    expect(message).toContain(
      'has no product items of PRD-000-000-000 that this connection can see (tried to list product items of PRD-000-000-000).',
    );
  });

  it('shows actions, each with its link where there is one', async () => {
    const [signIn, , panel] = await find('find_product_action', { product_id: PRD, asset_id: asset });
    const link = new URL(String(signIn?.['link']));
    const [, claims = ''] = link.searchParams.get('jwt')?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: asset });
    expect([panel?.['scope'], panel?.['link']]).toEqual(['tier1', undefined]);
    expect(ids(await find('find_product_action', { product_id: PRD, name: 'down' }))).toEqual([
      'ACT-838-787-106-002',
    ]);
    const { message } = await failureOf(() =>
      find('find_product_action', { product_id: PRD, asset_id: 'AS-0000-0000-0000' }),
    );
    expect(message).toContain('There is no such subscription of the product.');
  });
});

describe('accounts and people', () => {
  it('says which object an action has no link for', async () => {
    const refusal = async (input: object) =>
      (await failureOf(() => find('find_product_action', { product_id: PRD, ...input }))).message;
    expect(await refusal({ tier_config_id: 'TC-000-000-000' })).toContain('tier_config_id: There is no such');
    expect(await refusal({ asset_id: 'AS-0000-0000-0000' })).toContain('asset_id: There is no such');
  });

  it('finds partners and the own account', async () => {
    expect(ids(await find('find_account', {}, 'vendor'))).toEqual(['PA-425-033']);
    expect(ids(await find('find_account', { type: 'vendor' }, 'store'))).toEqual(['VA-392-495']);
    expect(ids(await find('find_account', { among: 'own' }, 'store'))).toEqual(['PA-425-033']);
    expect(await find('find_account', { name: 'nobody' }, 'store')).toEqual([]);
  });

  it('finds users of the own account', async () => {
    expect(await find('find_user', { name: 'kim' })).toMatchObject([{ email: 'kim@vendor.example.com' }]);
    expect(await find('find_user', { email: ['kim@vendor.example.com'] }, 'store')).toEqual([]);
  });
});

describe('the activation message', () => {
  it('comes as text, with its values, by the request and by the subscription', async () => {
    const [request] = [...stage.sandbox.world.requests.all()];
    const message = '# Welcome\n\nYour tenant is tenant-1.';
    for (const by of ['vendor', 'store'] as const) {
      expect(await find('find_activation_message', { request_id: request?.id }, by)).toEqual([
        { id: request?.id, message, format: 'markdown' },
      ]);
      expect(await find('find_activation_message', { asset_id: asset }, by)).toEqual([
        { id: asset, message, format: 'markdown' },
      ]);
    }
  });

  it('is found nowhere before the approval, and not where there is no such request', async () => {
    const { id } = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: 'ORDER-2',
    });
    expect(await find('find_activation_message', { request_id: id })).toEqual([]);
    expect(await find('find_activation_message', { request_id: 'PR-0000-0000-0000-000' })).toEqual([]);
    expect((await failureOf(() => find('find_activation_message', {}))).message).toBe(
      'Request ID or Subscription ID is missing. Fill it in.',
    );
  });
});
