import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlainInputField } from 'zapier-platform-core';
import { ConnectError } from '../../src/connect/errors.ts';
import { badValue, missing, readInput } from '../../src/zapier/input.ts';

type Field = Partial<PlainInputField>;

const fieldOf = (field: Field): PlainInputField =>
  ({ key: 'field', label: 'My Field', ...field }) as PlainInputField;
/** What becomes of the value of one field. */
const read = (field: Field, value: unknown): unknown =>
  readInput([fieldOf(field)], { field: value })['field'];
const refusal = (run: () => unknown): string => {
  try {
    return `not refused: ${JSON.stringify(run())}`;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    expect(error.kind).toBe('fix');
    return error.message;
  }
};
const refusalOf = (field: Field, value: unknown): string => refusal(() => read(field, value));

const TYPES = [
  'string',
  'text',
  'integer',
  'number',
  'boolean',
  'datetime',
  'password',
  'code',
  'file',
] as const;
const BLANKS = [undefined, null, '', ' ', '\n\t', [], [''], [null, ' ']];

describe('numbers', () => {
  /** Adding 0 makes -0 the 0 that its text is. */
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);

  it('are read from numbers and from texts', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), finite, (whole, any) => {
        for (const given of [whole, String(whole), ` ${whole} `]) {
          expect(read({ type: 'integer' }, given)).toBe(whole);
          expect(read({ type: 'number' }, given)).toBe(whole);
        }
        for (const given of [any, String(any)]) expect(read({ type: 'number' }, given)).toBe(any);
      }),
    );
  });

  it('are whole where whole ones are asked for', () => {
    expect(read({ type: 'integer' }, '5.0')).toBe(5);
    expect(read({ type: 'number' }, '2.5')).toBe(2.5);
    for (const value of ['2.5', 2.5, '9007199254740993', '1e300']) {
      expect(refusalOf({ type: 'integer' }, value)).toBe(
        `My Field: "${value}" can't be used. Give a whole number, for example 5.`,
      );
    }
  });

  it.each([
    ['five'],
    ['5 seats'],
    ['1,000'],
    ['1.000,5'],
    ['Infinity'],
    ['-Infinity'],
    ['NaN'],
    [true],
    ['5-6'],
    ['--5'],
  ])('are not %j', (value) => {
    for (const type of ['integer', 'number'] as const) {
      const message = refusalOf({ type }, value);
      expect(message).toMatch(/^My Field: /);
      expect(message).toContain(`"${value}" can't be used. Give a`);
    }
  });

  it('are never read from a text without digits', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }).filter((text) => text.trim() !== '' && !/\d/.test(text)),
        (text) => {
          expect(refusalOf({ type: 'number' }, text)).toContain(`"${text}"`);
        },
      ),
    );
  });
});

describe('booleans', () => {
  it.each([
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
    ['True', true],
    ['FALSE', false],
    ['yes', true],
    ['no', false],
    [' Yes ', true],
    ['1', true],
    ['0', false],
    [1, true],
    [0, false],
    ['on', true],
    ['off', false],
  ])('are read from %j', (value, expected) => {
    expect(read({ type: 'boolean' }, value)).toBe(expected);
  });

  it.each([['maybe'], ['2'], [2], [-1], ['truee'], [['yes', 'no']], [{}]])('are not %j', (value) => {
    expect(refusalOf({ type: 'boolean' }, value)).toMatch(
      /^My Field: ".*" can't be used\. Give yes or no\.$/,
    );
  });
});

describe('times', () => {
  const time = (value: unknown) => read({ type: 'datetime' }, value);
  const moment = fc.date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  });

  it('are the same moment, whatever their offset', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 14 }),
      fc.constantFrom(0, 30, 45),
    );
    fc.assert(
      fc.property(moment, offset, fc.constantFrom(':', ''), (date, [sign, hours, minutes], colon) => {
        const ahead = (sign === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(date.getTime() + ahead).toISOString().slice(0, -1);
        fc.pre(local.length === 23);
        const two = (number: number) => String(number).padStart(2, '0');
        const written = `${local}${sign}${two(hours)}${colon}${two(minutes)}`;
        expect(time(written)).toBe(date.toISOString());
        expect(time(written.replace('T', ' '))).toBe(date.toISOString());
      }),
    );
  });

  it('are UTC without an offset', () => {
    fc.assert(
      fc.property(moment, (date) => {
        const iso = date.toISOString();
        for (const text of [
          iso,
          iso.slice(0, -1),
          iso.slice(0, -1).replace('T', ' '),
          ` ${iso.toLowerCase()} `,
        ]) {
          expect(time(text)).toBe(iso);
        }
        expect(time(iso.slice(0, 16))).toBe(`${iso.slice(0, 16)}:00.000Z`);
        expect(time(iso.slice(0, 10))).toBe(`${iso.slice(0, 10)}T00:00:00.000Z`);
      }),
    );
  });

  // A process of its own: the time zone of this one can't be changed any more.
  it.each(['America/New_York', 'Asia/Tokyo'])('are UTC without an offset on a machine in %s', (zone) => {
    const source = new URL('../../src/zapier/input.ts', import.meta.url).href;
    const script = `
      const { readInput } = await import(${JSON.stringify(source)});
      const fields = ['a', 'b', 'c'].map((key) => ({ key, type: 'datetime' }));
      const given = { a: '2026-01-31T10:00:00', b: '2026-01-31 10:00', c: '2026-01-31' };
      console.log(JSON.stringify([new Date(2026, 0, 31).getTimezoneOffset(), readInput(fields, given)]));`;
    const [offset, result] = JSON.parse(
      execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }),
    );
    expect(offset).not.toBe(0);
    expect(result).toEqual({
      a: '2026-01-31T10:00:00.000Z',
      b: '2026-01-31T10:00:00.000Z',
      c: '2026-01-31T00:00:00.000Z',
    });
  });

  it.each([
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00-05:00', '2026-01-31T15:00:00.000Z'],
    ['2026-01-31T10:00:00-0500', '2026-01-31T15:00:00.000Z'],
    ['2026-01-31 23:30 +02:00', '2026-01-31T21:30:00.000Z'],
    ['2026-01-31T23:30:00-02:00', '2026-02-01T01:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('are read from %s', (text, expected) => {
    expect(time(text)).toBe(expected);
  });

  it.each([
    ['tomorrow'],
    ['31.01.2026'],
    ['01/31/2026'],
    ['2026-13-01'],
    ['2026-01-32'],
    ['2026-01-31T25:00:00Z'],
    ['2026-01-31T10:61:00Z'],
    ['2026-01-31 tomorrow'],
    ['2026-01'],
    ['2026'],
    ['1767225600'],
    [1_767_225_600],
    [true],
  ])('are not %j', (value) => {
    expect(refusalOf({ type: 'datetime' }, value)).toMatch(
      new RegExp(`^My Field: "${value}" can't be used\\. Give a date or time, for example 20\\d\\d-`),
    );
  });
});

describe('texts', () => {
  it('lose the blanks around them in fields of one line only', () => {
    expect(read({}, ' a b ')).toBe('a b');
    expect(read({ type: 'string' }, '\ta\n')).toBe('a');
    for (const type of ['text', 'password', 'code'] as const) expect(read({ type }, ' a\n')).toBe(' a\n');
  });

  it('are what mapped numbers and booleans become', () => {
    for (const type of ['string', 'text'] as const) {
      expect(read({ type }, 5)).toBe('5');
      expect(read({ type }, false)).toBe('false');
      expect(read({ type }, 0)).toBe('0');
    }
  });

  it('keep every character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.trim() !== '');
        expect(read({ type: 'text' }, text)).toBe(text);
        expect(read({}, text)).toBe(text.trim());
      }),
    );
  });
});

describe('choices', () => {
  const forms: Record<string, NonNullable<PlainInputField['choices']>> = {
    list: ['production', 'test'],
    dictionary: { production: 'Live', test: 'Trial run' },
    'list of objects': [
      { value: 'production', label: 'Live', sample: 'production' },
      { value: 'test', label: 'Trial run', sample: 'test' },
    ],
  };

  it.each(Object.entries(forms))('are read in any case, from a %s', (_name, choices) => {
    expect(read({ choices }, 'production')).toBe('production');
    expect(read({ choices }, ' TEST ')).toBe('test');
    expect(refusalOf({ choices }, 'preview')).toBe(
      'My Field: "preview" can\'t be used. Give one of: production, test.',
    );
  });

  it('are named by their labels where their values are numbers that stand for words', () => {
    const refused = (choices: Record<string, string>) => refusalOf({ choices }, 'hoch');
    expect(refused({ 0: 'Low', 1: 'Medium' })).toContain('Give one of: Low, Medium.');
    expect(refused({ 1: '1: very bad', 5: '5: very good' })).toContain('Give one of: 1, 5.');
  });

  it('may be given by their label', () => {
    for (const name of ['dictionary', 'list of objects']) {
      expect(read({ choices: forms[name] ?? [] }, 'trial run')).toBe('test');
    }
  });

  it('are each checked in a list', () => {
    const field: Field = { choices: ['a', 'b'], list: true };
    expect(read(field, ['A', 'b'])).toEqual(['a', 'b']);
    expect(refusalOf(field, ['a', 'c'])).toContain('"c"');
  });
});

describe('lists', () => {
  it('may be a single value, and leave blank ones out', () => {
    expect(read({ list: true }, 'a')).toEqual(['a']);
    expect(read({ list: true, type: 'integer' }, ['1', '', null, ' ', 2])).toEqual([1, 2]);
  });

  it('are refused for the one value that is wrong', () => {
    expect(refusalOf({ list: true, type: 'integer' }, ['1', 'x'])).toMatch(/^My Field: "x" can't be used/);
  });
});

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
