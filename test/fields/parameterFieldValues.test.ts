import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConnectError } from '../../src/connect/errors.ts';
import { readParameterErrors, readParameterFields } from '../../src/fields/parameterFields.ts';
import type { Scripted } from '../support/server.ts';

const PRODUCT = 'PRD-276-377-545';

let server: Scripted | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

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
