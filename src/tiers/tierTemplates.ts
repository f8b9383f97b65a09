import { tierConfigRequestPicker } from '../fields/pickers.ts';
import { tierSetupOf } from '../fields/tierSetup.ts';
import { dropdown } from '../zapier/dropdown.ts';

/** The hidden trigger behind the dropdowns for templates of the tier that a request is about. */
export const tierTemplates = dropdown({
  key: 'tier_templates',
  noun: 'Template',
  label: 'List Tier Templates',
  description:
    'Triggers when a template for a tier is added to a product. It fills the dropdowns for templates of tiers.',
  inputFields: [
    tierConfigRequestPicker('id', { label: 'Tier Configuration Request' }),
    tierConfigRequestPicker('request_id'),
  ],
  sample: { id: 'TL-559-508-354', title: 'Tier 1 Setup (TL-559-508-354)', name: 'Tier 1 Setup' },
  choices: async (connect, form, page) => {
    const { product, scope } = await tierSetupOf(connect, form);
    const templates = connect.productTemplates(product);
    const { rows } = await templates.list({ where: { scope, type: 'fulfillment' }, ...page });
    return rows.map(({ id, title, name }) => ({
      id,
      title: `${title || name || 'Template'} (${id})`,
      name: name || title || id,
    }));
  },
});
