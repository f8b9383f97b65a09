import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlainInputField } from 'zapier-platform-core';
import { ConnectError } from '../../src/connect/errors.ts';
import { badValue, missing, readInput } from '../../src/zapier/input.ts';
import { BLANKS, type Field, fieldOf, read, refusal, refusalOf, TYPES } from './fieldValues.ts';

describe('dictionaries', () => {
  it('come as they are, or as JSON from another step', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key.trim() === key && key !== '__proto__'),
          fc.oneof(fc.string(), fc.integer()),
          { noNullPrototype: true },
        ),
        (given) => {
          expect(read({ dict: true }, given)).toEqual(given);
          expect(read({ dict: true }, JSON.stringify(given))).toEqual(given);
        },
      ),
    );
  });

  it('have names without blanks around them', () => {
    expect(read({ dict: true }, { ' a ': ' x ' })).toEqual({ a: ' x ' });
  });

  it('may be line items, which the operation reads', () => {
    expect(read({ dict: true }, [{ id: 'a', value: 'x' }])).toEqual([{ id: 'a', value: 'x' }]);
  });

  it.each([['text'], ['5'], ['["a"]'], ['null'], [5], [true]])('are not %j', (value) => {
    expect(refusalOf({ dict: true }, value)).toMatch(
      /^My Field: ".*" can't be used\. Give names with a value each/,
    );
  });
});

describe('line items', () => {
  const children: PlainInputField[] = [
    { key: 'item', label: 'Item', required: true },
    { key: 'count', label: 'Count', type: 'integer' },
  ];

  it('have the types of their columns, and no blank rows', () => {
    expect(
      read({ children }, [
        { item: ' a ', count: '1', more: 'x' },
        { item: '', count: ' ' },
        {},
        null,
        { item: 'b', count: '' },
      ]),
    ).toEqual([{ item: 'a', count: 1, more: 'x' }, { item: 'b' }]);
  });

  it('are refused by line and column', () => {
    expect(refusalOf({ children }, [{ item: 'a' }, { item: 'b', count: 'x' }])).toBe(
      'My Field, line 2: Count: "x" can\'t be used. Give a whole number, for example 5.',
    );
    expect(refusalOf({ children }, [{ count: '1' }])).toBe('My Field, line 1: Item is missing. Fill it in.');
  });

  it('may be the dictionary of an older Zap', () => {
    expect(read({ children }, { a: '1' })).toEqual({ a: '1' });
  });

  it.each([['text'], [5], [true]])('are not %j', (value) => {
    expect(refusalOf({ children }, value)).toBe(`My Field: "${value}" can't be used. Give line items.`);
  });
});

describe('blank values', () => {
  const fields = (required: boolean): PlainInputField[] =>
    TYPES.flatMap((type) => [
      fieldOf({ key: type, type, required }),
      fieldOf({ key: `${type}_list`, type, list: true, required }),
    ]);

  it.each(BLANKS.map((blank) => [blank]))('are left out: %j', (blank) => {
    const data = Object.fromEntries(fields(false).map(({ key }) => [key, blank]));
    expect(Object.keys(readInput(fields(false), data))).toEqual([]);
  });

  it.each(BLANKS.map((blank) => [blank]))('are missed by name where something is required: %j', (blank) => {
    for (const field of fields(true)) {
      expect(refusal(() => readInput([field], { [field.key]: blank }))).toBe(
        'My Field is missing. Fill it in.',
      );
    }
  });

  it('are not 0 and false', () => {
    expect(readInput([fieldOf({ type: 'integer', required: true })], { field: 0 })).toEqual({ field: 0 });
    expect(readInput([fieldOf({ type: 'boolean', required: true })], { field: false })).toEqual({
      field: false,
    });
  });

  it('are no keys at all when they were not given', () => {
    expect(Object.keys(readInput([fieldOf({})], {}))).toEqual([]);
  });
});

describe('the whole input', () => {
  it('keeps keys without a field as they are, and changes nothing that was given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (given) => {
        const { field: _field, ...others } = given;
        const data = { ...others, field: '5' };
        const before = { ...data };
        expect(readInput([fieldOf({ type: 'integer' })], data)).toEqual({ ...others, field: 5 });
        expect(data).toEqual(before);
      }),
    );
  });

  it('names a field without a label by its key', () => {
    expect(refusal(() => readInput([{ key: 'asset_external_uid', required: true }], {}))).toBe(
      'Asset External UID is missing. Fill it in.',
    );
  });

  it('names the first field that is wrong', () => {
    const fields: PlainInputField[] = [
      { key: 'a', label: 'First' },
      { key: 'b', label: 'Second', type: 'integer' },
      { key: 'c', label: 'Third', required: true },
    ];
    expect(refusal(() => readInput(fields, { a: 'x', b: 'y' }))).toMatch(/^Second: "y"/);
  });

  it('is a sentence of a person or an object of the right types, whatever arrives', () => {
    const field = fc.record({
      type: fc.constantFrom(...TYPES),
      list: fc.boolean(),
      dict: fc.boolean(),
      required: fc.boolean(),
    });
    const anything = fc
      .oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue())
      .filter((value) => !/toString|valueOf/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(field, anything, (declared, value) => {
        try {
          const result = read(declared as Field, value);
          if (result === undefined || declared.dict || declared.list) return;
          const types: Record<string, string> = { integer: 'number', number: 'number', boolean: 'boolean' };
          const expected = types[declared.type];
          if (expected) expect(typeof result).toBe(expected);
        } catch (error) {
          if (!(error instanceof ConnectError)) throw error;
          expect(error.message).toMatch(/^My Field(:| is missing)/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the sentences', () => {
  it('name label, value and what is expected', () => {
    const error = badValue('Quantity', 'five', 'a number');
    expect(error).toBeInstanceOf(ConnectError);
    expect(error.kind).toBe('fix');
    expect(error.message).toBe('Quantity: "five" can\'t be used. Give a number.');
    expect(badValue('Quantity', { a: 1 }, 'a number').message).toContain('{"a":1}');
    expect(badValue('Quantity', 5, 'a text').message).toContain('"5"');
    expect(badValue('Quantity', undefined, 'a text').message).toContain('undefined');
  });

  it('stay short for long values, and begin with what was given', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 200, maxLength: 5_000 }), (value) => {
        const { message } = badValue('Quantity', value, 'a number');
        expect(message.length).toBeLessThan(130);
        expect(message).toContain(`"${value.slice(0, 60)}`);
      }),
    );
  });

  it('say what is missing, and what to give', () => {
    expect(missing('Hub ID').message).toBe('Hub ID is missing. Fill it in.');
    expect(missing('Hub ID', 'the hub').message).toBe('Hub ID is missing. Give the hub.');
    expect(missing('Hub ID').kind).toBe('fix');
  });
});

describe('what only looks like a value', () => {
  it.each([
    ['datetime', '2026-02-30'],
    ['datetime', '2026-02-31T10:00:00Z'],
    ['datetime', '2026-01-31 (x)'],
    ['integer', '0x10'],
    ['number', 'Infinity'],
  ] as const)('a %s like %s is refused', (type, value) => {
    expect(refusalOf({ type }, value)).toMatch(/^My Field: ".*" can't be used\./);
  });

  it('an object in a text field is JSON', () => {
    expect(read({ type: 'text' }, { a: 1 })).toBe('{"a":1}');
  });

  it.each([
    [{ dict: true }, {}],
    [{ children: [fieldOf({ key: 'a', label: 'A' })] }, [{ a: '' }]],
  ])('a required field of nothing (%j) is missing', (field, value) => {
    expect(refusalOf({ ...field, required: true }, value)).toBe('My Field is missing. Fill it in.');
  });
});
