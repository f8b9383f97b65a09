import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import {
  anything,
  event,
  flag,
  id,
  list,
  number,
  object as objectOf,
  part,
  quantity,
  reference,
  text,
  time,
} from '../../src/connect/schemas/fieldTypes.ts';
import { labelOf, outputFields } from '../../src/zapier/outputFields.ts';

const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => objectOf(() => shape);

/** Key and type of each field. */
const typesOf = (schema: z.ZodMiniObject) =>
  Object.fromEntries(outputFields(schema).map(({ key, type }) => [key, type]));
/** Key and label of each field. */
const labelsOf = (schema: z.ZodMiniObject) =>
  Object.fromEntries(outputFields(schema).map(({ key, label }) => [key, label]));

describe('types', () => {
  it('are those of the values', () => {
    expect(
      typesOf(
        object({
          id: id('ID'),
          name: text(),
          count: number(),
          open: flag(),
          created: time(),
          total: quantity(),
          value: anything(),
        }),
      ),
    ).toEqual({
      id: 'string',
      name: 'string',
      count: 'number',
      open: 'boolean',
      created: 'datetime',
      total: 'string',
      value: 'string',
    });
  });

  it('are the same for values that may be missing', () => {
    for (const wrap of [
      (type: z.ZodMiniType) => type,
      (type: z.ZodMiniType) => z.optional(type),
      (type: z.ZodMiniType) => z.nullable(type),
      (type: z.ZodMiniType) => z.nullish(type),
      (type: z.ZodMiniType) => z.nullable(z.optional(z.nullable(type))),
    ]) {
      expect(
        typesOf(
          z.object({
            number: wrap(z.number()),
            flag: wrap(z.boolean()),
            part: wrap(z.object({ number: z.number() })),
            list: wrap(z.array(z.object({ flag: z.boolean() }))),
          }),
        ),
      ).toEqual({ number: 'number', flag: 'boolean', part__number: 'number', 'list[]flag': 'boolean' });
    }
  });

  it('are texts for lists of simple values', () => {
    expect(typesOf(z.object({ tags: z.array(z.string()) }))).toEqual({ tags: 'string' });
  });
});

describe('keys', () => {
  it('are joined with two underscores below an object, however deep', () => {
    const schema = object({ a: part({ b: part({ c_d: part({ e: number() }) }) }), z: text() });
    expect(typesOf(schema)).toEqual({ a__b__c_d__e: 'number', z: 'string' });
  });

  it('of line items have brackets', () => {
    const schema = object({ items: list({ id: text(), unit: part({ name: text() }) }) });
    expect(typesOf(schema)).toEqual({ 'items[]id': 'string', 'items[]unit__name': 'string' });
  });

  it('of line items may be below an object, and hold line items', () => {
    const schema = object({ asset: part({ items: list({ params: list({ value: number() }) }) }) });
    expect(typesOf(schema)).toEqual({ 'asset__items[]params[]value': 'number' });
  });

  it('come once each, in the order of the schema', () => {
    const schema = object({ z: text(), a: reference(), m: event('Made'), b: list({ y: text(), x: text() }) });
    expect(outputFields(schema).map(({ key }) => key)).toEqual([
      'z',
      'a__id',
      'a__name',
      'm__at',
      'm__by__id',
      'm__by__name',
      'b[]y',
      'b[]x',
    ]);
  });

  it('are none for an object of nothing', () => {
    expect(outputFields(object({ part: part({}), list: list({}) }))).toEqual([]);
  });
});

describe('labels', () => {
  it('are those of the schema, else the key in words', () => {
    expect(
      labelsOf(object({ id: id('Request ID'), external_uid: text(), unit_price: number('Price') })),
    ).toEqual({
      id: 'Request ID',
      external_uid: 'External UID',
      unit_price: 'Price',
    });
  });

  it('begin with the labels of the objects around them, as far as these have one', () => {
    const schema = object({
      product: reference('Product'),
      t1: part({ info: part({ city: text(), phone: part({ code: text() }, 'Phone') }) }, 'Tier 1'),
    });
    expect(labelsOf(schema)).toEqual({
      product__id: 'Product ID',
      product__name: 'Product Name',
      t1__info__city: 'Tier 1 City',
      t1__info__phone__code: 'Tier 1 Phone Code',
    });
  });

  it('of line items stand for themselves', () => {
    const schema = object({
      asset: part({ items: list({ mpn: text(), unit: reference('Unit') }) }, 'Asset'),
    });
    expect(labelsOf(schema)).toEqual({
      'asset__items[]mpn': 'MPN',
      'asset__items[]unit__id': 'Unit ID',
      'asset__items[]unit__name': 'Unit Name',
    });
  });

  it('of an event are given by it alone', () => {
    expect(labelsOf(object({ created: event('Created') }))).toEqual({
      created__at: 'Created',
      created__by__id: 'Created by ID',
      created__by__name: 'Created by',
    });
    expect(typesOf(object({ created: event('Created') }))).toMatchObject({ created__at: 'datetime' });
  });

  it('stay when a value is made optional after it was labelled, or before', () => {
    const inner = () => z.string().register(z.globalRegistry, { label: 'Inner' });
    expect(
      labelsOf(
        z.object({
          before: z.nullish(inner()),
          after: z.nullish(z.string()).register(z.globalRegistry, { label: 'Outer' }),
          both: z.nullish(inner()).register(z.globalRegistry, { label: 'Outer' }),
        }),
      ),
    ).toEqual({ before: 'Inner', after: 'Outer', both: 'Outer' });
  });
});

describe('a key in words', () => {
  it.each([
    ['name', 'Name'],
    ['external_uid', 'External UID'],
    ['id', 'ID'],
    ['item_mpn', 'Item MPN'],
    ['url_of_id', 'URL Of ID'],
    ['created_utc', 'Created UTC'],
    ['_private__key_', 'Private Key'],
    ['address_line1', 'Address Line1'],
    ['idea', 'Idea'],
    ['userName', 'UserName'],
    ['', ''],
  ])('%s is %s', (key, label) => {
    expect(labelOf(key)).toBe(label);
  });
});

describe('primary keys', () => {
  const schema = object({ id: id('ID'), updated: time(), asset: reference('Asset') });

  it('are marked, and no others', () => {
    const primary = (keys?: string[]) =>
      outputFields(schema, keys)
        .filter((field) => 'primary' in field)
        .map(({ key, primary: isPrimary }) => [key, isPrimary]);
    expect(primary()).toEqual([]);
    expect(primary(['id'])).toEqual([['id', true]]);
    expect(primary(['asset__id', 'updated'])).toEqual([
      ['updated', true],
      ['asset__id', true],
    ]);
  });

  it('change nothing else', () => {
    const bare = outputFields(schema, ['id']).map(({ primary: _primary, ...field }) => field);
    expect(bare).toEqual(outputFields(schema));
  });
});
