import type * as z from 'zod/mini';
import {
  anything,
  asked,
  event,
  extended,
  flag,
  id,
  list,
  number,
  object,
  part,
  reference,
  state,
  text,
  time,
} from './fieldTypes.ts';
import { ofParameters } from './singleValues.ts';
import { assignee, connection, contactInfo, params, productReference, tier } from './subscriptionParts.ts';

/** What is done with tier accounts: requests that tell of a change, and what products keep of resellers. */

/** The states of an account request. */
export const ACCOUNT_REQUEST_STATES = {
  pending: 'Pending',
  accepted: 'Accepted',
  ignored: 'Ignored',
  unsupported: 'Unsupported',
} as const;

/** Tells a vendor of the change of an account, once for each product: what `/tier/account-requests` gives. */
export const TierAccountRequest = object(() => ({
  id: id('Request ID'),
  type: text('Request Type'),
  status: state(ACCOUNT_REQUEST_STATES, 'Request Status'),
  account: part(
    {
      id: text(),
      version: number('Account Version'),
      type: text(),
      name: text(),
      external_id: text(),
      external_uid: text(),
      environment: text(),
      scopes: anything('Scopes'),
      hub: reference('Hub'),
      tax_id: text('Tax ID'),
      contact_info: contactInfo(),
    },
    'Account',
  ),
  vendor: reference('Vendor'),
  provider: reference('Distributor'),
  product: productReference(),
  reason: text('Reason'),
  events: part({ created: event('Created'), updated: event('Updated') }, ''),
}));
export type TierAccountRequest = z.infer<typeof TierAccountRequest>;

/** The states of a tier configuration. */
export const TIER_CONFIG_STATES = { processing: 'Processing', active: 'Active' } as const;

/** On which tier of a subscription an account is configured. */
export const TIER_LEVELS = { 1: 'Tier 1', 2: 'Tier 2' } as const;

/** What a product keeps of a reseller: what `/tier/configs` gives. */
export const TierConfig = object(() => ({
  id: id('Configuration ID'),
  name: text(),
  status: state(TIER_CONFIG_STATES),
  tier_level: number('Tier Level'),
  account: tier('Account'),
  product: productReference(),
  connection: connection(),
  marketplace: reference('Marketplace'),
  contract: reference('Contract'),
  template: reference('Template'),
  open_request: part({ id: text() }, 'Open Request'),
  params: params(),
  ...ofParameters(),
  events: part({ created: event('Created'), updated: event('Updated') }, ''),
}));
export type TierConfig = z.infer<typeof TierConfig>;

/** The states of a request for a tier configuration. */
export const TIER_CONFIG_REQUEST_STATES = {
  draft: 'Draft',
  tiers_setup: 'Tiers Setup',
  pending: 'Pending',
  inquiring: 'Inquiring',
  approved: 'Approved',
  failed: 'Failed',
} as const;

/** States in which such a request still waits for somebody. */
export const OPEN_TIER_CONFIG_REQUEST_STATES = [
  'draft',
  'tiers_setup',
  'pending',
  'inquiring',
] as const satisfies readonly (keyof typeof TIER_CONFIG_REQUEST_STATES)[];

export const TIER_CONFIG_REQUEST_TYPES = {
  setup: 'Setup',
  update: 'Update',
  adjustment: 'Adjustment',
} as const;

/** A request that sets a tier configuration up or changes it: what `/tier/config-requests` gives. */
export const TierConfigRequest = object(() => ({
  id: id('Request ID'),
  type: text('Request Type'),
  status: state(TIER_CONFIG_REQUEST_STATES, 'Request Status'),
  configuration: part(
    {
      id: text(),
      name: text(),
      status: state(TIER_CONFIG_STATES),
      tier_level: number('Tier Level'),
      account: tier('Account'),
      product: productReference(),
      connection: connection(),
      marketplace: reference('Marketplace'),
    },
    'Configuration',
  ),
  parent_configuration: part({ id: text(), name: text(), status: text() }, 'Parent Configuration'),
  previous_approved_request: part({ id: text() }, 'Previous Approved Request'),
  params: params(),
  ...ofParameters(),
  tiers: part({ tier1: tier('Tier 1'), tier2: tier('Tier 2') }, ''),
  assignee: assignee(),
  template: reference('Template'),
  reason: text('Failure Reason'),
  notes: text(),
  environment: text(),
  activation: part({ link: text('Form URL') }, ''),
  effective_date: time(),
  events: part(
    {
      created: event('Created'),
      updated: event('Updated'),
      inquired: event('Inquired'),
      pended: event('Pended'),
    },
    '',
  ),
}));
export type TierConfigRequest = z.infer<typeof TierConfigRequest>;

/** What was told to the vendors of an account's products: the first request, and all of them. */
export const ToldVendors = extended(TierAccountRequest, () => ({
  requests: list(
    {
      id: text('Each Request ID'),
      status: text('Each Request Status'),
      product: reference('Each Product'),
      vendor: reference('Each Vendor'),
    },
    'Requests',
  ),
  request_count: number('Number of Requests'),
  existed_before: flag('Existed Before'),
}));
export type ToldVendors = z.infer<typeof ToldVendors>;

/** A request that an action asked for. */
export const PlacedConfigRequest = asked(TierConfigRequest);
export type PlacedConfigRequest = z.infer<typeof PlacedConfigRequest>;
