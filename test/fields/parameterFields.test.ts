import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import zapier, { type Bundle, type PlainInputField, type ZObject } from 'zapier-platform-core';
import { ConnectError } from '../../src/connect/errors.ts';
import {
  parameterErrorFields,
  parameterFields,
  readParameterErrors,
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

/** Any JSON object, as it is after a way through JSON, which has no -0. */
const jsonObject = fc
  .jsonValue()
  .filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

/** A product that says nothing of its parameters: messages then name a parameter by its key. */
const read = (input: Record<string, unknown>) => readParameterFields(async () => new Map(), input);

const refusal = async (input: Record<string, unknown>): Promise<string> => {
  try {
    return `not refused: ${JSON.stringify(await read(input))}`;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    expect(error.kind).toBe('fix');
    return error.message;
  }
};

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

describe('the values of these fields', () => {
  it('are texts for types without a form of their own', async () => {
    const types = ['text', 'subdomain', 'dropdown', 'choice', 'password', 'new'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...types),
        fc.stringMatching(/^[a-zA-Z][\w.-]{0,20}$/),
        fc.oneof(
          fc.string().map((text) => `a${text}z`),
          fc.integer(),
          fc.boolean(),
        ),
        async (type, id, value) => {
          expect(await read({ [`parameter_${type}__${id}`]: value })).toEqual([{ id, value: String(value) }]);
        },
      ),
    );
  });

  it('are any JSON object, as such or as a text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('address', 'object'), jsonObject, async (type, value) => {
        for (const given of [value, JSON.stringify(value), JSON.stringify(value, null, 2)]) {
          expect(await read({ [`parameter_${type}__p`]: given })).toEqual([
            { id: 'p', structured_value: value },
          ]);
        }
      }),
    );
  });

  it('are ticked choices', async () => {
    expect(await read({ parameter_checkbox__extras: ['backup', ' sso '] })).toEqual([
      { id: 'extras', structured_value: { backup: true, sso: true } },
    ]);
    expect(await read({ parameter_checkbox__extras: 'backup' })).toEqual([
      { id: 'extras', structured_value: { backup: true } },
    ]);
  });

  it('are the parts of a phone number', async () => {
    expect(await read({ parameter_phone__support_line: ' +44 (20) 7946-0018 x5 ' })).toEqual([
      {
        id: 'support_line',
        structured_value: { country_code: '+44', area_code: '20', phone_number: '79460018', extension: '5' },
      },
    ]);
  });

  it.each([
    ['email', 'alex@example.com'],
    ['email', 'a.b+c@mail.example.co.uk'],
    ['url', 'https://example.com'],
    ['url', 'HTTP://localhost:8080/a?b=c#d'],
    ['domain', 'example.com'],
    ['domain', 'xn--mnchen-3ya.de'],
    ['domain', 'A-1.b.example.museum'],
  ])('are taken as a %s: %s', async (type, value) => {
    expect(await read({ [`parameter_${type}__p`]: ` ${value} ` })).toEqual([{ id: 'p', value }]);
  });

  it.each([
    ['email', 'alex', 'an email address'],
    ['email', 'alex@example', 'an email address'],
    ['email', 'alex example@example.com', 'an email address'],
    ['email', '@example.com', 'an email address'],
    ['email', 'alex@example.com, kim@example.com', 'an email address'],
    ['url', 'example.com', 'a web address'],
    ['url', 'ftp://example.com', 'a web address'],
    ['url', 'https://', 'a web address'],
    ['url', 'https://exa mple.com', 'a web address'],
    ['url', 'see https://example.com', 'a web address'],
    ['domain', 'https://example.com', 'a domain'],
    ['domain', 'example', 'a domain'],
    ['domain', 'exa_mple.com', 'a domain'],
    ['domain', '-a.com', 'a domain'],
    ['domain', 'example..com', 'a domain'],
    ['phone', 'call me', 'a phone number'],
    ['phone', '020 7946 0018', 'a phone number'],
    ['address', 'Main Street 1', 'a JSON object'],
    ['address', '{"country": ', 'a JSON object'],
    ['object', '5', 'a JSON object'],
    ['object', 'null', 'a JSON object'],
    ['object', '"text"', 'a JSON object'],
  ])('are refused as a %s: %s', async (type, value, expected) => {
    const message = await refusal({
      parameter_text__fine: 'fine',
      [`parameter_${type}__admin_contact`]: value,
    });
    expect(message).toMatch(/^Admin Contact: /);
    expect(message).toContain(`"${value}" can't be used. Give ${expected}`);
  });

  it.each([[''], [null], [undefined], [[]]])('are left out when they are %j', async (blank) => {
    const input = Object.fromEntries(
      ['text', 'email', 'phone', 'checkbox', 'object', 'error'].map((type) => [
        `parameter_${type}__p`,
        blank,
      ]),
    );
    expect(await read(input)).toEqual([]);
    expect(readParameterErrors(input)).toEqual([]);
  });

  it('are kept when they are 0 or false', async () => {
    expect(await read({ parameter_text__a: 0, parameter_text__b: false })).toEqual([
      { id: 'a', value: '0' },
      { id: 'b', value: 'false' },
    ]);
  });

  it('are read from no other fields', async () => {
    const input = {
      product_id: PRODUCT,
      params: { size: '5' },
      parameter: 'x',
      parameter_text: 'x',
      parameter_text__: 'x',
      other_parameter_text__p: 'x',
    };
    expect(await read(input)).toEqual([]);
    expect(readParameterErrors(input)).toEqual([]);
  });
});

describe('what is wrong with parameters', () => {
  it('is told apart from their values', async () => {
    const input = {
      parameter_error__admin_email: ' Not yours ',
      parameter_email__admin_email: 'a@example.com',
    };
    expect(readParameterErrors(input)).toEqual([{ id: 'admin_email', value_error: 'Not yours' }]);
    expect(await read(input)).toEqual([{ id: 'admin_email', value: 'a@example.com' }]);
  });
});
