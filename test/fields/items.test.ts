import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConnectError } from '../../src/connect/errors.ts';
import { givenItems, productOfItems, readItems } from '../../src/fields/items.ts';

const PRODUCT = 'PRD-276-377-545';
const ITEM = `${PRODUCT}-0001`;
const OTHER = `${PRODUCT}-0002`;

/** The two ways to give the same rows. */
const asLines = (rows: [item: string, quantity: unknown][]) => ({
  line_items: rows.map(([item_id, quantity]) => ({ item_id, quantity })),
});
const asDictionary = (rows: [item: string, quantity: unknown][]) => ({ items: Object.fromEntries(rows) });

/** What a person reads of an input that is refused. */
const refusal = (input: Record<string, unknown>): string => {
  try {
    return `not refused: ${JSON.stringify(readItems(input))}`;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    expect(error.kind).toBe('fix');
    return error.message;
  }
};

const whole = fc.nat({ max: 1_000_000 });
/** Decimals as texts, with the number that they mean. */
const decimal = fc
  .tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 9999 }))
  .map(([before, after]): [string, number] => {
    const text = `${before}.${String(after).padStart(4, '0')}`;
    return [text, (before * 10_000 + after) / 10_000];
  });
/** Quantities as Zapier delivers them, with what Connect gets. */
const quantity: fc.Arbitrary<[given: unknown, read: number | 'unlimited']> = fc.oneof(
  whole.map((number): [unknown, number] => [number, number]),
  whole.map((number): [unknown, number] => [String(number), number]),
  whole.map((number): [unknown, number] => [` ${number}.00 `, number]),
  decimal,
  fc
    .constantFrom('unlimited', 'Unlimited', ' UNLIMITED ')
    .map((text): [unknown, 'unlimited'] => [text, 'unlimited']),
);
const group = fc.nat({ max: 999 }).map((number) => String(number).padStart(3, '0'));
const itemId = fc
  .tuple(fc.constantFrom('-', '_'), group, group, group, group)
  .map(([mark, ...groups]) => ['PRD', ...groups].join(mark));
const mpn = fc.stringMatching(/^[A-Za-z][\w .-]{0,20}[A-Za-z0-9]$/).filter((text) => !text.startsWith('PRD'));
const row = fc.tuple(fc.oneof(itemId, mpn), quantity).map(([item, [given, read]]) => ({ item, given, read }));
const rows = fc.uniqueArray(row, { selector: ({ item }) => item, minLength: 1, maxLength: 20 });

describe('items', () => {
  it('are the same as line items and as a dictionary, and none is lost or changed', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const pairs = given.map((one): [string, unknown] => [one.item, one.given]);
        const read = readItems(asLines(pairs));
        expect(readItems(asDictionary(pairs))).toEqual(read);
        expect(
          read.map(({ quantity: total, ...name }) => ({ item: Object.values(name).join(), read: total })),
        ).toEqual(given.map(({ item, read: total }) => ({ item, read: total })));
      }),
    );
  });

  it('may be given in both ways at once', () => {
    expect(readItems({ ...asLines([[ITEM, '1']]), ...asDictionary([[OTHER, '2']]) })).toEqual([
      { global_id: ITEM, quantity: 1 },
      { global_id: OTHER, quantity: 2 },
    ]);
  });

  it.each([
    ['PRD-276-377-545-0001', 'global_id'],
    ['PRD_276_377_545_0001', 'id'],
    ['MPN-R-001', 'mpn'],
    ['PRD-A', 'mpn'],
    ['276', 'mpn'],
  ])('are named to Connect by what they look like: %s', (item, key) => {
    expect(readItems(asDictionary([[item, 1]]))).toEqual([{ [key]: item, quantity: 1 }]);
    expect(readItems(asLines([[` ${item} `, 1]]))).toEqual([{ [key]: item, quantity: 1 }]);
  });

  it('may be line items of `id` and `quantity`, as other steps hand them on', () => {
    expect(readItems({ items: [{ id: ITEM, quantity: '5' }] })).toEqual([{ global_id: ITEM, quantity: 5 }]);
  });

  it.each([
    ['0', 0],
    [0, 0],
    ['5', 5],
    ['5.0', 5],
    ['4.0000', 4],
    ['2.5', 2.5],
    ['unlimited', 'unlimited'],
    ['-1', 'unlimited'],
    [-1, 'unlimited'],
    ['-1.0000', 'unlimited'],
    [1.125, 1.125],
    ['0.125', 0.125],
  ])('take the quantity %j', (given, read) => {
    expect(readItems(asDictionary([[ITEM, given]]))).toEqual([{ global_id: ITEM, quantity: read }]);
  });
});

describe('items that are refused', () => {
  it.each([
    ['-2'],
    [-1.5],
    ['five'],
    ['1,5'],
    ['1.000,00'],
    ['1 000'],
    ['5 seats'],
    ['NaN'],
    ['Infinity'],
    ['0x10'],
    [true],
  ])('for the quantity %j, naming the item and the value', (given) => {
    for (const input of [asLines([[ITEM, given]]), asDictionary([[ITEM, given]])]) {
      const message = refusal(input);
      expect(message).toContain(`Items, quantity of ${ITEM}: "${given}" can't be used`);
      expect(message).toContain('unlimited');
    }
  });

  it.each(['1.000', '12.500', '999.125'])('%s could be either of two numbers, and is refused', (given) => {
    const [one, thousand] = [String(Number(given)), given.replace('.', '')];
    expect(refusal(asDictionary([[ITEM, given]]))).toBe(
      `Items, quantity of ${ITEM}: "${given}" can't be used. Give ${thousand} or ${one}, because it can be read as either of them.`,
    );
  });

  it('for any negative quantity', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: -2 }), fc.boolean(), (number, asText) => {
        expect(refusal(asDictionary([[ITEM, asText ? String(number) : number]]))).toContain(`"${number}"`);
      }),
    );
  });

  it('for any quantity without a digit, but unlimited', () => {
    fc.assert(
      fc.property(
        fc
          .string({ maxLength: 20 })
          .filter((text) => !/\d/.test(text) && !['', 'unlimited'].includes(text.trim().toLowerCase())),
        (text) => {
          expect(refusal(asDictionary([[ITEM, text]]))).toContain(`"${text}"`);
        },
      ),
    );
  });

  it.each([[''], ['  '], [null], [undefined]])('for the quantity %j, which is none', (given) => {
    for (const input of [asLines([[ITEM, given]]), asDictionary([[ITEM, given]])]) {
      expect(refusal(input)).toMatch(new RegExp(`^Items, quantity of ${ITEM} is missing\\. Give a number`));
    }
  });

  it('for a line without an item, by its number', () => {
    for (const item of ['', '  ', null, undefined]) {
      expect(
        refusal({
          line_items: [
            { item_id: ITEM, quantity: 1 },
            { item_id: item, quantity: 2 },
          ],
        }),
      ).toMatch(/^Items, line 2: Item ID is missing/);
    }
  });

  it.each([
    [{}],
    [{ line_items: [] }],
    [{ items: {} }],
    [{ line_items: [], items: {} }],
  ])('when there are none: %j', (input) => {
    expect(refusal(input)).toMatch(/^Items is missing\. Give at least one item/);
  });

  it('when one stands twice, in whatever way', () => {
    const expected = `Items: "${ITEM}" can't be used. Give each item only once.`;
    const line = { item_id: ITEM, quantity: '1' };
    expect(refusal({ line_items: [line, { item_id: OTHER, quantity: '1' }, line] })).toBe(expected);
    expect(refusal({ line_items: [line, { ...line, item_id: ` ${ITEM} ` }] })).toBe(expected);
    expect(refusal({ line_items: [line], items: { [ITEM]: '2' } })).toBe(expected);
    expect(refusal({ items: { [ITEM]: '1', [`${ITEM} `]: '2' } })).toBe(expected);
  });

  it('when any one of many rows is doubled', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), (given, from, to) => {
        const pairs = given.map((one): [string, unknown] => [one.item, one.given]);
        const doubled = pairs[from % pairs.length] ?? ['', ''];
        expect(refusal(asLines(pairs.toSpliced(to % (pairs.length + 1), 0, doubled)))).toContain(
          `"${doubled[0]}"`,
        );
      }),
    );
  });
});

describe('the items as given', () => {
  it('are not checked', () => {
    expect(givenItems({ line_items: [{ item_id: ITEM, quantity: 'x' }], items: { A: '-1' } })).toEqual([
      [ITEM, 'x'],
      ['A', '-1'],
    ]);
    expect(givenItems({})).toEqual([]);
  });
});

describe('the product of items', () => {
  it('is told by their IDs, in both forms', () => {
    expect(productOfItems(asDictionary([[ITEM, 1]]))).toBe(PRODUCT);
    expect(productOfItems(asDictionary([[ITEM.replaceAll('-', '_'), 1]]))).toBe(PRODUCT);
    const both: [string, unknown][] = [
      [ITEM, 1],
      [OTHER, 1],
    ];
    expect(productOfItems(asLines(both))).toBe(PRODUCT);
  });

  it.each([
    ['there are none', []],
    [
      'they are of several products',
      [
        [ITEM, 1],
        ['PRD-000-000-001-0001', 1],
      ],
    ],
    [
      'one is named by its MPN',
      [
        [ITEM, 1],
        ['MPN-1', 1],
      ],
    ],
    ['it is the ID of a product', [[PRODUCT, 1]]],
  ] as [string, [string, unknown][]][])('is not known when %s', (_name, given) => {
    expect(productOfItems(asLines(given))).toBeUndefined();
  });
});

describe('items that are none', () => {
  it('a quantity without an item is refused', () => {
    expect(refusal({ items: { ' ': '5' } })).toMatch(/^Items: Item ID is missing/);
  });

  it('a quantity with more digits than numbers keep is refused', () => {
    expect(refusal({ items: { A: '12345678901234567890' } })).toMatch(/^Items, quantity of A: "1234/);
  });

  it('rows of nothing are passed over', () => {
    expect(readItems({ items: [null, { id: 'A', quantity: 1 }] })).toEqual([{ mpn: 'A', quantity: 1 }]);
  });
});
