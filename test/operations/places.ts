import { assetSample } from '../../src/samples/asset.ts';
import { equal, oneOf, type Place, type Places } from '../support/wire.ts';

/** Where filters and forms that several operations share go on the wire: stated once for each kind of object. */

export const ranges = (name: string, filter = name): Places => ({
  [`${name}_after`]: `?gt(${filter},$)`,
  [`${name}_before`]: `?lt(${filter},$)`,
});

/** How many results a search returns. */
export const limit: Place = { to: ['?limit=$'], instead: ['?limit=10'] };
/** What every search that narrows down asks beside its filters; only the number goes on the wire. */
export const found: Places = { limit, when_empty: [] };
/** A part of a name, in capitals or small letters. */
export const part = (filter: string): Place => ({ to: [`?ilike(${filter},"*Söhne*")`], give: 'Söhne' });

export const requestFilterPlaces: Places = {
  status: oneOf('status'),
  // The last choice is one that Connect has no objects of.
  type: { to: [oneOf('type')], give: ['transfer'] },
  product_id: oneOf('asset.product.id'),
  hub_id: oneOf('asset.connection.hub.id'),
  marketplace_id: oneOf('marketplace.id'),
  connection_type: { to: [oneOf('asset.connection.type')], give: ['test'] },
  id: oneOf('id'),
  asset_id: oneOf('asset.id'),
  asset_external_uid: equal('asset.external_uid'),
  asset_status: equal('asset.status'),
  connection_id: oneOf('asset.connection.id'),
  contract_id: oneOf('contract.id'),
  customer_name: equal('asset.tiers.customer.name'),
  customer_name_contains: part('asset.tiers.customer.name'),
  assignee_email: equal('assignee.email'),
  template_id: oneOf('template.id'),
  product_name: oneOf('asset.product.name'),
  hub_name: oneOf('asset.connection.hub.name'),
  marketplace_name: oneOf('marketplace.name'),
  provider_id: oneOf('asset.connection.provider.id'),
  provider_name: equal('asset.connection.provider.name'),
  vendor_id: oneOf('asset.connection.vendor.id'),
  vendor_name: equal('asset.connection.vendor.name'),
  customer_id: equal('asset.tiers.customer.id'),
  t1_id: equal('asset.tiers.tier1.id'),
  t2_id: equal('asset.tiers.tier2.id'),
  asset_param_id: oneOf('asset.params.id'),
  asset_param_value: oneOf('asset.params.value'),
};
export const requestSearchPlaces: Places = {
  ...requestFilterPlaces,
  asset_external_id: equal('asset.external_id'),
  ...ranges('created'),
  ...ranges('updated'),
  ...found,
};

export const assetFilterPlaces: Places = {
  status: { to: [equal('status')], give: 'active' },
  statuses: oneOf('status'),
  product_id: equal('product.id'),
  hub_id: equal('hub.id'),
  marketplace_id: equal('marketplace.id'),
  connection_type: { to: [equal('connection.type')], give: 'test' },
  id: equal('id'),
  external_id: equal('external_id'),
  external_uid: equal('external_uid'),
  product_title: equal('product.title'),
  connection_id: equal('connection.id'),
  marketplace_name: equal('marketplace.name'),
  hub_name: equal('hub.name'),
  provider_id: equal('connection.provider.id'),
  contract_id: equal('contract.id'),
  customer_id: equal('tiers.customer.id'),
  customer_external_id: equal('tiers.customer.external_id'),
  customer_external_uid: equal('tiers.customer.external_uid'),
  customer_name: equal('tiers.customer.name'),
  customer_name_contains: part('tiers.customer.name'),
  provider_name: equal('connection.provider.name'),
  vendor_id: equal('connection.vendor.id'),
  vendor_name: equal('connection.vendor.name'),
  template_id: equal('template.id'),
  param_id: oneOf('params.id'),
  param_value: oneOf('params.value'),
  t1_id: equal('tiers.tier1.id'),
  t2_id: equal('tiers.tier2.id'),
};
export const assetSearchPlaces: Places = {
  ...assetFilterPlaces,
  ...ranges('created'),
  ...ranges('updated'),
  ...found,
};

const fileFilterPlaces: Places = {
  product_id: oneOf('product.id'),
  vendor_id: oneOf('vendor.id'),
  contract_id: oneOf('contract.id'),
  marketplace_id: oneOf('marketplace.id'),
  environment: oneOf('environment'),
  provider_id: oneOf('provider.id'),
};
export const usageFilePlaces: Places = { ...fileFilterPlaces, status: oneOf('status') };
/** Without a status, those that are submitted. */
export const submittedFilePlaces: Places = {
  ...fileFilterPlaces,
  status: { to: [oneOf('status')], instead: ['?in(status,("pending"))'] },
};
export const usageFileSearchPlaces: Places = {
  ...usageFilePlaces,
  id: oneOf('id'),
  external_id: equal('external_id'),
  ...ranges('created', 'created.at'),
  ...found,
};
export const newChunkPlaces: Places = {
  status: { to: [oneOf('status')], instead: ['?in(status,("ready"))'] },
  hub_id: oneOf('binding.hub.id'),
};
export const chunkSearchPlaces: Places = {
  id: oneOf('id'),
  usage_file_id: oneOf('usagefile.id'),
  hub_id: oneOf('binding.hub.id'),
  status: oneOf('status'),
  ...found,
};
export const recordFilterPlaces: Places = {
  usage_file_id: equal('usagefile.id'),
  status: oneOf('status'),
  asset_id: oneOf('asset.id'),
  asset_external_id: oneOf('asset.external_id'),
  item_id: oneOf('item.id'),
  ...ranges('start', 'start_date'),
  ...ranges('end', 'end_date'),
};
export const recordSearchPlaces: Places = { ...recordFilterPlaces, ...found };
/** A reconciliation is read by its ID, or found by its file. */
export const reconciliationSearchPlaces: Places = {
  id: {
    to: ['GET /usage/reconciliations/$'],
    instead: ['GET /usage/reconciliations', '?ordering(-usagefile.id)', '?limit=10', '?offset=0'],
  },
  usage_file_id: equal('usagefile.id'),
  ...found,
};
export const aggregateSearchPlaces: Places = {
  asset_id: oneOf('asset.id'),
  asset_external_uid: equal('asset.external_uid'),
  item_id: oneOf('item.id'),
  ...found,
};

/** Filters that Connect doesn't have: what came is looked through. */
export const ACCOUNT_REQUEST_SIEVES = [
  'vendor_id',
  'vendor_name',
  'provider_id',
  'provider_name',
  'account_environment',
  'account_scopes',
];
export const accountRequestPlaces: Places = {
  status: oneOf('status'),
  product_id: oneOf('product.id'),
  account_id: oneOf('account.id'),
  hub_id: oneOf('account.hub.id'),
  id: oneOf('id'),
  product_name: oneOf('product.name'),
  account_name: oneOf('account.name'),
  account_external_id: oneOf('account.external_id'),
  account_external_uid: oneOf('account.external_uid'),
  hub_name: oneOf('account.hub.name'),
  ...Object.fromEntries(ACCOUNT_REQUEST_SIEVES.map((key) => [key, []])),
};
/** A search that looks through what came asks for as much as it may. */
export const lookedThrough = (places: Places, keys: readonly string[]): Places => ({
  ...places,
  ...Object.fromEntries(keys.map((key) => [key, { to: ['?limit=1000'], instead: ['?limit=10'] }])),
});
const level = (to: string): Place => ({ to: [to], give: '2' });
export const configRequestPlaces: Places = {
  status: oneOf('status'),
  type: oneOf('type'),
  configuration_product_id: oneOf('configuration.product.id'),
  configuration_tier_level: level('?in(configuration.tier_level,(2))'),
  id: oneOf('id'),
  configuration_id: oneOf('configuration.id'),
  configuration_account_id: oneOf('configuration.account.id'),
  configuration_account_external_uid: oneOf('configuration.account.external_uid'),
  assignee_id: equal('assignee.id'),
  param_id: oneOf('params.id'),
  param_value: oneOf('params.value'),
};
export const configRequestSearchPlaces: Places = {
  ...configRequestPlaces,
  ...ranges('created'),
  ...ranges('updated'),
  ...found,
};
export const configSearchPlaces: Places = {
  product_id: equal('product.id'),
  account_id: equal('account.id'),
  tier_level: level('?eq(tier_level,2)'),
  // The last choice is one that Connect has no objects of.
  status: { to: [oneOf('status')], give: ['active'] },
  id: equal('id'),
  account_external_id: equal('account.external_id'),
  account_company_name: equal('account.company_name'),
  product_name: equal('product.name'),
  contract_id: equal('contract.id'),
  connection_id: equal('connection.id'),
  connection_type: { to: [equal('connection.type')], give: 'test' },
  marketplace_id: equal('marketplace.id'),
  marketplace_name: equal('marketplace.name'),
  created_after: '?ge(created,$)',
  created_before: '?le(created,$)',
  updated_after: '?ge(updated,$)',
  updated_before: '?le(updated,$)',
  ...found,
};
export const tierAccountPlaces: Places = {
  id: {
    to: ['GET /tier/accounts/$'],
    give: 'TA-900-900-900',
    instead: ['GET /tier/accounts', '?ordering(-events.created.at)', '?limit=10', '?offset=0'],
  },
  external_id: equal('external_id'),
  hub_id: equal('hub.id'),
  type: equal('type'),
  external_uid: equal('external_uid'),
  name: equal('name'),
  name_contains: part('name'),
  contact_email: equal('contact_info.contact.email'),
  parent_id: equal('parent.id'),
  with_versions: {
    to: ['GET /tier/accounts/TA-7581-5990-4741/versions', '?limit=100', '?offset=0'],
    give: 'true',
  },
  ...found,
};

/**
 * Dropdowns of a product, which the form tells in one of several ways.
 * @param lines what is asked for, below the product.
 */
export const ofProductPlaces = ([path, ...query]: readonly [string, ...string[]]): Places => {
  const asked = (product: string) => [
    `GET /products/${product}/${path}`,
    ...query,
    '?limit=100',
    '?offset=0',
  ];
  const itself: Place = { to: asked('$'), give: 'PRD-900-900-900', instead: 'fails' };
  const readFrom = (collection: string, id: string): Place => ({
    to: [`GET /${collection}/$`, ...asked('PRD-838-787-106')],
    give: id,
    instead: 'fails',
  });
  const foundBy = (filter: string): Place => ({
    to: [
      'GET /assets',
      equal(filter),
      '?ordering(-created)',
      '?limit=100',
      '?offset=0',
      `GET /assets/${assetSample.id}`,
      ...asked('PRD-838-787-106'),
    ],
    instead: 'fails',
  });
  return {
    id: itself,
    product_id: itself,
    request_id: readFrom('requests', 'PR-900-900-900-900'),
    asset_id: readFrom('assets', 'AS-900-900-900'),
    asset_external_id: foundBy('external_id'),
    asset_external_uid: foundBy('external_uid'),
    usage_file_id: readFrom('usage/files', 'UF-2026-01-9000-9000'),
  };
};

export const ACCOUNT_PARTS: Readonly<Record<string, string>> = {
  external_id: 'external_id',
  external_uid: 'external_uid',
  company_name: 'name',
  address1: 'contact_info.address_line1',
  address2: 'contact_info.address_line2',
  city: 'contact_info.city',
  state: 'contact_info.state',
  postal_code: 'contact_info.postal_code',
  first_name: 'contact_info.contact.first_name',
  last_name: 'contact_info.contact.last_name',
  email: 'contact_info.contact.email',
};

/** An account as a person fills it in. */
export const filledAccount = (prefix: string): Record<string, string> => ({
  [`${prefix}_external_id`]: `${prefix}-1`,
  [`${prefix}_external_uid`]: `52837073-a7ba-4181-9f6a-0018b1dea54${prefix.length}`,
  [`${prefix}_company_name`]: 'Example Ltd.',
  [`${prefix}_address1`]: '1 Example Street',
  [`${prefix}_address2`]: 'Floor 2',
  [`${prefix}_city`]: 'Springfield',
  [`${prefix}_state`]: 'Illinois',
  [`${prefix}_postal_code`]: '62701',
  [`${prefix}_country`]: 'US',
  [`${prefix}_first_name`]: 'Alex',
  [`${prefix}_last_name`]: 'Sample',
  [`${prefix}_email`]: 'alex.sample@example.com',
  [`${prefix}_phone`]: '+1 217 555 0100',
});

/** All of an account's values as they stand in a purchase. */
const accountLines = (prefix: string, tier: string): string[] => {
  const account = filledAccount(prefix);
  const phone = { country_code: '+1', area_code: '217', phone_number: '5550100', extension: '' };
  return [
    ...Object.entries(ACCOUNT_PARTS).map(
      ([key, part]) => `asset.tiers.${tier}.${part}: ${JSON.stringify(account[`${prefix}_${key}`])}`,
    ),
    `asset.tiers.${tier}.contact_info.country: "US"`,
    ...Object.entries(phone).map(
      ([part, value]) =>
        `asset.tiers.${tier}.contact_info.contact.phone_number.${part}: ${JSON.stringify(value)}`,
    ),
  ];
};

const accountPlaces = (prefix: string, tier: string, beside: Record<string, string> = {}): Places => {
  const place = (part: string) => `asset.tiers.${tier}.${part}`;
  const phone = place('contact_info.contact.phone_number');
  return {
    ...Object.fromEntries(
      Object.entries(ACCOUNT_PARTS).map(([key, part]) => [`${prefix}_${key}`, { to: [place(part)], beside }]),
    ),
    // An account of Connect's takes the place of the one that is filled in.
    [`${prefix}_id`]: { to: [place('id')], instead: accountLines(prefix, tier), beside },
    [`${prefix}_country`]: {
      to: [`${place('contact_info.country')}: "CA"`],
      give: 'Canada',
      instead: [`${place('contact_info.country')}: "US"`],
      beside,
    },
    [`${prefix}_phone`]: {
      to: [`${phone}.area_code: "212"`, `${phone}.phone_number: "5550199"`],
      give: '+1 212 555 0199',
      instead: [`${phone}.area_code: "217"`, `${phone}.phone_number: "5550100"`],
      beside,
    },
  };
};

/** Who buys and who sells, beside both accounts filled in. */
export const tierPlaces: Places = {
  reseller_tiers: { to: accountLines('t2', 'tier2'), beside: filledAccount('t2') },
  ...accountPlaces('t1', 'tier1'),
  ...accountPlaces('t2', 'tier2', { reseller_tiers: 't2t1', ...filledAccount('t2') }),
  ...accountPlaces('customer', 'customer'),
};

/**
 * The parts of an account by itself.
 * @param root before each part in the body. @param before what is there without them: an account as Connect has it.
 */
export const accountPartPlaces = (root: string, before: object | undefined): Places => {
  const valueAt = (path: string): unknown =>
    path
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], before);
  const phone = 'contact_info.contact.phone_number';
  const lines = (path: string, value: unknown) =>
    value === undefined || value === '' ? [] : [`${root}${path}: ${JSON.stringify(value)}`];
  const changed = (...paths: readonly string[]) =>
    before ? { instead: paths.flatMap((path) => lines(path, valueAt(path))) } : {};
  return {
    ...Object.fromEntries(
      Object.entries(ACCOUNT_PARTS).map(([key, path]) => [key, { to: [`${root}${path}`], ...changed(path) }]),
    ),
    country: {
      to: [`${root}contact_info.country: "CA"`],
      give: 'Canada',
      instead: [`${root}contact_info.country: "US"`],
    },
    phone: {
      to: [`${root}${phone}.area_code: "212"`, `${root}${phone}.phone_number: "5550199"`],
      give: '+1 212 555 0199',
      instead: [`${root}${phone}.area_code: "217"`, `${root}${phone}.phone_number: "5550100"`],
    },
    tax_number: `${root}tax_id`,
  };
};

/**
 * Dropdowns of the tier that a request is about.
 * @param lines what is asked for once the request was read.
 */
export const ofTierPlaces = (...lines: readonly string[]): Places => {
  const place: Place = {
    to: ['GET /tier/config-requests/$', ...lines, '?limit=100', '?offset=0'],
    give: 'TCR-900-900-900-900',
    instead: 'fails',
  };
  return { id: place, request_id: place };
};
