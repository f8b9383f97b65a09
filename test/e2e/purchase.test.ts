import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Create Purchase Request and Create Draft Request, on the sandbox: what is the same order. */

type Json = Record<string, unknown>;

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const purchase = (more: Json = {}) =>
  stage.run('create_asset_purchase_request', 'store', { ...stage.purchaseInput(), ...more });
const draft = (more: Json = {}) =>
  stage.run('create_draft_request', 'store', { ...stage.purchaseInput(), ...more });
const requests = () => [...stage.sandbox.world.requests.all()];
const ITEM = 'PRD-838-787-106-0001';
const SPACE = 'PRD-838-787-106-0002';

/** Another account than the reseller's, that buys. */
const customer = (id: string) =>
  Object.fromEntries(
    Object.entries(stage.purchaseInput())
      .filter(([key]) => key.startsWith('t1_'))
      .map(([key, value]) => [key.replace('t1_', 'customer_'), key === 't1_external_id' ? id : value]),
  );

describe('the same order', () => {
  it('run again gives the request that was made, says so, and the Zap goes on', async () => {
    const first = await purchase();
    expect(first).toMatchObject({ existed_before: false });
    expect(await purchase()).toMatchObject({ id: first['id'], existed_before: true });
    expect(requests()).toHaveLength(1);
  });

  it('is recognised after its answer was lost, also when it was approved meanwhile', async () => {
    const { control, ids } = stage.sandbox;
    control.add({ method: 'POST', path: '/requests', kind: 'resetAfter', times: 1 });
    const { message } = await failureOf(() => purchase());
    expect(message).toContain('Running this step again does no harm');
    const [made] = requests();
    expect(await purchase()).toMatchObject({ id: made?.id, existed_before: true });
    await stage.run('fill_fulfillment_params', 'vendor', {
      request_id: made?.id,
      params: { tenant_id: 't' },
    });
    await stage.run('approve_request', 'vendor', { id: made?.id, template_id: ids.template });
    expect(await purchase()).toMatchObject({ id: made?.id, status: 'approved', existed_before: true });
    expect(requests()).toHaveLength(1);
  });

  it.each(['stop', 'return'])('placed twice side by side is one, with %s', async (if_exists) => {
    const both = await Promise.all([purchase({ if_exists }), purchase({ if_exists })]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(both.map(({ existed_before: before }) => before).sort()).toEqual([false, true]);
    expect(requests()).toHaveLength(1);
  });

  it('is another one once its subscription has ended', async () => {
    const first = await purchase();
    await stage.run('reject_request', 'vendor', { request_id: first['id'], reason: 'Taken.' });
    expect(await purchase()).toMatchObject({ existed_before: false });
    expect(requests()).toHaveLength(2);
  });
});

describe('another order under one external ID', () => {
  it('is one for another customer, of two stores that number from #1001', async () => {
    const [first, second] = [await purchase(customer('C-1')), await purchase(customer('C-2'))];
    expect(second['id']).not.toBe(first['id']);
    expect(second).toMatchObject({ existed_before: false });
    const [one, two] = requests().map(({ asset }) => asset.external_uid);
    expect(one).not.toBe(two);
    expect(await purchase(customer('C-2'))).toMatchObject({ id: second['id'], existed_before: true });
    const { message } = await failureOf(() =>
      stage.run('create_asset_cancel_request', 'store', { asset_external_id: 'ORDER-1' }),
    );
    expect(message).toMatch(/several subscriptions.*external ID C-2\); AS-.*external ID C-1\)/);
  });

  it('with other items says what differs, and orders nothing', async () => {
    const first = await purchase();
    const { kind, message } = await failureOf(() =>
      purchase({
        line_items: [
          { item_id: ITEM, quantity: 7 },
          { item_id: SPACE, quantity: 2 },
        ],
      }),
    );
    expect(kind).toBe('AppError');
    expect(message).toContain(`by request ${String(first['id'])} (pending)`);
    expect(message).toContain(`(${ITEM}: 5 there, 7 here; ${SPACE}: 0 there, 2 here)`);
    expect(requests()).toHaveLength(1);
    expect(
      await purchase({ line_items: [{ item_id: ITEM, quantity: 7 }], if_exists: 'return' }),
    ).toMatchObject({
      id: first['id'],
      existed_before: true,
    });
  });

  it('with the external UID of another customer’s says whose it is', async () => {
    const uid = { asset_external_uid: 'uid-1' };
    await purchase({ ...uid, ...customer('C-1') });
    expect((await failureOf(() => purchase({ ...uid, ...customer('C-2') }))).message).toContain(
      'for another customer: Example Reseller Ltd. (external ID C-1) there, Example Reseller Ltd. (external ID C-2) here.',
    );
    expect(requests()).toHaveLength(1);
  });
});

describe('items', () => {
  it('of -1 are unlimited', async () => {
    const { asset } = (await purchase({
      line_items: [
        { item_id: ITEM, quantity: 1 },
        { item_id: 'PRD-838-787-106-0003', quantity: '-1' },
      ],
    })) as { asset: { items: Json[] } };
    expect(asset.items).toContainEqual(expect.objectContaining({ quantity: 'unlimited' }));
  });

  it('are the same under ID and MPN, in a purchase and in a change', async () => {
    const twice = { items: { 'BACKUP-USER': 2 }, line_items: [{ item_id: ITEM, quantity: 1 }] };
    const said = `Items: "BACKUP-USER" can't be used. Give each item only once: it is the same item as ${ITEM}.`;
    expect((await failureOf(() => purchase({ ...twice, product_id: 'PRD-838-787-106' }))).message).toBe(said);
    const asset_id = await stage.subscription();
    const change = () => stage.run('create_asset_change_request', 'store', { asset_id, ...twice });
    expect((await failureOf(change)).message).toBe(said);
    expect(requests()).toHaveLength(1);
  });

  it('that are none make no purchase, unless they are pay-as-you-go', async () => {
    const nothing = {
      line_items: [
        { item_id: ITEM, quantity: 0 },
        { item_id: SPACE, quantity: '0.0' },
      ],
    };
    for (const place of [purchase, draft])
      expect((await failureOf(() => place(nothing))).message).toBe(
        `Items: "${ITEM}: 0, ${SPACE}: 0" can't be used. Give at least one item a quantity above 0: a purchase of nothing is not sent.`,
      );
    expect(requests()).toEqual([]);
    expect(await purchase({ line_items: [{ item_id: 'PRD-838-787-106-0003', quantity: 0 }] })).toMatchObject({
      type: 'purchase',
    });
  });

  it('of 1.000 are refused by name', async () => {
    expect(
      (await failureOf(() => purchase({ line_items: [{ item_id: ITEM, quantity: '1.000' }] }))).message,
    ).toBe(
      `Items, quantity of ${ITEM}: "1.000" can't be used. Give 1000 or 1, because it can be read as either of them.`,
    );
  });
});

it('a parameter in its own field and in the dictionary is said, not sent twice', async () => {
  const twice = {
    parameter_email__admin_email: 'alex@example.com',
    params: { admin_email: 'kim@example.com' },
  };
  expect((await failureOf(() => purchase(twice))).message).toBe(
    'Other Ordering Parameters: "admin_email" can\'t be used. Give each parameter only once: it is filled in twice in this step.',
  );
  expect(requests()).toEqual([]);
});

it('a parameter on two lines of an adjustment is said, not sent twice', async () => {
  const asset_id = await stage.subscription();
  const line = { id: 'login_url', value: 'https://a.example.com' };
  const adjust = () =>
    stage.run('create_asset_adjustment_request', 'vendor', { asset_id, params: [line, line] });
  expect((await failureOf(adjust)).message).toMatch(
    /^Parameters: "login_url" can't be used. Give each parameter only once/,
  );
  expect(requests()).toHaveLength(1);
});

describe('a draft', () => {
  it('is made once, checked, and placed', async () => {
    const made = await draft({ note: 'Order 1' });
    expect(made).toMatchObject({ status: 'draft', note: 'Order 1', existed_before: false });
    expect(await draft()).toMatchObject({ id: made['id'], existed_before: true });
    const request_id = made['id'];
    expect(await stage.run('validate_draft_request', 'store', { request_id })).toMatchObject({
      status: 'draft',
    });
    expect(await stage.run('purchase_draft_request', 'store', { request_id })).toMatchObject({
      status: 'pending',
    });
    expect(await draft()).toMatchObject({ id: made['id'], status: 'pending', existed_before: true });
    expect(requests()).toHaveLength(1);
  });

  it('is no order: a purchase of the same says that it waits to be placed', async () => {
    const { id } = await draft();
    expect((await failureOf(() => purchase())).message).toMatch(
      new RegExp(
        `^Nothing was ordered: it stands there as a draft already, request ${String(id)} \\(draft\\).*Place Draft Request with ${String(id)}\\.$`,
      ),
    );
  });

  it.each([
    ['the same', '5'],
    ['another', '6'],
  ])('is never returned for an order of %s quantity, whatever else is', async (_name, quantity) => {
    const { id } = await draft();
    const line_items = [{ item_id: ITEM, quantity }];
    const { kind, message } = await failureOf(() => purchase({ if_exists: 'return', line_items }));
    expect(kind).toBe('AppError');
    expect(message).toContain(`To order it use Place Draft Request with ${String(id)}.`);
  });

  it('of other quantities is called a draft, not an order', async () => {
    await draft();
    const { message } = await failureOf(() => purchase({ line_items: [{ item_id: ITEM, quantity: '6' }] }));
    expect(message).toMatch(/has a draft of product .*5 there, 6 here.*use Place Draft Request/);
  });

  it('beside a placed order of the same is passed over', async () => {
    const uid = (end: number) => ({ asset_external_uid: `6c8ba2e0-5f0d-4c2e-9d4e-00000000000${end}` });
    const { id } = await purchase(uid(1));
    await draft(uid(2));
    expect(await purchase()).toMatchObject({ id, existed_before: true });
    expect(await purchase({ if_exists: 'return' })).toMatchObject({ id });
  });

  it('is recognised after its answer was lost', async () => {
    stage.sandbox.control.add({ method: 'POST', path: '/requests', kind: 'resetAfter', times: 1 });
    await failureOf(() => draft());
    expect(await draft()).toMatchObject({ existed_before: true });
    expect(requests()).toHaveLength(1);
  });
});

it('the note of a distributor’s request reaches the vendor', async () => {
  expect(await purchase({ note: 'Call first.', asset_external_id: 'ORDER-2' })).toMatchObject({
    note: 'Call first.',
  });
  const asset_id = await stage.active();
  const step = (key: string, more: Json) => stage.run(key, 'store', { asset_id, note: 'Soon.', ...more });
  const change = await step('create_asset_change_request', { items: { 'BACKUP-USER': 9 } });
  expect(change).toMatchObject({ note: 'Soon.' });
  await stage.run('approve_request', 'vendor', { id: change['id'], template_id: stage.sandbox.ids.template });
  expect(await step('create_asset_suspend_resume_request', { request_type: 'suspend' })).toMatchObject({
    note: 'Soon.',
  });
});
