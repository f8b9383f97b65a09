import { asList, asText, type Body } from '../../body.ts';
import type { Problems } from '../../errors.ts';
import type { Item, Offer } from '../catalog/model.ts';
import { configured } from '../catalog/params.ts';
import type { AssetItem } from './model.ts';

/** Reads the items of requests. What is wrong is added to the problems, all of it. */

/** As requests call them. */
const PERIODS: Readonly<Record<string, string>> = { onetime: 'OneTime', yearly: 'Yearly' };

const findItem = (offer: Offer, given: Body): Item | undefined => {
  const [id, globalId, mpn] = [asText(given['id']), asText(given['global_id']), asText(given['mpn'])];
  return offer.items.find(
    (item) =>
      (id && (item.local_id === id || item.id === id)) ||
      (globalId && item.id === globalId) ||
      (mpn && item.mpn === mpn),
  );
};

/** A quantity as Connect keeps it: a text; `unlimited` only for pay-as-you-go items. Undefined when it is none. */
const readQuantity = (item: Item, value: unknown, problems: Problems): string | undefined => {
  const text = asText(value).trim();
  // -1 is what older clients send for it.
  if ((text === 'unlimited' || text === '-1') && item.type === 'ppu') return 'unlimited';
  const allowed = item.precision === 'integer' ? /^\d+$/ : /^\d+(\.\d{1,2})?$/;
  if (allowed.test(text)) return item.precision === 'integer' ? text : Number(text).toFixed(4);
  const what = item.precision === 'integer' ? 'a whole number' : 'a number with at most 2 decimals';
  problems.add('asset.items', `The quantity "${text}" of ${item.id} has to be ${what}.`);
  return undefined;
};

/** The items of a purchase or change, beside those that stay as they are. */
export const readItems = (
  offer: Offer,
  given: unknown,
  current: readonly AssetItem[],
  marketplace: string,
  problems: Problems,
): AssetItem[] => {
  const wanted = asList(given);
  if (wanted.length === 0) problems.add('asset.items', 'This list may not be empty.');
  const changed = new Map<string, AssetItem>();
  for (const one of wanted) {
    const item = findItem(offer, one);
    if (!item) {
      const name = asText(one['id'] ?? one['global_id'] ?? one['mpn']);
      problems.add('asset.items', `Item ${name} does not exist in product ${offer.product.id}.`);
      continue;
    }
    const old = current.find((existing) => existing.global_id === item.id);
    const quantity = readQuantity(item, one['quantity'], problems);
    if (quantity === undefined) continue;
    const params = configured(offer, marketplace, item.id);
    changed.set(item.id, {
      id: item.local_id,
      global_id: item.id,
      mpn: item.mpn,
      old_quantity: old?.quantity ?? '0',
      quantity,
      type: item.unit.title,
      display_name: item.display_name,
      period: PERIODS[item.period] ?? 'Monthly',
      item_type: item.type === 'ppu' ? 'PPU' : 'Reservation',
      ...(params.length ? { params } : {}),
    });
  }
  const kept = current
    .filter((item) => !changed.has(item.global_id))
    .map((item) => ({ ...item, old_quantity: item.quantity }));
  return [...kept, ...changed.values()];
};
