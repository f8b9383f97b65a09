import {
  OPEN_TIER_CONFIG_REQUEST_STATES,
  TIER_CONFIG_REQUEST_STATES,
  TIER_CONFIG_REQUEST_TYPES,
  TIER_LEVELS,
  TierConfigRequest,
} from '../connect/schemas/tiers.ts';
import {
  productPicker,
  tierAccountPicker,
  tierConfigPicker,
  tierConfigRequestPicker,
  userIdPicker,
} from '../fields/pickers.ts';
import { tierConfigRequestIn, tierConfigRequestSample } from '../samples/tierRequests.ts';
import { filtersOf, stillOpen } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Requests for tier configurations, of both sides. */

const by = filtersOf<'tier/config-requests'>();

export const configRequests = objectKind({
  resource: (connect) => connect.tierConfigRequests,
  noun: 'Tier Configuration Request',
  id: tierConfigRequestPicker('request_id', { required: true, altersDynamicFields: true }),
  lock: true,
  returns: TierConfigRequest,
  sample: tierConfigRequestSample,
  sampleIn: tierConfigRequestIn,
  filters: [
    by.oneOf('status', { key: 'status', label: 'Request Status', choices: TIER_CONFIG_REQUEST_STATES }),
    by.oneOf('type', { key: 'type', label: 'Request Type', choices: TIER_CONFIG_REQUEST_TYPES }),
    by.oneOf('configuration.product.id', productPicker('configuration_product_id')),
    by.own(
      [{ key: 'configuration_tier_level', label: 'Tier Level', choices: TIER_LEVELS, list: true }],
      ({ configuration_tier_level: levels = [] }) => ({
        where: { 'configuration.tier_level': { in: levels.map(Number) } },
      }),
    ),
    ...advanced([
      by.oneOf('id', tierConfigRequestPicker('id')),
      by.oneOf('configuration.id', tierConfigPicker('configuration_id')),
      by.oneOf(
        'configuration.account.id',
        tierAccountPicker('configuration_account_id', { label: 'Account ID' }),
      ),
      by.oneOf('configuration.account.external_uid', {
        key: 'configuration_account_external_uid',
        label: 'Account External UID',
      }),
      by.is('assignee.id', userIdPicker('assignee_id', { label: 'Assignee' })),
      by.oneOf('params.id', {
        key: 'param_id',
        label: 'Parameter Names',
        helpText: 'Requests that have one of these parameters, for example `reseller_id`.',
      }),
      by.oneOf('params.value', {
        key: 'param_value',
        label: 'Parameter Values',
        helpText: 'Requests of which any parameter has one of these values.',
      }),
    ]),
  ],
  newestFirst: '-created',
  created: { field: 'created', of: ({ events }) => events?.created?.at },
  updated: { field: 'updated', of: ({ events }) => events?.updated?.at },
  byIds: (ids) => ({ id: { in: ids } }),
});

/** Fires once for each request for a tier configuration that matches the filters. */
export const newConfigRequests = configRequests.newTrigger({
  key: 'new_tier_config_requests',
  label: 'New Tier Configuration Request',
  description:
    'Triggers when a request for a tier configuration is first seen: when it is created, or first reaches one of the chosen statuses. Each request fires once. One of tier 1 waits in tiers_setup until that of tier 2 is approved.',
  open: stillOpen<'tier/config-requests'>('status', OPEN_TIER_CONFIG_REQUEST_STATES),
});

/** Fires for each request for a tier configuration, and again at each update. */
export const newUpdatedConfigRequests = configRequests.newOrUpdatedTrigger({
  key: 'new_updated_tier_config_requests',
  label: 'New or Updated Tier Configuration Request',
  description:
    'Triggers when a request for a tier configuration is created, and again each time that it is updated, for example approved or failed.',
});

/** Fires at once for each request for a tier configuration of a product, and at each update. */
export const configRequestEvent = configRequests.instantTrigger({
  key: 'tier_config_request_event',
  label: 'Tier Configuration Request Event',
  description:
    'Triggers when a request for a tier configuration of one product is created or updated, within seconds, and gives it whole. For all products, or where minutes are soon enough, use New or Updated Tier Configuration Request.',
  objectClass: 'tier_config_request',
  product: productPicker('configuration_product_id', { required: true }),
});

/** Either side: goes on once a request for a tier configuration is through. */
export const waitForConfigRequest = configRequests.waitAction({
  key: 'wait_for_tier_config_request',
  label: 'Wait for Tier Configuration Request',
  description:
    'Waits until a request for a tier configuration is approved or has failed, or is in one of the chosen statuses, and returns it. It goes on at once when it is there already. To start a Zap instead use Tier Configuration Request Event.',
  objectClass: 'tier_config_request',
  states: TIER_CONFIG_REQUEST_STATES,
  until: ['approved', 'failed'],
  final: ['approved', 'failed'],
  product: ({ configuration }) => configuration?.product?.id,
});

export const searchConfigRequests = configRequests.find({
  key: 'search_tier_config_requests',
  label: 'Find Tier Configuration Request',
  description:
    'Finds requests for tier configurations that match all of the given filters and returns them whole, newest first. For the configuration itself use Find Tier Configuration.',
  filters: advanced([
    by.between('created', 'created', 'Created'),
    by.between('updated', 'updated', 'Updated'),
  ]),
});

export const configRequestChoices = configRequests.dropdown({
  key: 'tier_config_request_choices',
  label: 'List Tier Configuration Requests',
  description:
    'Triggers when a request for a tier configuration is created. It fills the dropdowns for such requests.',
  choice: ({ id, type, status, configuration }) => ({
    name: `${id}: ${[type, status, configuration?.product?.name, configuration?.account?.name].filter(Boolean).join(', ')}`,
  }),
});
