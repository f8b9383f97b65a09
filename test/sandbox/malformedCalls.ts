import fc from 'fast-check';

/** Bodies, queries and IDs that nobody understands, and some that come near to what is right. */

type Json = Record<string, unknown>;

/** Bodies that are right, so that what is wrong in one part is reached. */
const RIGHT: readonly unknown[] = [
  {
    type: 'purchase',
    status: 'draft',
    note: 'note',
    marketplace: { id: 'MP-1' },
    asset: {
      id: 'AS-1',
      external_id: 'X-1',
      external_uid: 'u',
      connection: { id: 'CT-9861-7949', hub: { id: 'HB-1' }, type: 'production' },
      product: { id: 'PRD-838-787-106' },
      items: [{ mpn: 'BACKUP-USER', id: '1', global_id: 'PRD-1', quantity: '5' }],
      params: [{ id: 'admin_email', value: 'alex@example.com', structured_value: {}, value_error: '' }],
      tiers: {
        customer: {
          id: 'TA-1',
          name: 'Example',
          external_id: 'C-1',
          external_uid: 'c',
          contact_info: {
            address_line1: '1 Example Street',
            city: 'Springfield',
            country: 'US',
            contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
          },
        },
        tier1: { id: 'TA-2' },
        tier2: {},
      },
      external_attributes: {},
    },
  },
  { template_id: 'TL-551-876-782', activation_tile: 'Done', effective_date: '2026-01-01', reason: 'No.' },
  { planned_date: '2099-01-01T00:00:00Z', email: 'kim@vendor.example.com', id: 'UR-1', reason: 'No.' },
  {
    name: 'January',
    product: { id: 'PRD-838-787-106' },
    contract: { id: 'CRD-58096-38285-80856' },
    period: { from: '2026-01-01', to: '2026-01-31' },
    currency: 'EUR',
    external_id: 'jan',
    description: 'x',
    note: 'y',
    acceptance_note: 'ok',
    rejection_note: 'no',
  },
  { status: 'approved', external_billing_id: 'B-1', external_billing_note: 'n', external_id: 'chunk' },
  [{ id: 'UR-1', external_billing_id: 'B-1', external_billing_note: 'n' }],
  { id: 'AS-1', name: 'Example', limits: { users: 5, storage: 'unlimited' }, users: 10 },
  { host: 'connect', method: 'GET', path: '/x', kind: 'status', status: 500, times: 1, advance: 'P1D' },
  { manner: 'json' },
];

const pathsIn = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
    : [path];
const replaced = (value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Json;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    -1e308,
    1.5,
    9e15,
    '',
    ' ',
    '\u0000',
    '\uD800',
    '__proto__',
    'constructor',
    'toString',
    '%00',
    '../..',
    '9'.repeat(400),
    'x'.repeat(5_000),
    'P9999999999Y',
    '-271821-04-20T00:00:00Z',
    '275760-09-13',
    '0000-00-00',
    [],
    [[]],
    [null],
    {},
    { id: null },
    { id: { id: {} } },
    { length: 3 },
    { toString: 1 },
    { __proto__: null },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const wrongPart = fc
  .constantFrom(...RIGHT)
  .chain((right) =>
    fc.tuple(fc.constantFrom(...pathsIn(right)), odd).map(([path, by]) => replaced(right, path, by)),
  );

export interface Sent {
  readonly type: string | undefined;
  readonly body: string | Buffer | undefined;
}
const BOUNDARY = 'limit';
const part = (name: string, file: string | undefined, content: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n${content}\r\n`;
const nested = (sign: string, times: number) => sign.repeat(times);
export const sent: fc.Arbitrary<Sent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .oneof(wrongPart, odd)
      .map((body) => ({ type: 'application/json', body: JSON.stringify(body) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .oneof(
        fc.string(),
        fc.constantFrom(
          '{',
          '[',
          '"',
          '{"a":',
          'nul',
          '\u0000',
          nested('[', 20_000),
          nested('{"a":', 20_000),
          `${nested('[', 20_000)}${nested(']', 20_000)}`,
        ),
      )
      .map((body) => ({ type: 'application/json', body })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom(
        undefined,
        '',
        ';',
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'application/json; charset=utf-7',
        'application/json; charset=nonsense',
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'multipart/form-data; boundary=other',
        `multipart/form-data; boundary=${BOUNDARY}`,
        'multipart/mixed; boundary=limit',
        `multipart/form-data; boundary=${'x'.repeat(300)}`,
      ),
      body: fc.oneof(
        fc.constant(undefined),
        fc.string(),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('usage_file', 'recon_file', 'upload_note', '__proto__', '', 'toString'),
        fc.constantFrom(undefined, '', 'a.xlsx', '../a', '\u0000'),
        fc.oneof(fc.string(), fc.constantFrom('PK\u0003\u0004', 'PK\u0005\u0006', '<xml')),
        fc.constantFrom(`--${BOUNDARY}--\r\n`, '', '\r\n', `--${BOUNDARY}`),
      )
      .map(([name, file, content, end]) => ({
        type: `multipart/form-data; boundary=${BOUNDARY}`,
        body: part(name, file, content) + end,
      })),
  },
);
export const queries = fc.oneof(
  fc.constant(''),
  fc.string(),
  fc.constantFrom(
    'limit=-1',
    'limit=99999999999999999999',
    'offset=1e9',
    'limit=5&limit=6',
    'offset=99999999999999999999999',
    'eq(id',
    'in(id,())',
    'in(id,(a,b',
    'like(id,**)',
    'ilike(name,"*(*")',
    'like(name,"*[*")',
    'like(name,"\\\\")',
    'ordering(__proto__)',
    'ordering(constructor)',
    'select(__proto__)',
    'select(-constructor,+toString)',
    'eq(__proto__,1)',
    'eq(constructor,1)',
    'toString=1',
    'ge(created,"275760-09-13")',
    'ge(created,0000-00-00)',
    'ge(created,null())',
    'gt(created,empty())',
    '%',
    '%E0%A4%A',
    '%00',
    'sig=',
    `${nested('not(', 3_000)}`,
    `${nested('(', 3_000)}`,
    `${nested('and(', 3_000)}`,
    `${nested('a=1&', 3_000)}a=1`,
    `in(id,(${nested('1,', 7_000)}1))`,
    `eq(id,${nested('t(', 3_000)}`,
  ),
  fc
    .array(
      fc.constantFrom(
        'and(',
        'or(',
        'not(',
        'eq(',
        'in(',
        'like(',
        't(',
        'id',
        'created',
        'status',
        ',',
        ')',
        '(',
        '&',
        '=',
        '"',
        "'",
        '*',
        '\\',
        'null()',
        '1',
        '-',
        '|',
        ';',
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
);
/** What may stand in a path beside real IDs. */
export const oddIds = fc.oneof(
  fc.constantFrom(
    '%00',
    '..',
    '%2e%2e',
    '%',
    '%E0%A4%A',
    '__proto__',
    'constructor',
    'x'.repeat(3_000),
    '%F0%9F%92%A9',
    "'",
    '"',
    '*',
    '%2F',
    '0',
    '-1',
    ' ',
  ),
  fc.string({ minLength: 1 }),
);
