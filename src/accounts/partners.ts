import { partnerSample } from '../samples/catalog.ts';
import { dropdown } from '../zapier/dropdown.ts';

/** The hidden triggers behind the dropdowns for vendors and distributors: partners, and the connection's own account. */

const SIDES = {
  vendor: { prefix: 'VA-', noun: 'Vendor', of: 'vendors' },
  provider: { prefix: 'PA-', noun: 'Distributor', of: 'distributors' },
} as const;

/** @param side vendors or distributors alone; both when absent. */
const choicesOf = (key: string, side?: keyof typeof SIDES) => {
  const { prefix, noun, of } = side ? SIDES[side] : { prefix: '', noun: 'Partner', of: 'accounts' };
  const id = `${prefix || SIDES.vendor.prefix}392-495`;
  return dropdown({
    key,
    noun: 'Account',
    label: `List ${noun} Accounts`,
    description: `Triggers when a partner is added to the account. It fills the dropdowns for ${of}.`,
    sample: { id, name: `${partnerSample.name} (${id})` },
    choices: async (connect, _data, page) => {
      const [own, partners] = await Promise.all([
        page.offset ? [] : connect.accounts.list({ limit: 1 }).then(({ rows }) => rows),
        connect.partners
          .list({ where: { type: side }, ordering: ['name'], ...page })
          .then(({ rows }) => rows),
      ]);
      // The first account is the one that the key belongs to; filters of its own side take it.
      const accounts = [...own.filter((account) => account.id.startsWith(prefix)), ...partners];
      return accounts.map((account) => ({
        id: account.id,
        name: account.name ? `${account.name} (${account.id})` : account.id,
      }));
    },
  });
};

export const accountChoices = choicesOf('account_choices');
export const vendorChoices = choicesOf('vendor_choices', 'vendor');
export const distributorChoices = choicesOf('distributor_choices', 'provider');
