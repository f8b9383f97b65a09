import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConnectError } from '../../src/connect/errors.ts';
import { asGiven, givenParams, readAttributes, readPairs, readProblems } from '../../src/fields/params.ts';

/** Parameters of which the types aren't known. */
const readParams = (label: string, given: unknown) => givenParams(label, given).map(asGiven);

const refusal = (read: () => unknown): string => {
  try {
    return `not refused: ${JSON.stringify(read())}`;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    expect(error.kind).toBe('fix');
    return error.message;
  }
};

const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text);
/** A text that nobody could take for JSON. */
const plain = fc.string().map((text) => `x${text}`);
/** Any JSON object, as it is after a way through JSON, which has no -0. */
const structure = fc
  .jsonValue()
  .filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const namesWith = <T>(value: fc.Arbitrary<T>) =>
  fc.uniqueArray(fc.tuple(name, value), { selector: ([id]) => id, maxLength: 8 });
const byId = <T extends { id: string }>(rows: T[]): T[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

describe('parameters', () => {
  it('are the same from a dictionary and from line items, whatever their texts', () => {
    fc.assert(
      fc.property(namesWith(plain), (pairs) => {
        const expected = pairs.map(([id, value]) => ({ id, value }));
        expect(readParams('Parameters', expected)).toEqual(expected);
        expect(byId(readParams('Parameters', Object.fromEntries(pairs)))).toEqual(byId(expected));
      }),
    );
  });

  it('are structured when their value is an object, as such or as JSON', () => {
    fc.assert(
      fc.property(name, structure, (id, value) => {
        const text = JSON.stringify(value);
        for (const given of [value, text, ` ${JSON.stringify(value, null, 2)}\n`]) {
          expect(readParams('Parameters', [{ id, value: given }])).toEqual([{ id, structured_value: value }]);
        }
      }),
    );
  });

  it.each([
    ['["a","b"]', '["a","b"]'],
    [' [1, 2] ', ' [1, 2] '],
    [['a', 'b'], 'a,b'],
    [[1, null, true], '1,,true'],
    [[], ''],
    [[{ a: 1 }], '[{"a":1}]'],
  ])('are a text when their value is the list %j', (value, text) => {
    expect(readParams('Parameters', { names: value })).toEqual([{ id: 'names', value: text }]);
  });

  it.each([
    ['5', '5'],
    [5, '5'],
    [2.5, '2.5'],
    [true, 'true'],
    [false, 'false'],
    [0, '0'],
    ['"quoted"', '"quoted"'],
    ['null', 'null'],
    ['', ''],
    [null, ''],
    [undefined, ''],
    // Begun like JSON, but none.
    ['{"country": ', '{"country": '],
    ['[Draft] title', '[Draft] title'],
    ['{{name}}', '{{name}}'],
    ['text with {"a": 1}', 'text with {"a": 1}'],
    ['  two  blanks  ', '  two  blanks  '],
  ])('keep the value %j as a text', (value, text) => {
    expect(readParams('Parameters', { size: value })).toEqual([{ id: 'size', value: text }]);
  });

  it('are known without the blanks around their names', () => {
    expect(readParams('Parameters', { ' size ': '5' })).toEqual([{ id: 'size', value: '5' }]);
    expect(readParams('Parameters', [{ id: 5, value: '5' }])).toEqual([{ id: '5', value: '5' }]);
  });

  it.each([[undefined], [null], [{}], [[]]])('may be none: %j', (given) => {
    expect(readParams('Parameters', given)).toEqual([]);
  });

  it('have to have a name, which is said with the field and the value', () => {
    for (const given of [
      { ' ': 'five' },
      { '': 'five' },
      [{ value: 'five' }],
      [{ id: '', value: 'five' }],
      [{ id: null, value: 'five' }],
      [{ id: 'size', value: '1' }, { value: 'five' }],
    ]) {
      const message = refusal(() => readParams('Fulfillment Parameters', given));
      expect(message).toBe('Fulfillment Parameters: "five" can\'t be used. Give a name for each value.');
    }
  });
});

describe('pairs', () => {
  it('take the first column that is there', () => {
    const columns = { id: ['param_id', 'id'], value: ['text', 'value'] };
    expect(
      readPairs(
        'Pairs',
        [
          { param_id: 'a', id: 'b', text: '1', value: '2' },
          { id: 'b', value: '2' },
          { param_id: 'c', value: '3' },
        ],
        columns,
      ),
    ).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });
});

describe('what is wrong with parameters', () => {
  it('comes from a dictionary or from line items', () => {
    const expected = [
      { id: 'email', value_error: 'Not yours' },
      { id: 'size', value_error: '5' },
    ];
    expect(readProblems('Problems', { email: 'Not yours', size: 5 })).toEqual(expected);
    expect(
      readProblems('Problems', [
        { id: 'email', value_error: 'Not yours', value: 'alex@example.com' },
        { id: 'size', value: 5 },
      ]),
    ).toEqual(expected);
  });

  it('is never taken for JSON', () => {
    expect(readProblems('Problems', { address: '{"a": 1}' })).toEqual([
      { id: 'address', value_error: '{"a": 1}' },
    ]);
  });

  it('needs a name', () => {
    expect(refusal(() => readProblems('Problems', { ' ': 'wrong' }))).toMatch(/^Problems: "wrong" /);
  });
});

describe('external attributes', () => {
  it('come from a dictionary or from line items, of which those without a value are passed over', () => {
    const expected = [{ id: 'crm', value: '4711' }];
    expect(readAttributes({ crm: 4711 })).toEqual(expected);
    expect(
      readAttributes([{ param_id: 'crm', value: '4711' }, { id: 'note' }, {}, { param_id: '', value: ' ' }]),
    ).toEqual(expected);
  });

  it('need a name', () => {
    expect(refusal(() => readAttributes([{ value: 'x' }]))).toMatch(/^External Attributes: "x" /);
  });
});
