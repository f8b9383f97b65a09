import { assetSample } from '../../src/samples/asset.ts';
import { requestSample } from '../../src/samples/request.ts';
import { usageFileSample, usageReconciliationSample } from '../../src/samples/usage.ts';
import { writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { FILES, type Reply, type Sent } from '../support/nocked.ts';
import { type Place, placeOf } from '../support/wire.ts';
import { type PlacedCase, SUBSCRIPTION_LOCK } from './cases.ts';
import { filledAccount, tierPlaces } from './places.ts';
import { descriptionPlaces, FILE_LOCK, REPORT_LOCK } from './usageCases.ts';

/** Operations of many calls: where their inputs go. What they do besides is in tests of their own. */
export interface ComposedCase extends PlacedCase {
  readonly least: Readonly<Record<string, unknown>>;
  readonly answers: (call: Sent) => Reply | undefined;
  /** The file of the tests of what it sends, gives and says. */
  readonly testedIn: string;
}

const json = (body: unknown, status = 200): Reply => ({ status, body });
const rows = (...list: unknown[]): Reply => ({
  status: 200,
  body: list,
  headers: { 'content-range': `items 0-${Math.max(0, list.length - 1)}/${list.length}` },
});
const book = (bytes: Uint8Array): Reply => ({
  status: 200,
  body: Buffer.from(bytes),
  headers: { 'content-type': 'application/octet-stream' },
});

const PRD = 'PRD-838-787-106';
const ITEM = `${PRD}-0001`;

const order: ComposedCase = {
  kind: 'creates',
  key: 'create_asset_requests_from_order',
  testedIn: 'test/e2e/order.test.ts',
  lock: SUBSCRIPTION_LOCK,
  least: {
    hub_id: 'HB-1',
    environment: 'production',
    asset_external_id: 'ORDER-1001',
    asset_external_uid: '65da4d1e-935e-4da3-8ced-c36643392460',
    items: [{ item_id: ITEM, quantity: '10' }],
    ...filledAccount('t1'),
    ...filledAccount('customer'),
  },
  answers: ({ method, path }) => {
    if (method === 'POST') return json(requestSample, 201);
    if (!path.includes('/connections')) return rows();
    return rows({ id: 'CT-1', type: 'production' }, { id: 'CT-3', type: 'preview' });
  },
  places: {
    // Subscriptions and connections are both looked for by it, and requests by another name. The accounts have UIDs.
    hub_id: ['?eq(hub.id,$)', '?eq(asset.connection.hub.id,$)', '?eq(hub.id,$)'],
    environment: {
      to: ['asset.connection.id: "CT-3"'],
      instead: [
        '?eq(connection.type,"production")',
        '?eq(asset.connection.type,"production")',
        'asset.connection.id: "CT-1"',
      ],
    },
    asset_external_id: ['?eq(external_id,$)', '?eq(asset.external_id,$)', 'asset.external_id'],
    asset_external_uid: ['?eq(external_uid,$)', '?eq(asset.external_uid,$)', 'asset.external_uid'],
    'items[]item_id': { to: ['asset.items.0.global_id'], give: `${PRD}-0009` },
    'items[]quantity': {
      to: ['asset.items.0.quantity: 23'],
      give: '23',
      instead: ['asset.items.0.quantity: 10'],
    },
    'items[]product_id': {
      to: [
        '?in(product.id,($))',
        '?in(asset.product.id,($))',
        'GET /products/$/connections',
        'asset.product.id',
      ],
      beside: { items: [{ item_id: 'SEAT', quantity: '10', product_id: PRD }] },
    },
    // These two decide what becomes of lines that can't be ordered, and of the others then.
    continue_on_failure: [],
    other_lines: [],
    marketplace_id: 'marketplace.id',
    params: {
      to: [
        `GET /products/${PRD}/parameters`,
        '?eq(phase,"ordering")',
        '?eq(scope,"asset")',
        '?limit=100',
        '?offset=0',
        'asset.params.0.id: "color"',
        'asset.params.0.value: "blue"',
      ],
      give: { color: 'blue' },
      instead: ['asset.params: []'],
    },
    // They go with changes and cancellations, which this order isn't.
    external_attributes: { to: [], give: { color: 'blue' } },
    note: 'note',
    ...tierPlaces,
  },
};

const PR = requestSample.id;
const CHANGE = 'PR-900-900-900-900';

/** Whether the product has a parameter that its request doesn't show. */
const parameterLook = [
  'GET /products/PRD-838-787-106/parameters',
  '?in(name,($))',
  '?limit=100',
  '?offset=0',
];

const provisioning: ComposedCase = {
  kind: 'creates',
  key: 'provision_request',
  testedIn: 'test/e2e/provision.test.ts',
  lock: 'request {{bundle.inputData.request_id}}',
  least: { request_id: PR, template_id: 'TL-1' },
  answers: ({ host, method, path }) => {
    if (host === 'tenants') return json({ id: 'tenant-4711', url: 'https://4711.example.com' });
    if (path.startsWith('/accounts')) return rows({ id: 'VA-1', type: 'vendor' });
    if (path.includes('/templates/'))
      return json({ id: path.split('/').at(-1), type: 'fulfillment', scope: 'asset' });
    if (path.includes('/parameters'))
      return rows(
        ...['login_url', 'just tenant_parameter & (so)'].map((name) => ({
          id: `PRM-${name}`,
          name,
          phase: 'fulfillment',
          scope: 'asset',
        })),
      );
    const id = decodeURIComponent(path.split('/')[2] ?? '');
    const status = method === 'POST' ? 'approved' : 'pending';
    return json({ ...requestSample, id, status, type: id === CHANGE ? 'change' : 'purchase' });
  },
  places: {
    request_id: ['GET /requests/$', 'POST /requests/$/approve'],
    template_id: ['GET /products/PRD-838-787-106/templates/$', 'template_id'],
    templates: {
      to: ['GET /products/PRD-838-787-106/templates/TL-9', 'template_id: "TL-9"'],
      give: { purchase: 'TL-9' },
      instead: ['GET /products/PRD-838-787-106/templates/TL-1', 'template_id: "TL-1"'],
    },
    tenant_parameter: [
      ...parameterLook,
      `PUT /requests/${PR}`,
      'asset.params.0.id',
      'asset.params.0.value: "tenant-4711"',
    ],
    mapping: {
      to: [
        ...parameterLook.map((line) => line.replace('$', '"login_url"')),
        `PUT /requests/${PR}`,
        'asset.params.0.id: "login_url"',
        'asset.params.0.value: "https://4711.example.com"',
      ],
      give: { login_url: 'url' },
    },
    resources: {
      to: ['users: 10'],
      give: { [requestSample.asset.items[0]?.mpn ?? '']: 'users' },
      beside: { request_id: CHANGE },
      instead: [`${requestSample.asset.items[0]?.mpn}: 10`],
    },
    // Decides what becomes of the request when the vendor's system refuses.
    on_refusal: [],
    // Decides what comes of work that goes on; its own test shows it.
    when_unfinished: [],
  },
};

const line = { item: ITEM, asset_id: 'AS-1', quantity: '1', start: '2026-03-05', end: '2026-03-06' };
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

const csv = (quantity: string) => `item,asset_id,quantity,Menge,start,end
${ITEM},AS-1,${quantity},77,2026-03-05,2026-03-06`;

/** A bill that is a file with columns of its own, too. */
const [headers = '', values = ''] = csv('2').split('\n');
const awsBill = [
  `${headers},line_item_product_code,line_item_usage_account_id,line_item_unblended_cost,line_item_line_item_type,year,month`,
  `${values},GB,account-1,12.5,Usage,2026,3`,
].join('\n');
const microsoftBill = [
  'CustomerId,InvoiceNumber,ProductId,SkuId,AvailabilityId,Subtotal,Currency,ChargeStartDate,ChargeEndDate,ReservationOrderId',
  'customer-1,G1,P,S,A,8,EUR,2026-03-05T00:00:00Z,2026-03-06T00:00:00Z,R1',
].join('\n');
const latin = Buffer.from(`${headers},category\n${values},\u00e4`, 'latin1');
const FILES_BY_PATH: Readonly<Record<string, string | Buffer>> = {
  '/usage.csv': csv('99'),
  '/aws.csv': awsBill,
  '/microsoft.csv': microsoftBill,
  '/latin.csv': latin,
};
const fileOf = (name: string, more: object = {}) => ({ records: [], file: `${FILES}/${name}`, ...more });
const aws = fileOf('aws.csv', { format: 'aws_cur' });
const microsoft = fileOf('microsoft.csv', {
  format: 'microsoft_nce',
  currency: 'USD',
  exchange_rate: '2',
});
const foreignDays = { records: [{ ...line, start: '1/2/2026', end: '3/4/2026' }], date_format: 'dmy' };

const sheetOf = (name: string, quantity: string) => ({
  name,
  rows: csv(quantity)
    .split('\n')
    .map((row) => row.split(',')),
});
const twoSheets = await writeBook([sheetOf('January', '1'), sheetOf('February', '2')]);

const reporting: ComposedCase = {
  kind: 'creates',
  key: 'report_usage',
  testedIn: 'test/operations/uploads.test.ts',
  lock: REPORT_LOCK,
  least: {
    product_id: PRD,
    contract_id: 'CRD-1',
    external_id: 'jan',
    name: 'January',
    records: [line],
  },
  answers: ({ host, method, path }) => {
    if (host === 'files')
      return path.endsWith('.xlsx')
        ? book(twoSheets)
        : { status: 200, body: FILES_BY_PATH[path], headers: { 'content-type': 'text/csv' } };
    if (method === 'POST') return json({ ...usageFileSample, id: 'UF-1', status: 'ready' }, 201);
    if (path.startsWith('/usage/files')) return rows();
    if (path.includes('/items'))
      return rows(
        ...['0001', '0009'].map((end) => ({ id: `${PRD}-${end}`, type: 'ppu', precision: 'decimal(8)' })),
        { id: `${PRD}-0003`, mpn: 'GB', type: 'ppu', precision: 'decimal(8)' },
        { id: `${PRD}-0004`, mpn: 'P:S:A', type: 'ppu', precision: 'decimal(8)' },
      );
    if (path.startsWith('/products'))
      return json({ id: PRD, capabilities: { ppu: { schema: path.includes(TIERED) ? 'TR' : 'QT' } } });
    return rows(
      ...['1', '2', '3'].map((end) => ({
        ...assetSample,
        id: `AS-${end}`,
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
    'records[]asset_id': { to: ['?in(id,($))', 'rows.1.asset_search_value'], give: 'AS-2' },
    'records[]asset_external_id': {
      to: ['?in(external_id,($))', 'rows.1.asset_search_value: "AS-3"'],
      give: 'O-3',
      beside: { records: [{ ...line, asset_id: '', asset_external_id: 'O-2' }] },
      instead: ['?in(external_id,("O-2"))', 'rows.1.asset_search_value: "AS-2"'],
    },
    'records[]asset_external_uid': {
      to: ['?in(external_uid,($))', 'rows.1.asset_search_value: "AS-3"'],
      give: 'uid-3',
      beside: { records: [{ ...line, asset_id: '', asset_external_uid: 'uid-2' }] },
      instead: ['?in(external_uid,("uid-2"))', 'rows.1.asset_search_value: "AS-2"'],
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
        '?in(id,("AS-1"))',
        'rows.1.item_search_criteria: "item.global_id"',
        `rows.1.item_search_value: "${ITEM}"`,
        'rows.1.quantity: 2',
        'rows.1.start_time_utc: "2026-03-05 00:00:00"',
        'rows.1.end_time_utc: "2026-03-06 23:59:59"',
        'rows.1.asset_search_criteria: "asset.id"',
        'rows.1.asset_search_value: "AS-1"',
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
    submit: ['POST /usage/files/UF-1/submit'],
  },
};

const HEADERS = [
  'record_id',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
];
const template = (quantity: string) =>
  writeSheet('records', [HEADERS, ['1', 'item.mpn', 'X', quantity, 'a', 'b', 'asset.id', 'AS-1']]);
/** The other file of two: its rows differ in one value. */
const eitherFile: Place = {
  to: ['files GET /b.xlsx', 'rows.1.quantity: "8"'],
  give: `${FILES}/b.xlsx`,
  instead: ['files GET /a.xlsx', 'rows.1.quantity: "4"'],
};
const files = { '/a.xlsx': await template('4'), '/b.xlsx': await template('8') };
const uploaded =
  (object: object) =>
  ({ host, path }: Sent): Reply =>
    host === 'files' ? book(files[path as keyof typeof files]) : json(object, 201);

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
    'records[]asset_id': { to: ['?in(id,($))'], give: 'AS-2' },
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
      instead: ['?in(id,("AS-1"))'],
    },
    file: { to: ['files GET /usage.csv'], give: `${FILES}/usage.csv`, replaces: 'records' },
  },
};

/** Its inputs go into the webhook that it makes when its Zap is turned on; the editor's example is told from memory. */
const productEvent: ComposedCase = {
  kind: 'triggers',
  key: 'new_product_event',
  storesNothing: true,
  testedIn: 'test/e2e/instant.test.ts',
  least: {
    product_id: PRD,
    object_class: 'usage_file',
    label: 'Zapier: files',
    description: 'Tells of files.',
  },
  answers: () => undefined,
  places: {
    product_id: { to: [], instead: [] },
    object_class: { to: [], instead: [] },
    label: [],
    description: [],
  },
};

export const composedCases: readonly ComposedCase[] = [
  productEvent,
  order,
  provisioning,
  reporting,
  checkingUsage,
  {
    kind: 'creates',
    key: 'upload_usage_file',
    testedIn: 'test/operations/uploads.test.ts',
    lock: FILE_LOCK,
    least: { usage_file_id: 'UF-1', file: `${FILES}/a.xlsx` },
    answers: uploaded(usageFileSample),
    places: {
      usage_file_id: ['POST /usage/files/$/upload', 'usage_file.name: "$.xlsx"'],
      file: eitherFile,
    },
  },
  {
    kind: 'creates',
    key: 'upload_reconciliation',
    testedIn: 'test/operations/uploads.test.ts',
    least: { file: `${FILES}/a.xlsx` },
    answers: uploaded(usageReconciliationSample),
    places: { file: eitherFile, upload_note: 'upload_note' },
  },
];
