import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/scenarios.ts';

/** Create Requests From Order, on the sandbox. */

const MAIL = 'PRD-276-377-545-0001';
const SETUP = 'PRD-276-377-545-0002';
const BACKUP = 'PRD-838-787-106-0001';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const order = (items: object[], more: object = {}) => {
  const {
    line_items: _lines,
    params: _params,
    environment: _environment,
    ...accounts
  } = stage.purchaseInput();
  return stage.run('create_asset_requests_from_order', 'store', {
    ...accounts,
    environment: 'production',
    items,
    ...more,
  });
};
const outcomes = (result: Record<string, unknown>) =>
  (result['items'] as { item_id: string; outcome: string; action?: string; reason?: string }[]).map(
    ({ item_id, outcome, action }) => [item_id, outcome, action].filter(Boolean).join(' '),
  );
const types = () => [...stage.sandbox.world.requests.all()].map(({ type, status }) => `${type} ${status}`);
const activate = async () => {
  for (const { id, asset } of [...stage.sandbox.world.requests.all()]) {
    if (stage.request(id)?.status !== 'pending') continue;
    const template = asset.product.id === 'PRD-276-377-545' ? 'TL-686-991-072' : 'TL-551-876-782';
    await stage.run('approve_request', 'vendor', { id, template_id: template });
  }
};

describe('an order', () => {
  it('purchases each product once, with all of its items', async () => {
    const result = await order([
      { item_id: MAIL, quantity: '3' },
      { item_id: SETUP, quantity: 1 },
    ]);
    expect(outcomes(result)).toEqual([`${MAIL} succeeded purchase`, `${SETUP} succeeded purchase`]);
    expect(result).toMatchObject({
      external_id: 'ORDER-1',
      succeeded_count: 2,
      skipped_count: 0,
      failed_count: 0,
    });
    expect(types()).toEqual(['purchase pending']);
  });

  it('run again is skipped, while its purchase is open and after', async () => {
    const items = [{ item_id: MAIL, quantity: '3' }];
    await order(items);
    expect(outcomes(await order(items))).toEqual([`${MAIL} skipped`]);
    await activate();
    expect(outcomes(await order(items))).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual(['purchase approved']);
  });

  it('changes what is there already, and cancels when nothing is left', async () => {
    await order([{ item_id: MAIL, quantity: '3' }]);
    await activate();
    expect(outcomes(await order([{ item_id: MAIL, quantity: '5' }]))).toEqual([`${MAIL} succeeded change`]);
    await activate();
    expect(outcomes(await order([{ item_id: MAIL, quantity: '0' }]))).toEqual([`${MAIL} succeeded cancel`]);
    expect(outcomes(await order([{ item_id: MAIL, quantity: 0 }]))).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual(['purchase approved', 'change approved', 'cancel pending']);
  });

  it('keeps a subscription of which only some items are taken away', async () => {
    await order([
      { item_id: MAIL, quantity: '3' },
      { item_id: SETUP, quantity: '1' },
    ]);
    await activate();
    expect(outcomes(await order([{ item_id: SETUP, quantity: '0' }]))).toEqual([`${SETUP} succeeded change`]);
  });

  it('has nothing to cancel where there is nothing', async () => {
    expect(outcomes(await order([{ item_id: MAIL, quantity: '0' }]))).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual([]);
  });

  it('takes an MPN together with the product', async () => {
    const result = await order([{ item_id: 'MAIL-BOX', quantity: '2', product_id: 'PRD-276-377-545' }]);
    expect(outcomes(result)).toEqual(['MAIL-BOX succeeded purchase']);
  });
});

it('an order that another step places between the look-up and the write is found, and not failed', async () => {
  await stage.close();
  let isFirst = true;
  stage = await Stage.open({
    gate: async ({ method, path }) => {
      if (method === 'POST' && path === '/requests' && isFirst) {
        isFirst = false;
        await stage.purchase();
      }
      return undefined;
    },
  });
  const [placed] = (await order([{ item_id: BACKUP, quantity: '5' }]))['skipped'] as { reason: string }[];
  expect(placed?.reason).toMatch(/^Request PR-\S+ \(purchase\) asks for this already and is pending\.$/);
  expect(types()).toEqual(['purchase pending']);
});

describe('an order that can’t be carried out whole', () => {
  it('sends nothing when a line has no product, and says which', async () => {
    const { kind, message } = await failureOf(() =>
      order([
        { item_id: 'UNKNOWN', quantity: '1' },
        { item_id: MAIL, quantity: '1' },
      ]),
    );
    expect(kind).toBe('AppError');
    expect(message).toBe(
      "Lines of the order that failed: 1. UNKNOWN: The item ID doesn't tell the product. Use an ID like PRD-000-000-000-0001, or fill in Product ID. Nothing was created.",
    );
    expect(types()).toEqual([]);
  });

  it('goes on with the rest when asked to, and lists what failed', async () => {
    const result = await order(
      [
        { item_id: 'UNKNOWN', quantity: '1' },
        { item_id: MAIL, quantity: '1' },
      ],
      { continue_on_failure: 'yes' },
    );
    expect(outcomes(result)).toEqual(['UNKNOWN failed', `${MAIL} succeeded purchase`]);
    expect(result).toMatchObject({ failed_count: 1, failed: [{ item_id: 'UNKNOWN' }] });
  });

  it('says what was created before, and completes only the rest when run again', async () => {
    const items = [
      { item_id: MAIL, quantity: '1' },
      { item_id: BACKUP, quantity: '-' },
    ];
    expect((await failureOf(() => order(items))).message).toContain(
      'quantity of PRD-838-787-106-0001: "-" can\'t be used',
    );
    expect(types()).toEqual([]);
    // The second product's purchase is refused by Connect, after the first was placed.
    const good = [items[0] as object, { item_id: 'PRD-838-787-106-0009', quantity: '1' }];
    const { message } = await failureOf(() => order(good));
    const [placed] = [...stage.sandbox.world.requests.all()];
    expect(message).toContain(
      `Created before: ${placed?.id}. Running this step again completes only what is missing.`,
    );
    expect(message).toContain('Item PRD-838-787-106-0009 does not exist');
    const again = await order([items[0] as object, { item_id: BACKUP, quantity: '2' }]);
    expect(outcomes(again)).toEqual([`${MAIL} skipped`, `${BACKUP} succeeded purchase`]);
  });

  it('says so where there is no connection, or more than one', async () => {
    const none = await failureOf(() => order([{ item_id: MAIL, quantity: '1' }], { hub_id: 'HB-2457-9781' }));
    expect(none.message).toContain('has no production connection to hub HB-2457-9781');
    const several = await failureOf(() => order([{ item_id: BACKUP, quantity: '1' }], { environment: '' }));
    expect(several.message).toMatch(
      /connected to hub .* several times: CT-9861-7949 \(production\), CT-9861-7950 \(test\)/,
    );
  });

  it('of another customer under the same external ID is another order', async () => {
    await order([{ item_id: MAIL, quantity: '1' }]);
    await activate();
    const other = await order([{ item_id: MAIL, quantity: '2' }], { t1_external_id: 'R-OTHER' });
    expect(outcomes(other)).toEqual([`${MAIL} succeeded purchase`]);
    const again = await order([{ item_id: MAIL, quantity: '2' }], { t1_external_id: 'R-OTHER' });
    expect(outcomes(again)).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual(['purchase approved', 'purchase pending']);
  });

  it('doesn’t touch another customer’s subscription of the same external UID', async () => {
    const uid = { asset_external_uid: 'uid-1' };
    await order([{ item_id: MAIL, quantity: '1' }], uid);
    await activate();
    const { message } = await failureOf(() =>
      order([{ item_id: MAIL, quantity: '2' }], { ...uid, t1_external_id: 'R-OTHER' }),
    );
    expect(message).toContain('belongs to another customer, Example Reseller Ltd. (external ID R-1)');
  });

  it('names the open request that is in the way', async () => {
    await order([{ item_id: MAIL, quantity: '1' }]);
    await activate();
    await order([{ item_id: MAIL, quantity: '2' }]);
    const { message } = await failureOf(() => order([{ item_id: MAIL, quantity: '3' }]));
    expect(message).toMatch(
      /Request PR-[\d-]+-002 \(change\) of subscription AS-[\d-]+ is pending; it has to be finished first/,
    );
  });
});

describe('lines of a shop', () => {
  const shipping = { item_id: 'SHIPPING', quantity: '1' };

  it('that aren’t Connect’s are passed over where the step says so', async () => {
    const result = await order([{ item_id: MAIL, quantity: '1' }, shipping, { item_id: '', quantity: '1' }], {
      other_lines: 'skip',
    });
    expect(outcomes(result)).toEqual([`${MAIL} succeeded purchase`, 'SHIPPING skipped', 'skipped']);
    expect(result).toMatchObject({
      skipped: [
        { reason: 'SHIPPING tells no product of Connect.' },
        { reason: 'The line tells no product of Connect.' },
      ],
    });
  });

  it('that can’t be read are their own failures, when the person chose to go on', async () => {
    const result = await order(
      [
        { item_id: MAIL, quantity: '2' },
        { item_id: SETUP, quantity: '1.000' },
        { item_id: 'PRD-257-257-257-0001', quantity: 'many' },
        { quantity: '2' },
      ],
      { continue_on_failure: true },
    );
    expect(outcomes(result)).toEqual([
      `${MAIL} succeeded purchase`,
      `${SETUP} failed`,
      'PRD-257-257-257-0001 failed',
      'failed',
    ]);
    expect(result).toMatchObject({
      failed: [
        { reason: expect.stringContaining('"1.000" can\'t be used. Give 1000 or 1') },
        { reason: expect.stringContaining('"many" can\'t be used') },
        { reason: 'Items: Item ID is missing. Fill it in.' },
      ],
    });
  });

  it('that can’t be read cancel nothing', async () => {
    await order([{ item_id: MAIL, quantity: '1' }]);
    await activate();
    const result = await order(
      [
        { item_id: MAIL, quantity: '0' },
        { item_id: SETUP, quantity: 'x' },
      ],
      { continue_on_failure: true },
    );
    expect(outcomes(result)).toEqual([`${MAIL} failed`, `${SETUP} failed`]);
    expect(types()).toEqual(['purchase approved']);
  });

  it('are one item under its ID and its MPN', async () => {
    const lines = [
      { item_id: MAIL, quantity: '1' },
      { item_id: 'MAIL-BOX', product_id: 'PRD-276-377-545', quantity: '2' },
    ];
    expect((await failureOf(() => order(lines))).message).toContain(
      `MAIL-BOX: Items: "MAIL-BOX" can't be used. Give each item only once: it is the same item as ${MAIL}.`,
    );
    expect(types()).toEqual([]);
    expect(outcomes(await order(lines, { continue_on_failure: true }))).toEqual([
      `${MAIL} succeeded purchase`,
      'MAIL-BOX failed',
    ]);
  });
});

describe('what goes with an order', () => {
  const both = [
    { item_id: MAIL, quantity: '1' },
    { item_id: BACKUP, quantity: '2' },
  ];
  const placed = () => [...stage.sandbox.world.requests.all()];

  it('are ordering parameters for the products that have them, a marketplace and a note', async () => {
    const result = await order(both, {
      params: { admin_email: 'alex@example.com' },
      marketplace_id: 'MP-91673',
      note: 'Order 1 of our store',
    });
    expect(result).toMatchObject({ succeeded_count: 2 });
    expect(placed().map(({ status, note }) => [status, note])).toEqual([
      ['pending', 'Order 1 of our store'],
      ['pending', 'Order 1 of our store'],
    ]);
    const backup = placed().find(({ asset }) => asset.product.id === 'PRD-838-787-106');
    expect(backup?.asset.params).toContainEqual(
      expect.objectContaining({ id: 'admin_email', value: 'alex@example.com' }),
    );
  });

  it('may be a parameter of one product alone', async () => {
    await order(both, { params: { 'PRD-838-787-106 admin_email': 'kim@example.com' } });
    const backup = placed().find(({ asset }) => asset.product.id === 'PRD-838-787-106');
    expect(backup).toMatchObject({ status: 'pending' });
  });

  it('has to belong to one of the products', async () => {
    expect((await failureOf(() => order(both, { params: { colour: 'blue' } }))).message).toBe(
      'Ordering Parameters: "colour" can\'t be used. Give ordering parameters of the products in the order.',
    );
    expect(types()).toEqual([]);
  });

  it('are attributes and a note of changes and cancellations', async () => {
    await order([{ item_id: MAIL, quantity: '1' }]);
    await activate();
    await order([{ item_id: MAIL, quantity: '2' }], {
      external_attributes: { order: '7' },
      note: 'More',
    });
    expect(placed().at(-1)).toMatchObject({
      type: 'change',
      note: 'More',
      asset: { external_attributes: [{ id: 'order', value: '7' }] },
    });
  });

  it('says that a request waits for a correction, and why', async () => {
    const result = await order([{ item_id: BACKUP, quantity: '1' }]);
    const reason = expect.stringMatching(
      /^Request PR-[\d-]+ is inquiring: it waits for a correction\. admin_email: This field is required\.$/,
    );
    expect(result).toMatchObject({ succeeded: [{ request_status: 'inquiring', reason }] });
    expect(await order([{ item_id: BACKUP, quantity: '1' }])).toMatchObject({
      skipped: [{ request_status: 'inquiring', reason: expect.stringContaining('admin_email: This field') }],
    });
  });

  it('says that a draft isn’t ordered', async () => {
    const { id } = await stage.run('create_draft_request', 'store', stage.purchaseInput());
    const { message } = await failureOf(() => order([{ item_id: BACKUP, quantity: '5' }]));
    expect(message).toContain(
      `Request ${String(id)} for it is only a draft. To order it use Place Draft Request.`,
    );
  });
});

describe('the calls of an order', () => {
  it('goes to one round of look-ups, and one call for each request', async () => {
    const { control } = stage.sandbox;
    const input = [
      { item_id: MAIL, quantity: '1' },
      { item_id: BACKUP, quantity: '1' },
    ];
    control.calls = [];
    await order(input);
    expect(control.calls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /assets',
      'GET /products/PRD-276-377-545/connections',
      'GET /products/PRD-838-787-106/connections',
      'GET /requests',
      'GET /tier/accounts',
      'POST /requests',
      'POST /requests',
    ]);
  });
});
