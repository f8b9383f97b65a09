import { describe, expect, it } from '@jest/globals';
import * as pickers from '../../src/fields/pickers.ts';
import { allFields, type Field, operations } from '../support/definition.ts';

/** Every field that names an object of Connect links to the Find by which an earlier step finds it. */

/** Pickers for which there is no Find, and why. */
const WITHOUT_FIND: Readonly<Record<string, string>> = {
  connectionPicker: 'people never see connections, only hubs and products',
};

const table = Object.entries(pickers).map(([name, pick]) => [name, pick('some_id') as Field] as const);
const searches = operations.filter(({ kind }) => kind === 'searches');

describe.each(table)('%s', (name, { search, dynamic }) => {
  it('links to a Find that gives what is filled in, unless there is none', () => {
    if (name in WITHOUT_FIND) {
      expect(search).toBeUndefined();
      return;
    }
    const [key, output = ''] = search?.split('.') ?? [];
    const find = searches.find((one) => one.key === key);
    expect(find?.display.hidden ?? false).toBe(false);
    expect(find?.operation.sample).toHaveProperty(output);
  });

  it('links to a dropdown that gives what is filled in and what is shown', () => {
    const [key, ...outputs] = dynamic?.split('.') ?? [];
    if (!dynamic) return;
    const dropdown = operations.find((one) => one.kind === 'triggers' && one.key === key);
    for (const output of outputs) expect(dropdown?.operation.sample).toHaveProperty(output);
  });
});

/** A dropdown of objects, as all pickers together know them. */
const dropdowns = new Map(
  table.flatMap(([, field]) => (field.dynamic ? [[field.dynamic, field.search]] : [])),
);

it.each(
  operations
    .filter(({ kind, display }) => kind !== 'triggers' && !display.hidden)
    .map((operation) => [operation.key, operation] as const),
)('%s: fields with a dropdown link to its Find', (key, operation) => {
  const lacking = allFields(operation).filter(({ dynamic = '', search }) => {
    const wanted = dropdowns.get(dynamic);
    return wanted && !search && wanted.split('.')[0] !== key;
  });
  expect(lacking.map((field) => field.key)).toEqual([]);
});
