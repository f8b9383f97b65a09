import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allFields, inputFieldsOf, operations } from '../support/definition.ts';
import { pages } from '../support/reference.ts';

/** What is written of the definition is current, so that each change to what people see is seen in a review. */

it.each(Object.entries(pages))('%s is current; npm run snapshot writes it', async (path, page) => {
  expect(await page()).toBe(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
});

const repeated = (labels: readonly (string | undefined)[]): (string | undefined)[] =>
  labels.filter((label, index) => labels.indexOf(label) !== index);

describe.each(
  operations.map((operation) => [`${operation.kind} ${operation.key}`, operation] as const),
)('labels of %s', (_name, operation) => {
  it('are told apart within the form, and within each of its lines', async () => {
    expect(repeated((await inputFieldsOf(operation)).map(({ label }) => label))).toEqual([]);
    for (const { children = [] } of allFields(operation))
      expect(repeated(children.map(({ label }) => label))).toEqual([]);
  });

  it('are told apart within the output', () => {
    expect(repeated((operation.operation.outputFields ?? []).map(({ label }) => label))).toEqual([]);
  });
});
