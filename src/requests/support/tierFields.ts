import { type Bundle, defineInputFields } from 'zapier-platform-core';
import {
  type AccountRole,
  accountFields,
  accountKeys,
  CUSTOMER,
  TIER_1,
  TIER_2,
} from '../../fields/account.ts';
import { tierAccountPicker } from '../../fields/pickers.ts';
import { givingGroup, grouped } from '../../zapier/groups.ts';

const text = (value: unknown): string => String(value ?? '').trim();

/** The ID by which a person named an account that Connect has already. */
export const accountId = ({ prefix }: AccountRole, input: Record<string, unknown>): string =>
  text(input[`${prefix}_id`]);

/** The UID that a person gave an account. */
export const accountUid = ({ prefix }: AccountRole, input: Record<string, unknown>): string =>
  text(input[`${prefix}_external_uid`]);

const idField = <const Prefix extends AccountRole['prefix']>(prefix: Prefix, label: string) =>
  tierAccountPicker(`${prefix}_id`, {
    label: `${label} Account ID`,
    altersDynamicFields: true,
    helpText:
      'An account that Connect has already, for example `TA-0000-0000-0000`. Its ID alone is enough: the other fields of this account are not used then.',
  });

/** An account that has to be given is asked for in full only where its ID isn't. */
const neededFields = (role: AccountRole, { inputData }: Bundle) =>
  accountFields(role, !accountId(role, inputData));

const tier1Fields = givingGroup('tier1', (_z: unknown, bundle: Bundle) =>
  grouped('tier1', neededFields(TIER_1, bundle)),
);

/** A second tier is asked for only where there is one. */
const tier2Fields = givingGroup('tier2', (_z: unknown, bundle: Bundle) =>
  bundle.inputData['reseller_tiers'] === 't2t1'
    ? [...grouped('tier2', [idField('t2', TIER_2.label), ...neededFields(TIER_2, bundle)])]
    : [],
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
  ...grouped('tier1', [idField('t1', TIER_1.label)]),
  tier1Fields,
  ...grouped('customer', [
    idField('customer', CUSTOMER.label),
    ...accountFields(CUSTOMER, false, 'Leave all customer fields empty if tier 1 is the customer itself.'),
  ]),
]);

/** Keys of a purchase that the published app also had in its adjustment. */
export const purchaseKeys = [
  'hub_id',
  'reseller_tiers',
  'items',
  ...[TIER_2, TIER_1, CUSTOMER].flatMap(accountKeys),
];
