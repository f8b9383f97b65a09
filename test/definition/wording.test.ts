import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { authentication } from '../../src/authentication.ts';
import { withArticle } from '../../src/connect/text.ts';
import { inputFieldsOf, operations, searchOrCreates } from '../support/definition.ts';

/** English in all texts that people read: the article that a noun asks for, and no word twice. */

/** Words whose letters deceive: spoken, "user" begins with a consonant and "hour" with a vowel. */
const LIKE_CONSONANT = /^(?:u(?:s|ni|til|uid|rl|rf|f-|fc|r-|td|$)|eu|one\b|once)/i;
const LIKE_VOWEL = /^(?:hour|honest|heir|[aeiou])/i;
/** Abbreviations that are spoken letter by letter: MPN, but not SKU. */
const SPELLED = /^[FHLMNRX][A-Z0-9]{1,3}$/;

/** The articles of a text that don't go with what follows. */
const wrongArticles = (text: string): string[] =>
  [...text.matchAll(/\b(an?) ([A-Za-z][\w-]*)/gi)].flatMap(([whole, article = '', word = '']) => {
    const isVowel = SPELLED.test(word) || (LIKE_VOWEL.test(word) && !LIKE_CONSONANT.test(word));
    return (article.toLowerCase() === 'an') === isVowel ? [] : [whole];
  });
const doubled = (text: string): string[] =>
  [...text.matchAll(/\b([A-Za-z]{2,}) \1\b/gi)].map(([whole]) => whole);
const problems = (text: string): string[] => [...wrongArticles(text), ...doubled(text)];

it('the rules tell right from wrong', () => {
  for (const right of [
    'an adjustment',
    'a user',
    'a UUID',
    'an MPN',
    'an hour',
    'a usage file',
    'a URL',
    'an item',
  ])
    expect(wrongArticles(right)).toEqual([]);
  for (const wrong of ['a adjustment request', 'an change', 'a item', 'an usage file', 'a MPN'])
    expect(wrongArticles(wrong)).toHaveLength(1);
  expect(doubled('Subscription Subscription ID')).toEqual(['Subscription Subscription']);
});

it.each(
  operations.map((operation) => [`${operation.kind} ${operation.key}`, operation] as const),
)('%s', async (_name, operation) => {
  const { noun, display, operation: spec } = operation;
  const inputs = (await inputFieldsOf(operation)).flatMap((field) => [field, ...(field.children ?? [])]);
  const texts = [
    noun,
    display.label,
    display.description,
    ...inputs.flatMap(({ label = '', helpText = '', choices }) => [
      label,
      helpText,
      ...Object.values(choices ?? {}).flatMap((choice) =>
        typeof choice === 'string' ? [choice] : [String((choice as { label?: unknown }).label ?? '')],
      ),
    ]),
    ...(spec.inputFieldGroups ?? []).map(({ label = '' }) => label),
    ...(spec.outputFields ?? []).map(({ label = '' }) => label),
  ];
  expect(texts.flatMap(problems)).toEqual([]);
});

it('the connection, and what finds or creates', () => {
  const texts = [
    ...authentication.fields.flatMap(({ label = '', helpText = '' }) => [label, helpText]),
    ...searchOrCreates.flatMap(({ display }) => [display.label, display.description]),
  ];
  expect(texts.flatMap(problems)).toEqual([]);
});

describe('messages', () => {
  const files = readdirSync(new URL('../../src', import.meta.url), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'));
  const literals = files.flatMap((file) => {
    const text = readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');
    return [...text.matchAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g)].map(
      ([literal]) => [file, literal] as const,
    );
  });

  it('have the right articles in their sentences', () => {
    const wrong = literals.flatMap(([file, literal]) =>
      // Code stands in some of them.
      /[;{}=<>]/.test(literal.replaceAll(/\$\{[^}]*\}/g, ''))
        ? []
        : wrongArticles(literal).map((found) => `${file}: ${found}`),
    );
    expect(wrong).toEqual([]);
  });

  it('leave the article before a noun that is filled in to the one place that knows', () => {
    /** Nouns that all begin with a consonant. */
    const KNOWN = ['isDraft ?', 'intent.secret', 'type}`'];
    const open = literals.flatMap(([file, literal]) =>
      [...literal.matchAll(/\b[Aa]n? \$\{[^}]*\}?.?/g)]
        .map(([found]) => found)
        .filter((found) => !KNOWN.some((known) => found.includes(known)))
        .map((found) => `${file}: ${found}`),
    );
    expect(open).toEqual([]);
    expect(withArticle('adjustment request')).toBe('an adjustment request');
    expect(withArticle('purchase request')).toBe('a purchase request');
  });
});
