import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { activate, outcomes, placeOrder } from '../support/orders.ts';
import { Stage } from '../support/stage.ts';

/** Create Requests From Order, on the sandbox: the lines of a shop, and what goes with them. */

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
    await activate(stage);
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

  it('stays with its product, also when nothing of that can be ordered', async () => {
    const lines = [
      { item_id: BACKUP, quantity: 'x' },
      { item_id: MAIL, quantity: '1' },
    ];
    const more = { params: { admin_email: 'alex@example.com' }, continue_on_failure: true };
    expect(outcomes(await order(lines, more))).toEqual([`${BACKUP} failed`, `${MAIL} succeeded purchase`]);
  });

  it('fails the lines of its product alone where that does not exist, and the order where its value is wrong', async () => {
    const lines = [...both, { item_id: 'PRD-999-999-999-0001', quantity: '1' }];
    const result = await order(lines, { params: { plan: 'premium' }, continue_on_failure: true });
    expect(outcomes(result).sort()).toEqual(
      ['PRD-999-999-999-0001 failed', `${BACKUP} succeeded purchase`, `${MAIL} succeeded purchase`].sort(),
    );
    expect(result).toMatchObject({
      failed: [{ reason: "Product PRD-999-999-999 does not exist, or this connection can't see it." }],
    });
    const wrong = order(lines, { params: { plan: 'gigantic' }, continue_on_failure: true });
    await expect(wrong).rejects.toThrow(/gigantic.* can't be used\. Give one of/);
  });

  it('are attributes and a note of changes and cancellations', async () => {
    await order([{ item_id: MAIL, quantity: '1' }]);
    await activate(stage);
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
