import { TIER_CONFIG_STATES, TIER_LEVELS, TierConfig } from '../connect/schemas/tiers.ts';
import { FILTERED_ENVIRONMENTS, UNFILTERED_ENVIRONMENTS } from '../fields/environments.ts';
import {
  connectionPicker,
  contractPicker,
  marketplacePicker,
  productPicker,
  tierAccountPicker,
  tierConfigPicker,
} from '../fields/pickers.ts';
import { tierConfigSample } from '../samples/tierRequests.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Tier configurations: what a product keeps of a reseller. Only requests change them. */

const by = filtersOf<'tier/configs'>();

/** What no configuration meets. */
const NOTHING = { id: { in: ['none'] } } as const;

const configs = objectKind({
  resource: (connect) => connect.tierConfigs,
  noun: 'Tier Configuration',
  id: tierConfigPicker('config_id', { required: true }),
  returns: TierConfig,
  sample: tierConfigSample,
  newestFirst: '-created',
});

export const searchTierConfigs = configs.find({
  key: 'search_tier_configs',
  label: 'Find Tier Configuration',
  description:
    'Finds tier configurations, which are what products keep of resellers, that match all of the given filters, and returns them whole, newest first. To change one use Create Tier Configuration Request.',
  filters: [
    by.is('product.id', productPicker('product_id')),
    by.is('account.id', tierAccountPicker('account_id', { label: 'Account ID' })),
    by.own([{ key: 'tier_level', label: 'Tier Level', choices: TIER_LEVELS }], ({ tier_level: level }) => ({
      where: { tier_level: level === undefined ? undefined : Number(level) },
    })),
    by.without(
      by.oneOf('status', {
        key: 'status',
        label: 'Configuration Status',
        choices: {
          ...TIER_CONFIG_STATES,
          // Offered by the published app; only requests have these.
          tiers_setup: 'Tiers Setup (None)',
          approved: 'Approved (None)',
          failed: 'Failed (None)',
        },
      }),
      ['tiers_setup', 'approved', 'failed'],
      NOTHING,
    ),
    ...advanced([
      by.is('id', tierConfigPicker('id')),
      by.is('account.external_id', { key: 'account_external_id', label: 'Account External ID' }),
      by.is('account.company_name', { key: 'account_company_name', label: 'Account Company Name' }),
      by.is('product.name', { key: 'product_name', label: 'Product Name' }),
      by.is('contract.id', contractPicker('contract_id')),
      by.is('connection.id', connectionPicker('connection_id')),
      by.without(
        by.is('connection.type', {
          key: 'connection_type',
          label: 'Environment',
          choices: FILTERED_ENVIRONMENTS,
        }),
        UNFILTERED_ENVIRONMENTS,
        NOTHING,
      ),
      by.is('marketplace.id', marketplacePicker('marketplace_id')),
      by.is('marketplace.name', { key: 'marketplace_name', label: 'Marketplace Name' }),
      by.within('created', 'created', 'Created'),
      by.within('updated', 'updated', 'Updated'),
    ]),
  ],
});

export const tierConfigChoices = configs.dropdown({
  key: 'tier_config_choices',
  label: 'List Tier Configurations',
  description: 'Triggers when a tier configuration is created. It fills the dropdowns for configurations.',
  choice: ({ id, account, product, tier_level: level }) => ({
    name: `${id}: ${[account?.name, product?.name, level && `tier ${level}`].filter(Boolean).join(', ')}`,
  }),
});
