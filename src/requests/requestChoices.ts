import { dropdown } from '../zapier/dropdown.ts';

/** The hidden trigger behind the dropdowns for requests: newest first. */
export const requestChoices = dropdown({
  key: 'request_choices',
  noun: 'Request',
  label: 'List Fulfillment Requests',
  description: 'Triggers when a fulfillment request is created. It fills the dropdowns for requests.',
  sample: {
    id: 'PR-3919-2310-2857-001',
    name: 'PR-3919-2310-2857-001: purchase, pending, Example Cloud Backup',
  },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.requests.list({
      ordering: ['-created'],
      // Names are all that is shown, and leaving these parts out makes Connect much faster.
      select: ['-activation_key', '-template', '-asset.items', '-asset.configuration'],
      ...page,
    });
    return rows.map(({ id, type, status, asset }) => {
      const product = asset?.product?.name;
      return { id, name: `${id}: ${[type, status, product].filter(Boolean).join(', ')}` };
    });
  },
});
