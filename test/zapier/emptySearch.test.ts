import { describe, expect, it } from '@jest/globals';
import { emptyFilters } from '../../src/zapier/emptySearch.ts';

const fields = [
  { key: 'customer_id', label: 'Customer Account' },
  { key: 'id', label: 'Subscription ID', list: true },
  { key: 'status', label: 'Status', choices: { active: 'Active' } },
  { key: 'limit', label: 'Maximum Results' },
];
const of = (inputData: Record<string, unknown>, inputDataRaw?: Record<string, unknown>) =>
  emptyFilters(fields, { inputData, ...(inputDataRaw ? { inputDataRaw: inputDataRaw as never } : {}) });
const MAPPED = '{{1__customer}}';

it('are not outweighed by where to look', () => {
  const within = [
    { key: 'product_id', label: 'Product', required: true },
    { key: 'mpn', label: 'MPN' },
  ];
  const inputDataRaw = { product_id: '{{1__product}}', mpn: '{{1__mpn}}' } as never;
  expect(
    emptyFilters(within, { inputData: { product_id: 'PRD-000-000-001', mpn: '' }, inputDataRaw }),
  ).toEqual(['MPN']);
  expect(
    emptyFilters(within, { inputData: { product_id: 'PRD-000-000-001', mpn: 'A' }, inputDataRaw }),
  ).toEqual([]);
});

describe('mapped filters', () => {
  it.each([
    ['left out of the input', {}, { customer_id: MAPPED }],
    ['blank', { customer_id: ' ' }, { customer_id: MAPPED }],
    ['a list of nothing', { id: [''] }, { id: [MAPPED] }],
    ['beside a choice that was typed in', { status: 'active' }, { customer_id: MAPPED, status: 'active' }],
    ['beside a number of results', { limit: '1' }, { customer_id: MAPPED, limit: '1' }],
    ['blank, where nothing tells what was mapped', { customer_id: '', status: 'active' }, undefined],
    ['blank, where nothing tells what was mapped, as null', { id: null }, undefined],
  ])('that all arrive empty are named: %s', (_name, input, raw) => {
    expect(of(input, raw)).toHaveLength(1);
  });

  it.each([
    ['nothing is filled in', {}, {}],
    ['nothing is filled in, and nothing tells what was mapped', {}, undefined],
    ['one of them has a value', { id: ['AS-0000-0000-0001'] }, { customer_id: MAPPED, id: ['{{1__id}}'] }],
    [
      'all is typed in',
      { status: 'active', customer_id: 'TA-0000-0000-0001' },
      { status: 'active', customer_id: 'TA-0000-0000-0001' },
    ],
    [
      'a value came, where nothing tells what was mapped',
      { customer_id: 'TA-0000-0000-0001', id: '' },
      undefined,
    ],
    ['a person wants the newest', { when_empty: 'newest' }, { customer_id: MAPPED, when_empty: 'newest' }],
  ])('stop no search when %s', (_name, input, raw) => {
    expect(of(input, raw)).toEqual([]);
  });
});
