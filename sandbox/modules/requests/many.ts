import { timeAt } from '../../world/clock.ts';
import type { World } from '../../world/world.ts';
import type { Connection, Offer, ParameterValue } from '../catalog/model.ts';
import { emptyParams } from '../catalog/params.ts';
import { connections } from '../catalog/places.ts';
import { offers } from '../catalog/products.ts';
import { shownConnection } from '../tiers/configs.ts';
import type { TierAccount } from '../tiers/model.ts';
import { tiersOf } from '../tiers/store.ts';
import type { Asset, AssetItem, FulfillmentRequest } from './model.ts';
import { subscriptionsOf } from './store.ts';

/** Fills a world with many requests, fast: subscriptions share everything that they have in common. */

const YEARS = 2;
const MICROSECONDS_A_DAY = 24 * 3600 * 1_000_000;
const CUSTOMERS = 200;

const customer = (world: World, number: number): TierAccount => ({
  id: world.digits.groups('TA', 4, 4, 4),
  name: `Customer ${number}`,
  external_id: `C-${number}`,
  external_uid: `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
  contact_info: {
    address_line1: `${number} Example Street`,
    address_line2: '',
    city: 'Springfield',
    state: 'Illinois',
    postal_code: '62701',
    country: 'US',
    contact: {
      first_name: 'Alex',
      last_name: 'Sample',
      email: `customer${number}@example.com`,
      phone_number: { country_code: '+1', area_code: '217', phone_number: '5550100', extension: '' },
    },
  },
});

const itemsOf = (productId: string, quantity: number, old: number): AssetItem[] => {
  const items = offers.find((one) => one.product.id === productId)?.items ?? [];
  const item = items.find(({ type }) => type === 'reservation');
  if (!item) return [];
  return [
    {
      id: item.local_id,
      global_id: item.id,
      mpn: item.mpn,
      old_quantity: String(old),
      quantity: String(quantity),
      type: item.unit.title,
      display_name: item.display_name,
      period: 'Monthly',
      item_type: 'Reservation',
    },
  ];
};

/** The parameters that a subscription needs, with values. */
const filled = (offer: Offer, tenant: string): ParameterValue[] =>
  emptyParams(offer)
    .filter((param) => param.constraints.required)
    .map((param) => ({ ...param, value: param.type === 'email' ? `${tenant}@example.com` : tenant }));

/** What a subscription's requests were, in order, and what it is now. The last one may still be open. */
const STORIES: readonly (readonly [status: string, ...steps: string[]])[] = [
  ['active', 'purchase:approved', 'change:approved'],
  ['suspended', 'purchase:approved', 'suspend:approved'],
  ['terminated', 'purchase:approved', 'cancel:approved'],
  ['active', 'purchase:approved', 'change:pending'],
  ['terminated', 'purchase:failed'],
  ['processing', 'purchase:pending'],
  ['active', 'purchase:approved', 'change:failed'],
];

/** @param count of requests, spread over two years (or so many days) up to now. */
export const seed = (world: World, count: number, { days = YEARS * 365 }: { days?: number } = {}): void => {
  const { digits } = world;
  const now = world.clock.now() * 1000;
  const step = Math.max(1_000, Math.floor((days * MICROSECONDS_A_DAY) / Math.max(count, 1)));
  const people = Array.from({ length: CUSTOMERS }, (_unused, number) => customer(world, number));
  const sold = connections.filter((one) => one.id.startsWith('CT-9861'));
  for (const [index, person] of people.entries()) {
    const [any] = sold;
    if (any) {
      tiersOf(world).add(person, { owner: any.provider, hub: any.hub }, index ? 'customer' : 'reseller', {
        vendors: [any.vendor.id],
        scopes: index ? ['customer'] : ['customer', 'tier1'],
      });
    }
  }
  const quantities = new Map<string, AssetItem[]>();
  const items = (product: string, quantity: number, old: number) => {
    const key = `${product} ${quantity} ${old}`;
    const known = quantities.get(key) ?? itemsOf(product, quantity, old);
    quantities.set(key, known);
    return known;
  };
  // A customer has one tenant with the vendor, whatever the number of subscriptions.
  const known = new Map<string, ParameterValue[]>();
  const paramsOf = (offer: Offer, { external_id }: TierAccount): ParameterValue[] => {
    const key = `${offer.product.id} ${external_id}`;
    const params = known.get(key) ?? filled(offer, `tenant-${external_id.toLowerCase()}`);
    known.set(key, params);
    return params;
  };
  const pick = <T>(list: readonly T[]): T => list[digits.below(list.length)] as T;

  for (let made = 0; made < count; ) {
    const connection: Connection = pick(sold);
    const [status, ...steps] = pick(STORIES);
    const person = pick(people);
    const wanted = steps.slice(0, count - made);
    const firstAt = now - (count - made) * step;
    const created = timeAt(firstAt);
    const [offer] = offers.filter((one) => one.product.id === connection.product.id);
    if (!offer) continue;
    const { product } = offer;
    const quantity = 1 + digits.below(50);
    const asset: Asset = {
      id: digits.groups('AS', 4, 4, 4),
      status,
      external_id: `ORDER-S${made}`,
      external_uid: `00000000-0000-5000-9000-${String(made).padStart(12, '0')}`,
      external_name: '',
      product: { id: product.id, name: product.name, icon: product.icon, status: product.status },
      connection: shownConnection(connection),
      items: items(product.id, quantity, 0),
      params: paramsOf(offer, person),
      tiers: { customer: person, tier1: people[0] as TierAccount, tier2: {} },
      configuration: { params: [] },
      marketplace: connection.marketplace,
      contract: connection.contract,
      events: { created: { at: created }, updated: { at: created } },
    };
    if (subscriptionsOf(world).assets.get(asset.id)) continue;
    for (const [at, text] of wanted.entries()) {
      const [kind = 'purchase', state = 'approved'] = text.split(':');
      const time = firstAt + at * step;
      const updated = timeAt(state === 'pending' ? time : time + Math.min(60_000_000, Math.floor(step / 2)));
      const { pending_request: _pending, ...shown } = asset;
      const request: FulfillmentRequest = {
        id: `${asset.id.replace('AS', 'PR')}-${String(at + 1).padStart(3, '0')}`,
        type: kind,
        status: state,
        asset: shown,
        note: '',
        reason: state === 'failed' ? 'Not possible.' : '',
        answered: state !== 'pending',
        assignee: '',
        activation_key: state === 'approved' ? 'Ready.' : '',
        template: {},
        marketplace: connection.marketplace,
        contract: connection.contract,
        created: timeAt(time),
        updated,
        params_form_url: '',
      };
      asset.events = { created: { at: created }, updated: { at: updated } };
      if (state === 'pending') asset.pending_request = { id: request.id, type: kind, status: state };
      subscriptionsOf(world).addRequest(request);
      made += 1;
    }
    subscriptionsOf(world).addAsset(asset);
  }
};
