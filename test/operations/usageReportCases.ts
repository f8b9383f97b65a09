import { assetSample } from '../../src/samples/asset.ts';
import { usageFileSample } from '../../src/samples/usage.ts';
import { FILES } from '../support/nocked.ts';
import { type Place, placeOf } from '../support/wire.ts';
import type { ComposedCase } from './case.ts';
import { created, ITEM, ok, PRD, rows } from './caseParts.ts';
import { aws, book, FILES_BY_PATH, fileOf, microsoft, twoSheets } from './reportedFiles.ts';
import { descriptionPlaces, REPORT_LOCK } from './usageParts.ts';

/** Usage that is reported from lines or from a file, and looked at before that. */

const line = {
  item: ITEM,
  asset_id: 'AS-0000-0000-0001',
  quantity: '1',
  start: '2026-03-05',
  end: '2026-03-06',
};
/** A product that is reported with amounts for each tier. */
const TIERED = 'PRD-900-900-900';
const tiered = { product_id: TIERED, records: [{ ...line, amount: '5', tier: '1' }] };
const ofLine = (column: string, value: string, more: Partial<Place> = {}): Place => ({
  to: [`rows.1.${column}`],
  give: value,
  ...more,
});

/** Connect reads quantities and amounts as numbers. */
const ofNumber = (column: string, value: string, before: string, more: Partial<Place> = {}): Place => ({
  to: [`rows.1.${column}: ${value}`],
  give: value,
  instead: [`rows.1.${column}: ${before}`],
  ...more,
});
const foreignDays = { records: [{ ...line, start: '1/2/2026', end: '3/4/2026' }], date_format: 'dmy' };

const reporting: ComposedCase = {
  kind: 'creates',
  key: 'report_usage',
  testedIn: 'test/operations/uploads.test.ts',
  lock: REPORT_LOCK,
  least: {
    product_id: PRD,
    contract_id: 'CRD-00000-00000-00001',
    external_id: 'jan',
    name: 'January',
    records: [line],
  },
  answers: ({ host, method, path }) => {
    if (host === 'files')
      return path.endsWith('.xlsx')
        ? book(twoSheets)
        : { status: 200, body: FILES_BY_PATH[path], headers: { 'content-type': 'text/csv' } };
    if (method === 'POST')
      return created({ ...usageFileSample, id: 'UF-0000-00-0000-0001', status: 'ready' });
    if (path.startsWith('/usage/files')) return rows();
    if (path.includes('/items'))
      return rows(
        ...['0001', '0009'].map((end) => ({ id: `${PRD}-${end}`, type: 'ppu', precision: 'decimal(8)' })),
        { id: `${PRD}-0003`, mpn: 'GB', type: 'ppu', precision: 'decimal(8)' },
        { id: `${PRD}-0004`, mpn: 'P:S:A', type: 'ppu', precision: 'decimal(8)' },
      );
    if (path.startsWith('/products'))
      return ok({ id: PRD, capabilities: { ppu: { schema: path.includes(TIERED) ? 'TR' : 'QT' } } });
    return rows(
      ...['1', '2', '3'].map((end) => ({
        ...assetSample,
        id: `AS-0000-0000-000${end}`,
        status: 'active',
        external_id: `O-${end}`,
        external_uid: `uid-${end}`,
        params: ['account', 'customer'].map((name) => ({ id: `${name}_id`, value: `${name}-${end}` })),
        contract: undefined,
      })),
    );
  },
  places: {
    product_id: [
      '?eq(product.id,$)',
      '?eq(product.id,$)',
      'GET /products/$',
      'GET /products/$/items',
      '?eq(product.id,$)',
      'product.id',
      '?eq(product.id,$)',
    ],
    contract_id: ['?eq(contract.id,$)', '?eq(contract.id,$)', 'contract.id', '?eq(contract.id,$)'],
    external_id: [
      '?eq(external_id,$)',
      '?eq(external_id,$)',
      'external_id',
      '?eq(external_id,$)',
      'rows.1.record_id: "$-1"',
    ],
    name: 'name',
    ...descriptionPlaces,
    'records[]item': ofLine('item_search_value', `${PRD}-0009`),
    'records[]asset_id': { to: ['?in(id,($))', 'rows.1.asset_search_value'], give: 'AS-0000-0000-0002' },
    'records[]asset_external_id': {
      to: ['?in(external_id,($))', 'rows.1.asset_search_value: "AS-0000-0000-0003"'],
      give: 'O-3',
      beside: { records: [{ ...line, asset_id: '', asset_external_id: 'O-2' }] },
      instead: ['?in(external_id,("O-2"))', 'rows.1.asset_search_value: "AS-0000-0000-0002"'],
    },
    'records[]asset_external_uid': {
      to: ['?in(external_uid,($))', 'rows.1.asset_search_value: "AS-0000-0000-0003"'],
      give: 'uid-3',
      beside: { records: [{ ...line, asset_id: '', asset_external_uid: 'uid-2' }] },
      instead: ['?in(external_uid,("uid-2"))', 'rows.1.asset_search_value: "AS-0000-0000-0002"'],
    },
    'records[]quantity': ofNumber('quantity', '3', '1'),
    'records[]start': {
      to: ['rows.1.start_time_utc: "2026-03-04 00:00:00"'],
      give: '2026-03-04',
      instead: ['rows.1.start_time_utc: "2026-03-05 00:00:00"'],
    },
    'records[]end': {
      to: ['rows.1.end_time_utc: "2026-03-07 23:59:59"'],
      give: '2026-03-07',
      instead: ['rows.1.end_time_utc: "2026-03-06 23:59:59"'],
    },
    'records[]amount': ofNumber('amount', '6', '5', { beside: tiered }),
    'records[]tier': ofLine('tier', '2', { beside: tiered }),
    'records[]category': ofLine('category_id', 'storage'),
    'records[]record_note': ofLine('record_note', 'so'),
    'records[]record_id': ofLine('record_id', 'own-7', { instead: ['rows.1.record_id: "jan-1"'] }),
    'records[]parameters': { to: ['rows.1.v.region: "eu"'], give: '{"region": "eu"}' },
    file: {
      // Rows of a file are counted as its program shows them.
      to: ['files GET /usage.csv', 'rows.1.record_id: "jan-2"', 'rows.1.quantity: 99'],
      give: `${FILES}/usage.csv`,
      replaces: 'records',
      instead: ['rows.1.record_id: "jan-1"', 'rows.1.quantity: 1'],
    },
    sheet: {
      to: ['rows.1.quantity: 2'],
      give: 'February',
      beside: { records: [], file: `${FILES}/usage.xlsx` },
      instead: ['rows.1.quantity: 1'],
    },
    columns: {
      to: ['rows.1.quantity: 77'],
      give: { Quantity: 'Menge' },
      beside: { records: [], file: `${FILES}/usage.csv` },
      instead: ['rows.1.quantity: 99'],
    },
    format: {
      to: [
        '?in(params.value,("account-1"))',
        'period.from: "2026-03-01"',
        'period.to: "2026-03-31"',
        'rows.1.record_note: "account-1 GB row 2"',
        'rows.1.item_search_criteria: "item.mpn"',
        'rows.1.item_search_value: "GB"',
        'rows.1.quantity: 1',
        'rows.1.start_time_utc: "2026-03-01 00:00:00"',
        'rows.1.end_time_utc: "2026-03-31 23:59:59"',
        'rows.1.asset_search_criteria: "parameter.account_id"',
        'rows.1.asset_search_value: "account-1"',
        'rows.1.amount: 12.5',
        'rows.1.tier: "0"',
      ],
      give: 'aws_cur',
      beside: fileOf('aws.csv'),
      instead: [
        '?in(id,("AS-0000-0000-0001"))',
        'rows.1.item_search_criteria: "item.global_id"',
        `rows.1.item_search_value: "${ITEM}"`,
        'rows.1.quantity: 2',
        'rows.1.start_time_utc: "2026-03-05 00:00:00"',
        'rows.1.end_time_utc: "2026-03-06 23:59:59"',
        'rows.1.asset_search_criteria: "asset.id"',
        'rows.1.asset_search_value: "AS-0000-0000-0001"',
      ],
    },
    // The first row is the header anyway.
    header_row: { to: [], give: '1', beside: fileOf('usage.csv') },
    encoding: {
      to: ['rows.1.category_id: "д"'],
      give: 'windows-1251',
      beside: fileOf('latin.csv', { encoding: 'windows-1252' }),
      instead: ['rows.1.category_id: "ä"'],
    },
    date_format: {
      to: ['rows.1.start_time_utc: "2026-01-02 00:00:00"', 'rows.1.end_time_utc: "2026-03-04 23:59:59"'],
      give: 'mdy',
      beside: foreignDays,
      instead: ['rows.1.start_time_utc: "2026-02-01 00:00:00"', 'rows.1.end_time_utc: "2026-04-03 23:59:59"'],
    },
    // The only one of the bill.
    account: { to: [], give: 'account-1', beside: aws },
    billed_to: {
      to: ['rows.1.tier: "1"'],
      give: 'reseller',
      beside: aws,
      instead: ['rows.1.tier: "0"'],
    },
    margin: {
      to: ['rows.1.amount: 32', 'rows.1.v.partner_margin: "0.5"'],
      give: '0.5',
      beside: microsoft,
      instead: ['rows.1.amount: 16', 'rows.1.v.partner_margin: "0"'],
    },
    exchange_rate: {
      to: ['rows.1.amount: 24', 'rows.1.v.from_exchange_rate: "3"'],
      give: '3',
      beside: microsoft,
      instead: ['rows.1.amount: 16', 'rows.1.v.from_exchange_rate: "2"'],
    },
    submit: ['POST /usage/files/UF-0000-00-0000-0001/submit'],
  },
};

/** What Report Usage reads, without what it sends. */
const { submit: _submit, ...reportPlaces } = reporting.places ?? {};
const checkingUsage: ComposedCase = {
  kind: 'creates',
  key: 'check_usage',
  storesNothing: true,
  testedIn: 'test/e2e/usageReports.test.ts',
  least: reporting.least,
  answers: reporting.answers,
  places: {
    // The others decide only about what comes back.
    ...Object.fromEntries(
      Object.entries(reportPlaces).map(([key, place]) => [key, { ...placeOf(place), to: [], instead: [] }]),
    ),
    product_id: ['?eq(product.id,$)', 'GET /products/$', 'GET /products/$/items', '?eq(product.id,$)'],
    contract_id: ['?eq(contract.id,$)'],
    external_id: ['?eq(external_id,$)'],
    'records[]asset_id': { to: ['?in(id,($))'], give: 'AS-0000-0000-0002' },
    'records[]asset_external_id': {
      to: ['?in(external_id,($))'],
      give: 'O-3',
      beside: { records: [{ ...line, asset_id: '', asset_external_id: 'O-2' }] },
      instead: ['?in(external_id,("O-2"))'],
    },
    'records[]asset_external_uid': {
      to: ['?in(external_uid,($))'],
      give: 'uid-3',
      beside: { records: [{ ...line, asset_id: '', asset_external_uid: 'uid-2' }] },
      instead: ['?in(external_uid,("uid-2"))'],
    },
    format: {
      to: ['?in(params.value,("account-1"))'],
      give: 'aws_cur',
      beside: fileOf('aws.csv'),
      instead: ['?in(id,("AS-0000-0000-0001"))'],
    },
    file: { to: ['files GET /usage.csv'], give: `${FILES}/usage.csv`, replaces: 'records' },
  },
};

export const usageReportCases: readonly ComposedCase[] = [reporting, checkingUsage];
