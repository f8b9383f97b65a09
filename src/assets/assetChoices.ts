import { dropdown } from '../zapier/dropdown.ts';

/** The hidden trigger behind the dropdowns for subscriptions: newest first. */
export const assetChoices = dropdown({
  key: 'asset_choices',
  noun: 'Subscription',
  label: 'List Subscriptions',
  description: 'Triggers when a subscription is created. It fills the dropdowns for subscriptions.',
  sample: {
    id: 'AS-3919-2310-2857',
    name: 'AS-3919-2310-2857: active, Example Cloud Backup, Example Customer Inc.',
  },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.assets.list({
      ordering: ['-created'],
      select: ['-items', '-configuration'],
      ...page,
    });
    return rows.map(({ id, status, product, tiers }) => {
      const customer = tiers?.customer?.name;
      return { id, name: `${id}: ${[status, product?.name, customer].filter(Boolean).join(', ')}` };
    });
  },
});
