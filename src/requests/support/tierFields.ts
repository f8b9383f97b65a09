import { type Bundle, defineInputFields } from 'zapier-platform-core';
import {
  accountFields,
  accountKeys,
  CUSTOMER,
  readAccount,
  TIER_1,
  TIER_2,
  type TierAccount,
} from '../../fields/account.ts';
import { givingGroup, grouped } from '../../zapier/groups.ts';

/** A second tier is asked for only where there is one. */
const tier2Fields = givingGroup('tier2', (_z: unknown, bundle: Bundle) =>
  bundle.inputData['reseller_tiers'] === 't2t1' ? grouped('tier2', accountFields(TIER_2, true)) : [],
);

/** Who buys and who sells: the accounts of a purchase. */
export const tierFields = defineInputFields([
  {
    key: 'reseller_tiers',
    label: 'Reseller Tiers',
    choices: { t1: 'Tier 1 only', t2t1: 'Tier 2 and Tier 1' },
    default: 't1',
    altersDynamicFields: true,
    helpText: 'Who sells to the customer: one reseller, or one that buys from another (tier 2).',
  },
  tier2Fields,
  ...grouped('tier1', accountFields(TIER_1, true)),
  ...grouped(
    'customer',
    accountFields(CUSTOMER, false, 'Leave all customer fields empty if tier 1 is the customer itself.'),
  ),
]);

export interface Tiers {
  customer: TierAccount;
  tier1: TierAccount;
  tier2?: TierAccount;
}

/**
 * The accounts of a purchase. Without a customer of its own, the subscription is the reseller's.
 * @throws ConnectError naming what is missing or can't be read.
 */
export const readTiers = async (input: Record<string, unknown>): Promise<Tiers> => {
  const tier1 = await readAccount(TIER_1, input, true);
  const customer = await readAccount(CUSTOMER, input, false);
  if (input['reseller_tiers'] !== 't2t1') return { customer: customer ?? tier1, tier1 };
  return { customer: customer ?? tier1, tier1, tier2: await readAccount(TIER_2, input, true) };
};

/** Keys of a purchase that the published app also had in its adjustment. */
export const purchaseKeys = [
  'hub_id',
  'reseller_tiers',
  'items',
  ...[TIER_2, TIER_1, CUSTOMER].flatMap(accountKeys),
];
