import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { effort } from '../support/effort.ts';

/**
 * No pattern takes longer than its text is long: text comes from people and servers. Each pattern of the sources is run
 * on texts that make others run for hours.
 */

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
/** A pattern as code writes it, after what can't be divided. */
const LITERAL =
  /(?<=[=(,:;!&|?{}[\n]\s*|return\s+)\/(?![/*])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;

const patterns = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('samples'))
  .flatMap((name) =>
    [...readFileSync(join(SOURCES, name), 'utf8').matchAll(LITERAL)].map(
      ([literal, source = '', flags = '']) => [`${name}: ${literal}`, source, flags] as const,
    ),
  )
  // Not a pattern, but two divisions or paths in templates.
  .filter(([, source]) => !source.includes('${'));

const LENGTH = 30_000;
/** ms */
const LIMIT = 100;
const STARTS = [
  '',
  'a@',
  'a@b',
  '/',
  '<a',
  '?',
  '"',
  'SU-1:',
  'PRD-',
  'parameter_a__',
  '0.',
  's.',
  '[',
  'https://',
  '1,',
];
const PIECES = [
  'a',
  'A',
  '1',
  '0',
  ' ',
  '.',
  '-',
  '/',
  '@',
  '.a',
  '<a',
  '1.',
  'a.',
  'a-',
  '"',
  '""',
  "'",
  '\\',
  '[',
  '(',
  ':',
  ',',
  '1,',
  '1 ',
  '\n',
  '\t',
  '{',
  '{{',
  '=',
  '&',
  '?a=',
  '_',
  '#',
  's.0',
  '😀',
];
const ENDS = ['', '!', ' ', '\u0000x', '/x'];

/** In so many texts one is tried with a pattern: all in CI; elsewhere a pattern has other texts than the next. */
const EACH = effort(1, 31);
const texts = STARTS.flatMap((start) =>
  PIECES.flatMap((piece) => ENDS.map((end) => start + piece.repeat(LENGTH / piece.length) + end)),
);

it('are found', () => {
  expect(patterns.length).toBeGreaterThan(40);
});

describe('a pattern', () => {
  it.each(patterns.map((one, index) => [...one, index] as const))('%s', (_name, source, flags, index) => {
    const tried = texts.filter((_text, place) => (place + index) % EACH === 0);
    const pattern = new RegExp(source, flags);
    // Linear patterns take microseconds for each text; with squares in it, one text takes a second.
    for (const text of tried) {
      // The quickest of some tries, so that a busy machine is no failure.
      let taken = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < 4 && taken > LIMIT; tries += 1) {
        const started = performance.now();
        pattern.lastIndex = 0;
        if (flags.includes('g')) text.replaceAll(pattern, '');
        else pattern.test(text);
        taken = Math.min(taken, performance.now() - started);
      }
      if (taken > LIMIT)
        throw new Error(
          `${taken.toFixed()} ms for ${JSON.stringify(text.slice(0, 20))}…${JSON.stringify(text.slice(-5))}`,
        );
    }
  });
});
