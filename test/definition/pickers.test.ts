import { describe, expect, it } from '@jest/globals';
import * as pickers from '../../src/fields/pickers.ts';
import { allFields, type Field, inputFieldsOf, operations } from '../support/definition.ts';

/** Every field that names an object of Connect links to the Find by which an earlier step finds it. */

/** Pickers for which there is no Find, and why. */
const WITHOUT_FIND: Readonly<Record<string, string>> = {
  reportTemplatePicker: 'people choose it once, in the editor, where it shapes the form',
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

/** Fields that look like IDs of objects of Connect, and what they are. */
const NO_OBJECTS: Readonly<Record<string, string>> = {
  param_id: 'names of parameters, or of attributes',
  asset_param_id: 'names of parameters',
  record_id: 'an ID of the reporter',
  tenant_id: "a tenant of the vendor's own system",
  instance_id: 'an ID of the system behind a hub',
};
/** Whether a field names an object of Connect: by its key, or by the example in its help. */
const namesObject = ({ key, label = '', helpText = '', dict }: Field): boolean =>
  !dict &&
  (/(^|_)id$/.test(key) || /^[^`]*`[A-Z]{2,4}-0{2,}/.test(helpText)) &&
  !/External|Billing|No Longer Used/.test(label);

it.each(
  operations.filter(({ display }) => !display.hidden).map((operation) => [operation.key, operation] as const),
)('%s: fields that name an object of Connect have its dropdown, and its link to a Find', async (key, operation) => {
  const fields = (await inputFieldsOf(operation)).flatMap((field) => [field, ...(field.children ?? [])]);
  const lacking = fields.filter((field) => {
    if (!namesObject(field) || (field.key in NO_OBJECTS && !field.dynamic)) return false;
    const wanted = dropdowns.get(field.dynamic ?? '');
    // A trigger has no step before it, and a Find is not the step before itself.
    const canLink = operation.kind !== 'triggers' && wanted && wanted.split('.')[0] !== key;
    return !field.dynamic || Boolean(canLink && !field.search);
  });
  expect(lacking.map((field) => `${field.key}: ${field.dynamic} ${field.search}`)).toEqual([]);
});
