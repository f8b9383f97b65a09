import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { activate, outcomes, placeOrder } from '../support/orders.ts';
import { Stage } from '../support/stage.ts';

/** Create Requests From Order, on the sandbox. */

const MAIL = 'PRD-276-377-545-0001';
const SETUP = 'PRD-276-377-545-0002';
const BACKUP = 'PRD-838-787-106-0001';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const order = (items: object[], more?: object) => placeOrder(stage, items, more);
const types = () => [...stage.sandbox.world.requests.all()].map(({ type, status }) => `${type} ${status}`);

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
    await activate(stage);
    expect(outcomes(await order(items))).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual(['purchase approved']);
  });

  it('changes what is there already, and cancels when nothing is left', async () => {
    await order([{ item_id: MAIL, quantity: '3' }]);
    await activate(stage);
    expect(outcomes(await order([{ item_id: MAIL, quantity: '5' }]))).toEqual([`${MAIL} succeeded change`]);
    await activate(stage);
    expect(outcomes(await order([{ item_id: MAIL, quantity: '0' }]))).toEqual([`${MAIL} succeeded cancel`]);
    expect(outcomes(await order([{ item_id: MAIL, quantity: 0 }]))).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual(['purchase approved', 'change approved', 'cancel pending']);
  });

  it('keeps a subscription of which only some items are taken away', async () => {
    await order([
      { item_id: MAIL, quantity: '3' },
      { item_id: SETUP, quantity: '1' },
    ]);
    await activate(stage);
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
    await activate(stage);
    const other = await order([{ item_id: MAIL, quantity: '2' }], { t1_external_id: 'R-OTHER' });
    expect(outcomes(other)).toEqual([`${MAIL} succeeded purchase`]);
    const again = await order([{ item_id: MAIL, quantity: '2' }], { t1_external_id: 'R-OTHER' });
    expect(outcomes(again)).toEqual([`${MAIL} skipped`]);
    expect(types()).toEqual(['purchase approved', 'purchase pending']);
  });

  it('doesn’t touch another customer’s subscription of the same external UID', async () => {
    const uid = { asset_external_uid: 'uid-1' };
    await order([{ item_id: MAIL, quantity: '1' }], uid);
    await activate(stage);
    const { message } = await failureOf(() =>
      order([{ item_id: MAIL, quantity: '2' }], { ...uid, t1_external_id: 'R-OTHER' }),
    );
    expect(message).toContain('belongs to another customer, Example Reseller Ltd. (external ID R-1)');
  });

  it('names the open request that is in the way', async () => {
    await order([{ item_id: MAIL, quantity: '1' }]);
    await activate(stage);
    await order([{ item_id: MAIL, quantity: '2' }]);
    const { message } = await failureOf(() => order([{ item_id: MAIL, quantity: '3' }]));
    expect(message).toMatch(
      /Request PR-[\d-]+-002 \(change\) of subscription AS-[\d-]+ is pending; it has to be finished first/,
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
