import { afterEach, describe, expect, it } from '@jest/globals';
import zapier, { type Bundle, type PlainInputField, type ZObject } from 'zapier-platform-core';
import {
  parameterErrorFields,
  parameterFields,
  readParameterFields,
} from '../../src/fields/parameterFields.ts';
import { json, type Scripted, startServer } from '../support/server.ts';

const run = zapier.createAppTester({ version: '1.0.0', platformVersion: zapier.version });
const PRODUCT = 'PRD-276-377-545';

let server: Scripted | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Fields = (z: ZObject, bundle: Bundle) => Promise<PlainInputField[]>;

/** The fields that a form shows for a product with these parameters. */
const shown = async (
  fields: Fields,
  parameters: object[],
  inputData: Record<string, unknown> = { product_id: PRODUCT },
): Promise<PlainInputField[]> => {
  await server?.close();
  server = await startServer(
    json(
      parameters.map((parameter, index) => ({ id: `PRM-${index}`, name: `p${index}`, ...parameter })),
      200,
      { 'content-range': `items 0-${parameters.length - 1}/${parameters.length}` },
    ),
  );
  let result: PlainInputField[] | undefined;
  await run(
    async (z: ZObject, bundle: Bundle) => {
      result = await fields(z, bundle);
      return {};
    },
    {
      authData: { api_key: 'ApiKey SU-111-222:secret', endpoint: `${server.origin}/public/v1` },
      inputData,
    },
  );
  return result ?? [];
};

const ordering = parameterFields('ordering', true);

/** A product that says nothing of its parameters: messages then name a parameter by its key. */
const read = (input: Record<string, unknown>) => readParameterFields(async () => new Map(), input);

describe("fields for a product's parameters", () => {
  it('have the type of the parameter in their key, and its title as label', async () => {
    const types = ['text', 'email', 'phone', 'address', 'checkbox', 'dropdown'];
    const fields = await shown(
      ordering,
      types.map((type) => ({ name: `my_${type}`, type, title: `My ${type}!` })),
    );
    expect(fields.map(({ key, label }) => ({ key, label }))).toEqual(
      types.map((type) => ({ key: `parameter_${type}__my_${type}`, label: `My ${type}!` })),
    );
  });

  it('are of the types that Zapier has', async () => {
    const types = ['text', 'password', 'checkbox', 'address', 'object', 'something new'];
    const fields = await shown(
      ordering,
      types.map((type) => ({ type })),
    );
    expect(fields.map(({ type, list }) => ({ type, list }))).toEqual([
      { type: undefined, list: undefined },
      { type: 'password', list: undefined },
      { type: undefined, list: true },
      { type: 'text', list: undefined },
      { type: 'text', list: undefined },
      { type: undefined, list: undefined },
    ]);
  });

  it('are texts, named in words, when the product says little', async () => {
    const [field, nameless] = await shown(ordering, [
      { name: 'admin_email', type: null, title: '', constraints: null, description: null },
      { name: '' },
    ]);
    expect(field).toEqual({ key: 'parameter_text__admin_email', label: 'Admin Email', required: false });
    expect(nameless?.key).toBe('parameter_text__PRM-1');
  });

  it('are required where the product and the form say so', async () => {
    const parameters = [
      { constraints: { required: true } },
      { constraints: { required: false } },
      { constraints: {} },
      {},
    ];
    const required = async (fields: Fields) =>
      (await shown(fields, parameters)).map((field) => field.required);
    expect(await required(ordering)).toEqual([true, false, false, false]);
    expect(await required(parameterFields('ordering', false))).toEqual([false, false, false, false]);
  });

  it("aren't required a second time when the dictionary has them", async () => {
    const fields = await shown(
      ordering,
      [{ constraints: { required: true } }, { constraints: { required: true } }],
      {
        product_id: PRODUCT,
        params: { p1: '{{step.value}}' },
      },
    );
    expect(fields.map(({ required }) => required)).toEqual([true, false]);
  });

  it('offer the choices of the product', async () => {
    const [field, open] = await shown(ordering, [
      {
        type: 'dropdown',
        constraints: {
          choices: [
            { value: 's', label: 'Small' },
            { value: 'm', label: '' },
            { value: 'l', label: null },
            { value: '', label: 'None' },
          ],
        },
      },
      { type: 'dropdown', constraints: { choices: [] } },
    ]);
    expect(field?.choices).toEqual([
      { value: 's', label: 'Small', sample: 's' },
      { value: 'm', label: 'm', sample: 'm' },
      { value: 'l', label: 'l', sample: 'l' },
    ]);
    expect(open).not.toHaveProperty('choices');
  });

  it('help with what the product and the type say', async () => {
    const [own, same, long] = await shown(ordering, [
      { type: 'email', title: 'Mail', description: 'Who gets the bill.', hint: 'Only one.' },
      { type: 'text', title: 'Size', description: 'Size' },
      { type: 'text', title: 'Long', description: 'x'.repeat(5_000) },
    ]);
    expect(own?.helpText).toMatch(/^Who gets the bill\. Only one\. .*@/);
    expect(same).not.toHaveProperty('helpText');
    expect(long?.helpText).toHaveLength(1_000);
  });

  it('leave out what no one fills in', async () => {
    const fields = await shown(ordering, [
      { name: 'a', type: 'heading' },
      { name: 'b', type: 'content' },
      { name: 'c', constraints: { hidden: true } },
      { name: 'd', constraints: { hidden: false } },
    ]);
    expect(fields.map(({ key }) => key)).toEqual(['parameter_text__d']);
  });

  it('are those of one phase of the subscription', async () => {
    for (const [fields, phase] of [
      [parameterFields('ordering', true), 'ordering'],
      [parameterFields('fulfillment', true), 'fulfillment'],
      [parameterErrorFields(), 'ordering'],
    ] as const) {
      await shown(fields, []);
      const url = decodeURIComponent(server?.received[0]?.url ?? '');
      expect(url).toContain(`/public/v1/products/${PRODUCT}/parameters?`);
      expect(url).toContain(`eq(phase,"${phase}")`);
      expect(url).toContain('eq(scope,"asset")');
    }
  });

  it.each([
    [{}],
    [{ product_id: '' }],
    [{ id: 'AS-0000-0000-0000' }],
    [{ product_id: 'something' }],
  ])('are none, without a call, before a product is chosen: %j', async (inputData) => {
    expect(await shown(ordering, [{}], inputData)).toEqual([]);
    expect(server?.received).toEqual([]);
  });

  it('ask what is wrong with each parameter', async () => {
    const fields = await shown(parameterErrorFields(), [
      { name: 'admin_email', type: 'email', title: 'Admin mail', constraints: { required: true } },
      { name: 'long', title: 'x'.repeat(100) },
      { name: 'head', type: 'heading' },
    ]);
    expect(fields[0]).toEqual({ key: 'parameter_error__admin_email', label: 'Problem with Admin mail' });
    expect(fields[1]?.label?.length).toBeLessThanOrEqual(64);
    expect(fields).toHaveLength(2);
  });

  it('are read by the keys that they have', async () => {
    const names = ['plain', 'with__two', 'dotted.name', 'ends_', 'Größe', 'a b'];
    const fields = await shown(
      ordering,
      names.map((name) => ({ name, type: 'text' })),
    );
    const input = Object.fromEntries(fields.map(({ key }, index) => [key, `value ${index}`]));
    expect(await read(input)).toEqual(names.map((id, index) => ({ id, value: `value ${index}` })));
  });
});
