import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readErrorBody } from '../../src/connect/errorBody.ts';
import { readJson } from '../../src/connect/json.ts';
import { shortened, shortenedInside, unwrapped } from '../../src/connect/text.ts';

const nested = (levels: number) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`;

describe('JSON', () => {
  it('is read as JSON.parse reads it, brackets and quotes in texts too', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(readJson(text)).toEqual(JSON.parse(text));
        expect(readJson(`\uFEFF${text}`)).toEqual(JSON.parse(text));
      }),
    );
    const texts = ['[[[['.repeat(100), '\\', '\\"{', '"'.repeat(200), '{'.repeat(500)];
    expect(readJson(JSON.stringify(texts))).toEqual(texts);
  });

  it.each([51, 5_000, 200_000])('is refused when it is nested %i times twice', (levels) => {
    expect(() => readJson(nested(levels))).toThrow('nested deeper than 100 levels');
  });

  it('is read when it is nested fifty times twice', () => {
    expect(() => readJson(nested(50))).not.toThrow();
  });

  it.each([
    ['', 'the answer is empty'],
    [' ', 'the answer is empty'],
    ['{"id": "PR', 'the data is cut off or damaged'],
  ])('is told apart from "%s"', (text, why) => {
    expect(() => readJson(text)).toThrow(why);
  });
});

describe("a server's reasons", () => {
  const reasonsOf = (errors: unknown) => readErrorBody(JSON.stringify({ errors })).reasons;

  it('are ten at most, and short enough to be read', () => {
    const many = reasonsOf(Array.from({ length: 5_000 }, (_unused, row) => `row ${row}: wrong`));
    expect(many).toHaveLength(10);
    expect(many[9]).toBe('row 9: wrong');
    const long = reasonsOf(Array.from({ length: 500 }, () => 'x'.repeat(10_000)));
    expect(long.join(' ').length).toBeLessThanOrEqual(700);
  });

  it('are found in what is nested, and passed over where it is absurd', () => {
    expect(reasonsOf({ asset: { tiers: [{ name: ['Too long.'] }] } })).toEqual([
      'asset: tiers: name: Too long.',
    ]);
    expect(readErrorBody(`{"errors": ${nested(50_000)}}`)).toEqual({ code: undefined, reasons: [] });
  });

  it('are read after a byte order mark', () => {
    expect(readErrorBody('\uFEFF{"error_code": "VAL_001", "errors": ["No."]}')).toEqual({
      code: 'VAL_001',
      reasons: ['No.'],
    });
  });
});

describe('texts', () => {
  it('are shortened without cutting a letter in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 30 }), (text, most) => {
        for (const short of [shortened(text, most), shortenedInside(text, most)]) {
          expect(short.length).toBeLessThanOrEqual(most);
          expect(short.isWellFormed()).toBe(true);
          if (text.length <= most) expect(short).toBe(text);
        }
      }),
    );
  });

  it('that are long keep their end, which says what to do', () => {
    const text = shortenedInside(`${'x'.repeat(5_000)} Run it again.`, 1_000);
    expect(text).toHaveLength(1_000);
    expect(text.endsWith('Run it again.')).toBe(true);
  });

  it.each([
    '  key\n',
    '"key"',
    "'key'",
    '“key”',
    '\r\n\tkey\u00a0',
    '\uFEFFkey\u200B',
    ' " key " ',
  ])('lose what was copied along: %j', (text) => {
    expect(unwrapped(text)).toBe('key');
  });
});
