import { ACCOUNT_REQUEST_STATES, TierAccountRequest } from '../connect/schemas/tiers.ts';
import { ENVIRONMENTS } from '../fields/environments.ts';
import {
  accountRequestPicker,
  distributorPicker,
  hubPicker,
  productPicker,
  tierAccountPicker,
  vendorPicker,
} from '../fields/pickers.ts';
import { accountRequestSample } from '../samples/tierRequests.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { WINDOW } from '../zapier/polling/byState.ts';
import { at } from './support/values.ts';

/** Account requests: they tell the vendors of an account's products that it has changed. */

const by = filtersOf<'tier/account-requests'>();

const accountRequests = objectKind({
  resource: (connect) => connect.tierAccountRequests,
  noun: 'Account Request',
  // The published app calls it so.
  id: accountRequestPicker('id', { required: true }),
  returns: TierAccountRequest,
  sample: accountRequestSample,
  filters: [
    by.oneOf('status', { key: 'status', label: 'Request Status', choices: ACCOUNT_REQUEST_STATES }),
    by.oneOf('product.id', productPicker('product_id')),
    by.oneOf('account.id', tierAccountPicker('account_id', { label: 'Account ID' })),
    by.oneOf('account.hub.id', hubPicker('hub_id')),
    ...advanced([
      by.oneOf('id', accountRequestPicker('id')),
      by.oneOf('product.name', { key: 'product_name', label: 'Product Name' }),
      by.oneOf('account.name', { key: 'account_name', label: 'Account Name' }),
      by.oneOf('account.external_id', { key: 'account_external_id', label: 'Account External ID' }),
      by.oneOf('account.external_uid', { key: 'account_external_uid', label: 'Account External UID' }),
      by.oneOf('account.hub.name', { key: 'hub_name', label: 'Hub Name' }),
      // Connect has no filters for these.
      by.found(vendorPicker('vendor_id'), at('vendor.id')),
      by.found({ key: 'vendor_name', label: 'Vendor Name' }, at('vendor.name')),
      by.found(distributorPicker('provider_id'), at('provider.id')),
      by.found({ key: 'provider_name', label: 'Distributor Name' }, at('provider.name')),
      by.found(
        { key: 'account_environment', label: 'Account Environment', choices: ENVIRONMENTS },
        at('account.environment'),
      ),
      by.found(
        {
          key: 'account_scopes',
          label: 'Account Scopes',
          // The published app writes the tiers with a dash.
          choices: { customer: 'Customer', 'tier-1': 'Tier 1', 'tier-2': 'Tier 2' },
          helpText: 'What the account is in subscriptions.',
        },
        (request) =>
          at('account.scopes')(request).map((scope) => String(scope).replace(/^tier(?=\d)/, 'tier-')),
      ),
    ]),
  ],
  formerFilters: ['marketplace_id', 'marketplace_name'],
  newestFirst: '-events.created.at',
});

/** Connect can't order them by their update. */
const states = {
  ordering: '-events.created.at',
  created: ({ events }: TierAccountRequest) => events?.created?.at,
  reached: ({ events }: TierAccountRequest) => events?.updated?.at,
} as const;

const eachState = { ...states, of: ({ status }: TierAccountRequest) => status ?? '' } as const;

/** Fires once for each account request that matches the filters. */
export const newAccountRequests = accountRequests.triggerByState({
  key: 'new_tier_account_requests',
  label: 'New Tier Account Request',
  description: `Triggers when a distributor tells of a changed customer or reseller account: once for each request, when it first matches the filters. Looks at the newest ${WINDOW} that match.`,
  states,
});

/** Fires for each account request, and again when it is accepted or ignored. */
export const newUpdatedAccountRequests = accountRequests.triggerByState({
  key: 'new_updated_tier_account_requests',
  label: 'New or Updated Tier Account Request',
  description: `Triggers when a tier account request is created, and again when it is accepted or ignored. Looks at the newest ${WINDOW} that match.`,
  states: eachState,
});

/** Fires at once for each account request of a product, and when it is accepted or ignored. */
export const accountRequestEvent = accountRequests.instantTrigger({
  key: 'tier_account_request_event',
  label: 'Tier Account Request Event',
  description: `Triggers when a tier account request of one product is created, accepted or ignored, within seconds, and gives it whole. Looks at the newest ${WINDOW} that match. For all products, or where minutes are soon enough, use New or Updated Tier Account Request.`,
  objectClass: 'tier_account_request',
  product: productPicker('product_id', { required: true }),
  states: eachState,
});

export const searchAccountRequests = accountRequests.find({
  key: 'search_tier_account_requests',
  label: 'Find Tier Account Request',
  description:
    'Finds tier account requests that match all of the given filters and returns them whole, newest first. For the account itself use Find Customer or Reseller Account.',
  filters: [...advanced([by.between('events.created.at', 'created', 'Created')])],
});

export const accountRequestChoices = accountRequests.dropdown({
  key: 'tier_account_request_choices',
  label: 'List Tier Account Requests',
  description: 'Triggers when a tier account request is created. It fills the dropdowns for such requests.',
  choice: ({ id, status, account, product }) => ({
    name: `${id}: ${[status, account?.name, product?.name].filter(Boolean).join(', ')}`,
  }),
});

/** Vendor: takes note of a changed account. */
export const acceptAccountRequest = accountRequests.stateChange({
  key: 'accept_tier_account_request',
  label: 'Accept Tier Account Request',
  description:
    'Accepts a pending tier account request, once the account is changed in your own system too, and returns it. For vendors. To leave the change unused use Ignore Tier Account Request.',
  verb: 'accept',
  target: 'accepted',
  rule: 'Only the vendor can accept a tier account request, and only while it is pending.',
});

/** Vendor: leaves the change of an account unused. */
export const ignoreAccountRequest = accountRequests.stateChange({
  key: 'ignore_tier_account_request',
  label: 'Ignore Tier Account Request',
  description: 'Ignores a pending tier account request with a reason and returns it. For vendors.',
  fields: [
    {
      key: 'reason',
      label: 'Reason',
      type: 'text',
      required: true,
      helpText: 'What the distributor gets to read, for example `The address is not used.`',
    },
  ],
  verb: 'ignore',
  target: 'ignored',
  rule: 'Only the vendor can ignore a tier account request, and only while it is pending.',
  sample: { reason: 'The address is not used.' },
});
