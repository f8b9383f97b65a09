import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { authentication } from '../../src/authentication.ts';
import {
  allFields,
  type Field,
  operations,
  searchOrCreates,
  structuralProblems,
  visible,
} from '../support/definition.ts';

const table = operations.map((operation) => [`${operation.kind} ${operation.key}`, operation] as const);
const visibleTable = visible.map((operation) => [`${operation.kind} ${operation.key}`, operation] as const);

const SMALL = new Set([
  'a',
  'an',
  'and',
  'at',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
  'by',
]);
const isTitleCase = (label: string): boolean =>
  label.split(/[\s/]+/).every((word, index) => (index > 0 && SMALL.has(word)) || /^[^a-z]/.test(word));
const BARE_URL = /(?<![(`])https?:\/\/[^\s)`]+(?![^\s]*`)/;

/** What is wrong with a text that people read. */
const textProblems = (text: string): string[] => {
  const outsideCode = text.replaceAll(/`[^`]*`/g, '').replaceAll(/\[[^\]]*\]\(https:[^)]*\)/g, '');
  return [
    ...(BARE_URL.test(outsideCode) ? ['has a bare link'] : []),
    ...(/javascript:/i.test(text) ? ['has a dangerous link'] : []),
    ...(text.length > 1000 ? ['is too long'] : []),
    ...(/\s{2,}/.test(text) ? ['has double blanks'] : []),
  ];
};

const fieldProblems = (field: Field): string[] => {
  const { key, label = '', helpText = '', dynamic, type, children } = field;
  return [
    ...(/^[a-z][a-z0-9_]*$/.test(key) ? [] : ['key is not snake_case']),
    ...(label.length >= 2 && label.length <= 64 ? [] : ['label has the wrong length']),
    ...(isTitleCase(label) ? [] : [`label "${label}" is not in title case`]),
    ...(/ID$/.test(label) && !/External/.test(label) && !dynamic && !children
      ? [`"${label}" has no dropdown`]
      : []),
    ...(helpText && helpText.trim().toLowerCase() === label.toLowerCase()
      ? ['help text repeats the label']
      : []),
    ...textProblems(helpText),
    ...(/secret|(?<!page_)token|password|api.?key/i.test(key) && type !== 'password'
      ? ['a secret outside of a password field']
      : []),
  ].map((problem) => `${key}: ${problem}`);
};

describe('Zapier’s structural validation', () => {
  it('finds nothing', async () => {
    expect(await structuralProblems()).toEqual([]);
  });
});

describe.each(searchOrCreates.map((one) => [one.key, one] as const))('search or create %s', (key, {
  search,
  create,
  display,
}) => {
  // Publishing rule D015.
  it('has the key of its search, and an action that exists', () => {
    expect(search).toBe(key);
    expect(visible.map((one) => `${one.kind} ${one.key}`)).toEqual(
      expect.arrayContaining([`searches ${search}`, `creates ${create}`]),
    );
  });

  it('says in title case and in a sentence what it does', () => {
    expect(isTitleCase(display.label)).toBe(true);
    expect(display.description).toMatch(/^Finds .* created .*\.$/);
  });
});

describe.each(table)('%s', (_name, { key, kind, noun, display, operation }) => {
  it('has a key in snake_case, a noun and a label in title case', () => {
    expect(key).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(noun.length).toBeGreaterThanOrEqual(2);
    expect(isTitleCase(display.label)).toBe(true);
    expect(display.label.length).toBeLessThanOrEqual(64);
    expect(display.label).not.toMatch(/connect/i);
  });

  it('says in a sentence what it does', () => {
    expect(display.description).toMatch(/\.$/);
    expect(textProblems(display.description)).toEqual([]);
    if (kind === 'triggers') expect(display.description).toMatch(/^Triggers when /);
    else expect(display.description).toMatch(/^[A-Z][a-z]+s /);
  });

  it('has fields with labels, help and dropdowns as the rules want them', () => {
    const fields = allFields({ key, kind, noun, display, operation });
    expect(fields.flatMap(fieldProblems)).toEqual([]);
    const keys =
      operation.inputFields?.flatMap((field) => (typeof field === 'function' ? [] : [field.key])) ?? [];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has a sample and output fields', () => {
    expect(operation.sample).toBeDefined();
    expect(operation.outputFields?.length).toBeGreaterThan(0);
  });
});

describe.each(visibleTable)('%s, which people see', (_name, operation) => {
  it('tells enough for a person or an agent to choose it', () => {
    expect(operation.display.description.length).toBeGreaterThanOrEqual(40);
  });

  it('asks for something in fields that are always there', () => {
    if (operation.kind !== 'triggers') expect(allFields(operation).length).toBeGreaterThan(0);
  });
});

describe('dropdowns and search references', () => {
  const byKey = new Map(operations.map((operation) => [`${operation.kind}.${operation.key}`, operation]));
  const references = operations.flatMap((operation) =>
    allFields(operation).flatMap(({ dynamic }) => (dynamic ? [[operation.key, dynamic] as const] : [])),
  );

  it.each([
    ...new Map(references.map((one) => [one[1], one])).values(),
  ])('%s: %s exists and has both fields', (_key, dynamic) => {
    const [target = '', ...fields] = dynamic.split('.');
    const found = byKey.get(`triggers.${target}`);
    expect(found).toBeDefined();
    for (const field of fields) expect(found?.operation.sample).toHaveProperty(field);
  });
});

describe('the connection', () => {
  it('keeps secrets in password fields, and says where the key is', () => {
    const secrets = authentication.fields.filter(({ key }) => /key|token/.test(key));
    expect(secrets.map(({ type }) => type)).toEqual(['password', 'password']);
    expect(authentication.fields[0]?.helpText).toMatch(/\]\(https:\/\//);
    expect(authentication.fields.flatMap(({ helpText }) => textProblems(helpText))).toEqual([]);
  });

  it('is labelled with the account, not with a secret', () => {
    expect(authentication.connectionLabel).toBe('{{name}} ({{id}})');
  });
});

describe('the files that people write', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const GENERATED = ['src/connect/contract/answers.ts', 'src/connect/contract/filters.ts'];
  const files = ['src', 'sandbox', 'simulate', 'scripts', 'bench', 'demo', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => join(folder, name)),
  );

  it('have at most 300 lines', () => {
    const linesOf = (name: string) => readFileSync(join(root, name), 'utf8').trimEnd().split('\n').length;
    expect(files).toEqual(expect.arrayContaining(['src/authentication.ts', ...GENERATED]));
    expect(files.filter((name) => !GENERATED.includes(name) && linesOf(name) > 300)).toEqual([]);
  });
});
