import type { Asset } from '../sandbox/modules/requests/model.ts';
import type { Happening } from './history.ts';
import type { Who } from './sides.ts';
import type { Task, Tasks } from './tasks.ts';
import type { Town } from './town.ts';

/** The distributor's shops: people order, change their minds, don't pay, and leave. */

interface Shop {
  readonly name: string;
  readonly who: Who;
  readonly hub: string;
  readonly connection: string;
  /** What its hub calls it. */
  readonly reseller: string;
}

const FIRST = { who: 'distributor', hub: 'HB-1346-8670', connection: 'CT-9861-7949' } as const;
/** Two of them sell through one hub, one through another, and one through another distributor; each counts its orders from 1001. */
export const SHOPS: readonly Shop[] = [
  { ...FIRST, name: 'Shop North', reseller: 'R-1' },
  { ...FIRST, name: 'Shop South', reseller: 'R-2' },
  {
    name: 'Shop West',
    who: 'distributor',
    hub: 'HB-2457-9781',
    connection: 'CT-9861-7951',
    reseller: 'R-1',
  },
  {
    name: 'Shop East',
    who: 'otherDistributor',
    hub: 'HB-7000-0000',
    connection: 'CT-7000-0001',
    reseller: 'R-1',
  },
];

/** The distributor that has sold a subscription. */
export const sellerOf = ({ connection }: Pick<Asset, 'connection'>): Who =>
  SHOPS.find(({ hub }) => hub === connection.hub.id)?.who ?? 'distributor';

export interface Order {
  readonly shop: Shop;
  readonly customer: string;
  readonly company: string;
  readonly order: string;
  readonly quantity: number;
}

type Ordering = { shop: number; customer: number; order: number; quantity: number };

/** Customers of shops at one hub have their own numbers; those at another hub, or of another distributor, may have the same. */
export const orderOf = ({ shop: number, customer, order, quantity }: Ordering): Order => {
  const shop = SHOPS[number] ?? SHOPS[0];
  if (!shop) throw new Error('There are no shops.');
  const id = `K-${number === 1 ? 10 + customer : customer}`;
  return { shop, customer: id, company: `${shop.name} Customer ${id}`, order: `#100${order + 1}`, quantity };
};

const accountOf = (prefix: string, id: string, company: string) => ({
  [`${prefix}_external_id`]: id,
  [`${prefix}_company_name`]: company,
  [`${prefix}_address1`]: '1 Example Street',
  [`${prefix}_city`]: 'Springfield',
  [`${prefix}_state`]: 'Illinois',
  [`${prefix}_postal_code`]: '62701',
  [`${prefix}_country`]: 'United States',
  [`${prefix}_first_name`]: 'Alex',
  [`${prefix}_last_name`]: 'Sample',
  [`${prefix}_email`]: 'alex.sample@example.com',
  [`${prefix}_phone`]: '(217) 555-0100',
});

const purchaseInput = (town: Town, { shop, customer, company, order, quantity }: Order) => ({
  product_id: town.sandbox.ids.product,
  hub_id: shop.hub,
  environment: 'production',
  asset_external_id: order,
  line_items: [{ item_id: town.sandbox.ids.item, quantity: String(quantity) }],
  params: { admin_email: 'alex.sample@example.com' },
  ...accountOf('t1', shop.reseller, `${shop.name} Ltd.`),
  ...accountOf('customer', customer, company),
});

/** What a shop has ordered, with the step that does it. */
export interface Purchase {
  readonly order: Order;
  readonly task: Task;
}

export class Shops {
  readonly purchases: Purchase[] = [];
  /** Quantities that were asked for, each for one change alone. */
  #quantity = 100;
  readonly #town: Town;
  readonly #tasks: Tasks;

  constructor(town: Town, tasks: Tasks) {
    this.#town = town;
    this.#tasks = tasks;
  }

  /** A new order, or nothing when that shop has had it already. */
  buy(wanted: Ordering): Task | undefined {
    const order = orderOf(wanted);
    const { shop, customer, order: number } = order;
    const isKnown = this.purchases.some(
      ({ order: one }) => one.shop === shop && one.customer === customer && one.order === number,
    );
    if (isKnown) return undefined;
    const task = this.#tasks.add({
      name: `${shop.name} orders ${number}, ${order.quantity} users for ${customer}`,
      what: 'buy',
      who: shop.who,
      kind: 'creates',
      key: 'create_asset_purchase_request',
      input: purchaseInput(this.#town, order),
    });
    this.purchases.push({ order, task });
    return task;
  }

  /** Subscriptions that nobody works on, by the states that allow something. */
  #free(states: readonly string[]): Asset[] {
    const { books } = this.#town;
    // Nobody changes what was ordered by a step that hasn't come to its end.
    const isOrdered = (asset: Asset) =>
      !this.purchases.some(({ order, task }) => task.state === 'open' && order.order === asset.external_id);
    return books
      .assets()
      .filter(
        (asset) =>
          asset.external_id.startsWith('#') &&
          states.includes(asset.status) &&
          isOrdered(asset) &&
          !this.#tasks.isBusy(asset.id),
      );
  }

  /** What somebody asks for an existing subscription; nothing when there is none that allows it. */
  ask(happening: Happening & { do: 'change' | 'hold' | 'cancel' }): Task | undefined {
    const states = happening.do === 'change' ? ['active'] : ['active', 'suspended'];
    const free = this.#free(states);
    const asset = free[happening.pick % Math.max(1, free.length)];
    if (!asset) return undefined;
    const what = happening.do === 'hold' ? (asset.status === 'active' ? 'suspend' : 'resume') : happening.do;
    const by = { asset_id: asset.id };
    const common = { what, who: sellerOf(asset), kind: 'creates', assetId: asset.id } as const;
    if (what === 'change') {
      this.#quantity += 1;
      const quantity = String(this.#quantity);
      return this.#tasks.add({
        ...common,
        name: `somebody wants ${quantity} users instead in ${asset.id}`,
        key: 'create_asset_change_request',
        input: { ...by, items: { [this.#town.sandbox.ids.item]: quantity } },
      });
    }
    if (what === 'cancel') {
      return this.#tasks.add({
        ...common,
        name: `somebody cancels ${asset.id}`,
        key: 'create_asset_cancel_request',
        input: by,
      });
    }
    return this.#tasks.add({
      ...common,
      name: `somebody ${what}s ${asset.id}`,
      key: 'create_asset_suspend_resume_request',
      input: { ...by, request_type: what },
    });
  }

  /** A distributor's colleague makes a draft in Connect itself. */
  async draft(wanted: Ordering): Promise<void> {
    const order = orderOf(wanted);
    const { ids } = this.#town.sandbox;
    const tier = {
      name: order.company,
      external_id: order.customer,
      contact_info: {
        address_line1: '1 Example Street',
        city: 'Springfield',
        state: 'Illinois',
        postal_code: '62701',
        country: 'US',
        contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex.sample@example.com' },
      },
    };
    await this.#town.call(order.shop.who, 'POST', '/requests', {
      type: 'purchase',
      status: 'draft',
      asset: {
        external_id: `${order.order}-draft`,
        connection: { id: order.shop.connection },
        product: { id: ids.product },
        items: [{ global_id: ids.item, quantity: String(order.quantity) }],
        params: [{ id: 'admin_email', value: 'alex.sample@example.com' }],
        tiers: { customer: tier, tier1: tier },
      },
    });
  }
}
