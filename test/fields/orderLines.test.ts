import { describe, expect, it } from '@jest/globals';
import { orderLines } from '../../src/fields/items.ts';

const PRODUCT = 'PRD-276-377-545';
const ITEM = `${PRODUCT}-0001`;
const OTHER = `${PRODUCT}-0002`;

describe('the lines of an order', () => {
  it('have the product of the line, or of the item ID', () => {
    expect(
      orderLines([
        { item_id: ITEM, quantity: '1' },
        { item_id: 'MPN-1', quantity: '2.5', product_id: ' PRD-000-000-001 ' },
        { item_id: OTHER, quantity: 'unlimited', product_id: 'PRD-000-000-002' },
        { item_id: 'MPN-2', quantity: '0', product_id: '' },
      ]),
    ).toEqual([
      { itemId: ITEM, quantity: '1', productId: PRODUCT, item: { global_id: ITEM, quantity: 1 } },
      {
        itemId: 'MPN-1',
        quantity: '2.5',
        productId: 'PRD-000-000-001',
        item: { mpn: 'MPN-1', quantity: 2.5 },
      },
      {
        itemId: OTHER,
        quantity: 'unlimited',
        productId: 'PRD-000-000-002',
        item: { global_id: OTHER, quantity: 'unlimited' },
      },
      { itemId: 'MPN-2', quantity: '0', productId: undefined, item: { mpn: 'MPN-2', quantity: 0 } },
    ]);
  });

  it('may be a dictionary', () => {
    expect(orderLines({ [ITEM]: '3' })).toEqual([
      { itemId: ITEM, quantity: '3', productId: PRODUCT, item: { global_id: ITEM, quantity: 3 } },
    ]);
  });

  it('say each what is wrong with it, and leave the others as they are', () => {
    const lines = orderLines([
      { item_id: ITEM, quantity: 'x' },
      { item_id: OTHER, quantity: '1' },
      { item_id: OTHER, quantity: '2' },
      { quantity: '3' },
    ]);
    expect(lines.map(({ problem }) => problem)).toEqual([
      expect.stringContaining(`Items, quantity of ${ITEM}: "x" can't be used.`),
      undefined,
      `Items: "${OTHER}" can't be used. Give each item only once.`,
      'Items: Item ID is missing. Fill it in.',
    ]);
  });

  it('have to be there', () => {
    for (const none of [undefined, [], {}]) expect(() => orderLines(none)).toThrow('Items is missing');
  });
});
