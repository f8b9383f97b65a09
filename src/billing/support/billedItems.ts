import { ConnectError } from '../../connect/errors.ts';
import type { RecurringAsset } from '../../connect/schemas/billing.ts';

/** How many a message names. */
const NAMED = 10;

/**
 * The items that are to be billed, as Connect takes them. Empty: all of the subscription.
 * @param given IDs, with dashes or underscores, or MPNs; or line items that hold them.
 * @throws ConnectError for an item that the subscription doesn't have, and when it has none at all.
 */
export const readBilledItems = (subscription: RecurringAsset, given: unknown): { id: string }[] => {
  const names = (Array.isArray(given) ? given : []).map((one: unknown) =>
    String(typeof one === 'object' && one !== null ? (one as { item_id?: unknown }).item_id : one),
  );
  const known = subscription.items ?? [];
  const idOf = (item: (typeof known)[number]) => item.id ?? item.global_id?.replaceAll('-', '_') ?? '';
  const found = names.map((name) => {
    const item = known.find((one) => [one.id, one.global_id, one.mpn].includes(name));
    if (!item)
      throw new ConnectError(
        'fix',
        `Items: subscription ${subscription.id} has no item ${name}. It has ${
          known
            .slice(0, NAMED)
            .map(({ mpn, id }) => mpn ?? id)
            .join(', ') || 'none'
        }.`,
      );
    return idOf(item);
  });
  const ids = names.length ? found : known.map(idOf);
  if (!ids.length)
    throw new ConnectError(
      'fix',
      `Items: subscription ${subscription.id} has no items that could be billed.`,
    );
  return [...new Set(ids)].map((id) => ({ id }));
};
