import { expect } from '@jest/globals';
import type { Asset } from '../../src/connect/schemas/asset.ts';
import type { ProductItem } from '../../src/connect/schemas/catalog.ts';
import type { Cell } from '../../src/spreadsheets/read.ts';
import type { Schema } from '../../src/usage/report/catalog.ts';
import type { RawRow } from '../../src/usage/report/columns.ts';
import { RowChecker, type RowRules, type UsageRow } from '../../src/usage/report/rows.ts';

/** A row of usage that is good, the rules that it is checked by, and what becomes of it when one value is another. */

const CONTRACT = 'CRD-00000-00000-00000';
export const ITEM = 'PRD-276-377-545-0001';
const ITEMS: Record<string, ProductItem> = {
  'MPN-ANY': { id: ITEM, mpn: 'MPN-ANY' },
  'MPN-WHOLE': { id: 'PRD-276-377-545-0002', mpn: 'MPN-WHOLE', precision: 'integer' },
  'MPN-TWO': { id: 'PRD-276-377-545-0003', mpn: 'MPN-TWO', precision: 'decimal(2)' },
  'MPN-LOCAL': { id: 'local', mpn: 'MPN-LOCAL' },
};
export const ASSET = 'AS-1111-1111-1111';
const ASSETS: Asset[] = [
  { id: ASSET, external_id: 'ext-1', contract: { id: CONTRACT } },
  { id: 'AS-2222-2222-2222', external_id: 'twice', contract: { id: CONTRACT } },
  { id: 'AS-3333-3333-3333', external_id: 'twice', contract: { id: CONTRACT } },
  { id: 'AS-4444-4444-4444', external_id: 'ext-4', contract: { id: 'CRD-OTHER' } },
];

/** Whether Connect keeps all of its digits. */
export const isKept = (decimal: string): boolean => decimal.replaceAll(/\D/g, '').length <= 15;

export const rules = (schema: Schema = 'qt', more: Partial<RowRules> = {}): RowRules => ({
  areDays: true,
  isPointDecimal: true,
  catalog: {
    schema,
    isDynamic: false,
    findItem: (value) => ITEMS[value] ?? Object.values(ITEMS).find(({ id }) => id === value),
  },
  subscriptions: {
    byId: (id) => ASSETS.find((asset) => asset.id === id),
    byExternalId: (externalId) => ASSETS.filter(({ external_id }) => external_id === externalId),
    byExternalUid: (externalUid) => ASSETS.filter(({ external_uid }) => external_uid === externalUid),
    byParameter: () => [],
  },
  contractId: CONTRACT,
  period: undefined,
  reportId: 'report-7',
  ...more,
});

export type Values = Record<string, Cell>;
export const VALID: Values = {
  item: ITEM,
  asset_id: ASSET,
  quantity: '12.50',
  start: '2026-01-01',
  end: '2026-01-31',
};
export const rawRow = (values: Values, number = 1, params: Values = {}): RawRow => ({
  number,
  values,
  params,
});

/** A row that differs from a good one. */
const checked = (change: Values, rule: RowRules = rules()) => {
  const checker = new RowChecker(rule);
  return { row: checker.check(rawRow({ ...VALID, ...change })), problems: checker.problems };
};
export const accepted = (change: Values, rule?: RowRules): UsageRow => {
  const { row, problems } = checked(change, rule);
  if (!row) throw new Error(`refused: ${problems.text}`);
  expect(problems.count).toBe(0);
  return row;
};
/** What a person reads of a row that is refused for one reason. */
export const refusal = (change: Values, rule?: RowRules): string => {
  const { row, problems } = checked(change, rule);
  expect(row).toBeUndefined();
  expect(problems.count).toBe(1);
  return problems.text;
};
