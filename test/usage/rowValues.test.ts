import { describe, expect, it } from '@jest/globals';
import type { Cell } from '../../src/spreadsheets/read.ts';
import type { Schema } from '../../src/usage/report/catalog.ts';
import { subscriptionOf } from '../../src/usage/report/subscriptionCheck.ts';
import { ASSET, accepted, ITEM, rawRow, refusal, rules, type Values } from './rowRules.ts';

describe('the item', () => {
  it.each([
    [ITEM, 'item.global_id', ITEM],
    ['MPN-ANY', 'item.global_id', ITEM],
    ['MPN-LOCAL', 'item.mpn', 'MPN-LOCAL'],
  ])('%s is searched by %s', (item, criteria, value) => {
    const { item_search_criteria, item_search_value } = accepted({ item });
    expect([item_search_criteria, item_search_value]).toEqual([criteria, value]);
  });

  it.each([
    ['', 'Row 1, Item: It is missing.'],
    ['MPN-X', 'Row 1, Item: The product has no pay-as-you-go item "MPN-X"'],
  ])('%j is refused', (item, message) => {
    expect(refusal({ item })).toContain(message);
  });
});

describe('the subscription', () => {
  it('may be named by its external ID', () => {
    expect(accepted({ asset_id: '', asset_external_id: 'ext-1' })).toMatchObject({
      asset_search_criteria: 'asset.id',
      asset_search_value: ASSET,
    });
  });

  it('may be left to Connect to find by a parameter', () => {
    const values = { asset_search_criteria: 'parameter.tenant_id', asset_id: 'tenant-1' };
    expect(accepted(values)).toMatchObject({
      asset_search_criteria: 'parameter.tenant_id',
      asset_search_value: 'tenant-1',
    });
    expect(subscriptionOf(rawRow(values))).toEqual({});
    expect(refusal({ ...values, asset_id: null })).toBe(
      'Row 1, Subscription ID: It is missing. Give the value of parameter.tenant_id.',
    );
  });

  it.each<[string, Values, string]>([
    ['missing', { asset_id: ' ' }, 'Row 1, Subscription ID: It is missing.'],
    ['unknown', { asset_id: 'AS-9' }, 'Row 1, Subscription ID: The product has no subscription "AS-9"'],
    [
      'unknown by its external ID',
      { asset_id: null, asset_external_id: 'ext-9' },
      'Row 1, Subscription External ID: The product has no subscription "ext-9"',
    ],
    [
      'one of two',
      { asset_id: null, asset_external_id: 'twice' },
      'Row 1, Subscription External ID: 2 subscriptions have the external ID "twice"',
    ],
    [
      'of another contract',
      { asset_id: 'AS-4444-4444-4444' },
      'Row 1, Subscription ID: Subscription AS-4444-4444-4444 belongs to the contract CRD-OTHER',
    ],
  ])('that is %s is refused', (_name, change, message) => {
    expect(refusal(change)).toContain(message);
  });
});

describe('the quantity', () => {
  it.each([
    ['MPN-WHOLE', '5', '5'],
    ['MPN-WHOLE', '5.00', '5'],
    ['MPN-TWO', '5,25', '5.25'],
    ['MPN-TWO', '5.2500', '5.25'],
    ['MPN-ANY', '0.123456789012345', '0.123456789012345'],
    ['MPN-ANY', 0, '0'],
  ])('of %s may be %j', (item, quantity, read) => {
    expect(accepted({ item, quantity }).quantity).toBe(read);
  });

  it.each<[string, Cell, string]>([
    ['MPN-ANY', '', 'It is missing.'],
    ['MPN-ANY', null, 'It is missing.'],
    ['MPN-ANY', '-1', '"-1" can\'t be used. Give a number that is not negative'],
    ['MPN-ANY', '1,500', '"1,500" could be 1.5 or 1500. Write it in that way.'],
    ['MPN-ANY', 'unlimited', '"unlimited" can\'t be used.'],
    ['MPN-WHOLE', '5.5', '"5.5" can\'t be used. The item takes a whole number.'],
    ['MPN-TWO', 5.125, '"5.125" can\'t be used. The item takes a number with at most 2 decimals.'],
    ['MPN-ANY', 'x'.repeat(200), `"${'x'.repeat(60)}…" can't be used.`],
  ])('of %s can’t be %j', (item, quantity, message) => {
    expect(refusal({ item, quantity })).toContain(`Row 1, Quantity: ${message}`);
  });
});

describe('the times', () => {
  const period = { period: { from: '2026-01-01', to: '2026-01-31' } };

  it('may fill the whole period, and be one and the same', () => {
    const whole = accepted({ start: '2026-01-01', end: '2026-01-31' }, rules('qt', period));
    expect([whole.start_time_utc, whole.end_time_utc]).toEqual([
      '2026-01-01 00:00:00',
      '2026-01-31 23:59:59',
    ]);
    accepted({ start: '2026-01-05 10:00', end: '2026-01-05 10:00' }, rules('qt', period));
    accepted({ start: '2026-01-05', end: '2026-01-05' });
  });

  it.each<[Values, string]>([
    [{ start: '' }, 'Row 1, Usage Start: It is missing. Give a time in UTC'],
    [{ end: null }, 'Row 1, Usage End: It is missing.'],
    [{ start: '31.01.2026' }, 'Row 1, Usage Start: "31.01.2026" can\'t be used.'],
    [{ end: '2026-02-30' }, 'Row 1, Usage End: "2026-02-30" can\'t be used.'],
    [
      { start: '2026-01-31 10:00', end: '2026-01-31 09:59' },
      'Row 1, Usage End: "2026-01-31 09:59:00" is before the start, "2026-01-31 10:00:00".',
    ],
    [
      { start: '2025-12-31T23:59:59Z' },
      'Row 1, Usage Start: "2025-12-31 23:59:59" is outside of the period of the report, 2026-01-01 to 2026-01-31.',
    ],
    [
      { end: '2026-01-31T23:00:00-02:00' },
      'Row 1, Usage End: "2026-02-01 01:00:00" is outside of the period',
    ],
  ])('%j are refused', (change, message) => {
    expect(refusal(change, rules('qt', period))).toContain(message);
  });
});

describe('amount and tier', () => {
  it.each<[Schema, Values]>([
    ['qt', {}],
    ['qt', { amount: '1', tier: '0' }],
    ['cr', { amount: '1.5' }],
    ['pr', { amount: -2 }],
    ['tr', { amount: 0, tier: 0 }],
    ['tr', { amount: '1', tier: '2' }],
  ])('of %s may be %j', (schema, change) => {
    accepted(change, rules(schema));
  });

  it.each<[Schema, Values, string]>([
    ['cr', {}, 'Row 1, Amount: It is missing. The product is reported with amounts (CR).'],
    ['pr', {}, 'Row 1, Amount: It is missing. The product is reported with amounts (PR).'],
    ['tr', { tier: 1 }, 'Row 1, Amount: It is missing. The product is reported with amounts (TR).'],
    ['tr', { amount: 1 }, 'Row 1, Tier: It is missing. The product is reported per tier.'],
    ['qt', { amount: 'free' }, 'Row 1, Amount: "free" can\'t be used.'],
    ['tr', { amount: 1, tier: 3 }, 'Row 1, Tier: "3" can\'t be used. Give 0 for the customer'],
    ['qt', { tier: 'tier 1' }, 'Row 1, Tier: "tier 1" can\'t be used.'],
  ])('of %s can’t be %j', (schema, change, message) => {
    expect(refusal(change, rules(schema))).toContain(message);
  });
});
