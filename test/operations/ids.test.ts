import { afterEach, describe, expect, it } from '@jest/globals';
import { exampleIds, expectedId } from '../../src/zapier/idForms.ts';
import { labelOf } from '../../src/zapier/outputFields.ts';
import { app, failureOf } from '../support/app.ts';
import { atTime } from '../support/atTime.ts';
import { operations, staticFields } from '../support/definition.ts';
import { connection, serve, stopServing } from '../support/nocked.ts';
import { allCases } from './allCases.ts';

/** Wherever the ID of an object is asked for whose form is known, half an ID is refused before anything is sent. */

afterEach(stopServing);

/** Fields that take other names, too, and lines whose operation says what is wrong with each. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  create_asset_requests_from_order: ['items[]product_id'],
  report_usage: ['records[]asset_id'],
  check_usage: ['records[]asset_id'],
};

const asked = allCases.flatMap(({ kind, key, least = {}, input = least, at }) => {
  const operation = operations.find((one) => one.kind === kind && one.key === key);
  // What a form holds so far is not checked when it asks for its dropdowns.
  if (!operation || (kind === 'triggers' && operation.display.hidden)) return [];
  return staticFields(operation)
    .flatMap((field) =>
      (field.children ?? [field]).map((one) => ({
        field: one,
        path: field.children ? `${field.key}[]${one.key}` : one.key,
        label: `${field.children ? `${field.label ?? labelOf(field.key)}, line 1: ` : ''}${one.label ?? labelOf(one.key)}`,
        given: (value: unknown) => ({
          ...input,
          [field.key]: field.children ? [{ [one.key]: value }] : value,
        }),
      })),
    )
    .filter(({ field, path }) => exampleIds(field.dynamic ?? '').length && !OTHERWISE[key]?.includes(path))
    .map((one) => [key, one.path, { ...one, kind, at }] as const);
});

it('is asked of most operations', () => {
  expect(new Set(asked.map(([key]) => key)).size).toBeGreaterThan(100);
});

it.each([
  ['contracts.id.name', 'CRP-00000-00000-00000'],
  ['account_users.id.name', 'UR-000-323'],
  ['account_users.id.name', 'SU-000-000-000'],
  ['marketplaces.id.name', 'MP-1234-1234'],
  ['asset_choices.id.name', 'AS-000-000-000-0'],
  ['asset_choices.id.name', 'AS-00000-00000-00000'],
])('as %s, %s may be one, though not all forms are documented', (dynamic, id) => {
  expect(expectedId(dynamic, id)).toBeUndefined();
});

it.each([
  ['contracts.id.name', 'PRD-000-000-000'],
  ['asset_choices.id.name', 'AS-0000-0000'],
  ['asset_choices.id.name', 'Backup'],
  ['asset_choices.id.name', 'AS'],
  ['asset_choices.id.name', 'AS-0000-0000-OOOO'],
])('as %s, %s is none', (dynamic, id) => {
  expect(expectedId(dynamic, id)).toMatch(/^a whole ID, for example /);
});

describe('half an ID', () => {
  it.each(asked)('in %s, %s is refused by its label, with what is expected', async (key, _path, one) => {
    const { field, kind, label, given, at } = one;
    const [whole = ''] = exampleIds(field.dynamic ?? '');
    const half = whole.slice(0, -3);
    const sent = serve([{ status: 200, body: [] }]);
    const { kind: error, message } = await failureOf(() =>
      atTime(at, async () => {
        if (kind === 'triggers') await app.samples(key, connection, given(half));
        else if (kind === 'searches') await app.search(key, connection, given(half));
        else await app.create(key, connection, given(half));
      }),
    );
    expect(error).toBe('AppError');
    expect(message).toContain(`${label}: "${half}" can't be used. Give a whole ID, for example ${whole}`);
    expect(sent).toEqual([]);
  });
});
