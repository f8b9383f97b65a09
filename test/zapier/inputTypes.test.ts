import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlainInputField } from 'zapier-platform-core';
import { type Field, read, refusalOf } from './fieldValues.ts';

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
