import type {
  PlacedConfigRequest,
  TierAccountRequest,
  TierConfig,
  TierConfigRequest,
  ToldVendors,
} from '../connect/schemas/tiers.ts';
import { assetSample } from './asset.ts';
import { tierAccountSample } from './tierAccount.ts';
import { tiersSample } from './tiers.ts';

const { product, connection, marketplace, contract } = assetSample;
const { owner: _owner, events: _events, ...changed } = tierAccountSample;
const created = { at: '2026-01-14T10:04:54+00:00' };

/** Tells the vendor of the samples that their customer has changed. */
export const accountRequestSample = {
  id: 'TAR-7581-5990-4741-002-001',
  type: 'update',
  status: 'pending',
  account: { ...changed, version: 2 },
  vendor: connection.vendor,
  provider: connection.provider,
  product,
  reason: '',
  events: { created, updated: created },
} satisfies TierAccountRequest;

export const toldVendorsSample = {
  ...accountRequestSample,
  requests: [
    {
      id: accountRequestSample.id,
      status: 'pending',
      product: { id: product.id, name: product.name },
      vendor: connection.vendor,
    },
  ],
  request_count: 1,
  existed_before: false,
} satisfies ToldVendors;

const account = { ...tiersSample.tier1, type: 'reseller' };
const params = [
  {
    id: 'reseller_email',
    title: 'Reseller Email',
    type: 'email',
    phase: 'ordering',
    value: 'alex.sample@example.com',
    value_error: '',
  },
  {
    id: 'reseller_id',
    title: 'Reseller ID',
    type: 'text',
    phase: 'fulfillment',
    value: 'r-2001',
    value_error: '',
  },
];

/** What the product of the samples keeps of their reseller. */
export const tierConfigSample = {
  id: 'TC-239-748-518',
  name: 'Configuration of Example Reseller Ltd.',
  status: 'active',
  tier_level: 1,
  account,
  product,
  connection,
  marketplace,
  contract,
  template: { id: 'TL-559-508-354', name: 'Tier 1 Setup' },
  params,
  tiers: { tier2: {} },
  events: { created, updated: { at: '2026-01-14T10:06:12+00:00' } },
} satisfies TierConfig;

/** The request that set it up. */
export const tierConfigRequestSample = {
  id: 'TCR-239-748-518-001',
  type: 'setup',
  status: 'approved',
  configuration: {
    id: tierConfigSample.id,
    name: tierConfigSample.name,
    status: 'active',
    tier_level: 1,
    account,
    product,
    connection,
    marketplace,
  },
  parent_configuration: {},
  previous_approved_request: {},
  params,
  tiers: { tier1: account, tier2: {} },
  assignee: '',
  template: tierConfigSample.template,
  reason: '',
  notes: '',
  environment: 'production',
  activation: {},
  effective_date: '2026-01-14T10:06:12+00:00',
  events: { created, updated: { at: '2026-01-14T10:06:12+00:00' } },
} satisfies TierConfigRequest;

/** The request as it is in a state: until it is approved, nothing is configured. */
export const tierConfigRequestIn = (status: string) => {
  if (status === 'approved') return tierConfigRequestSample;
  return {
    ...tierConfigRequestSample,
    status,
    configuration: { ...tierConfigRequestSample.configuration, status: 'processing' },
    params: params.map((param) => (param.phase === 'fulfillment' ? { ...param, value: '' } : param)),
    template: {},
  } satisfies TierConfigRequest;
};

/** What such a request is that was just placed by an action. */
export const placedConfigSample = {
  ...tierConfigRequestIn('pending'),
  existed_before: false,
} satisfies PlacedConfigRequest;
