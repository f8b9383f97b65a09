import { defineInputFields } from 'zapier-platform-core';
import { readQuantity } from '../../fields/items.ts';
import { itemPicker } from '../../fields/pickers.ts';
import { missing } from '../../zapier/input.ts';

const LABEL = 'Items';

/** What a tenant was bought with: mapped from the items of a request. */
export const tenantItemFields = defineInputFields([
  {
    key: 'items',
    label: LABEL,
    children: [
      itemPicker('item_id', {
        label: 'Item',
        helpText: 'For example `PRD-000-000-000-0001`; map the items of the request.',
      }),
      { key: 'item_mpn', label: 'MPN' },
      { key: 'quantity', label: 'Quantity', helpText: 'For example `5` or `unlimited`.' },
    ],
  },
]);

/**
 * The items as the vendor's system gets them: quantities as texts, as Connect writes them.
 * @throws ConnectError for a line without an item, or a quantity that is none.
 */
export const readTenantItems = ({ items: given = [] }: { items?: unknown }) => {
  // A dictionary of items and quantities is what the other actions take, too.
  const items: Record<string, unknown>[] = Array.isArray(given)
    ? given
    : Object.entries(given as object).map(([item_id, quantity]) => ({ item_id, quantity }));
  return items.map((line, index) => {
    const { item_id: id, item_mpn: mpn, quantity } = line;
    if (!id && !mpn) throw missing(`${LABEL}, line ${index + 1}: Item`);
    return {
      ...(id ? { id } : {}),
      ...(mpn ? { mpn } : {}),
      quantity: String(readQuantity(`${LABEL}, line ${index + 1}: Quantity`, quantity)),
    };
  });
};
