import { storeOf, type World } from '../../world/world.ts';
import type { Asset } from '../requests/model.ts';
import { subscriptionsOf } from '../requests/store.ts';
import type { BillingRequest, Period, Recurring, Schedule } from './model.ts';
import { dateAt, nextDate, nextPeriod, stepsBefore } from './periods.ts';
import { recurs, shownBilling, shownItem, shownRecurring, shownRequest } from './shown.ts';

/** Subscriptions in these are billed; a suspended one is not, and goes on with its next date when it is resumed. */
const BILLED = new Set(['active', 'terminating']);

interface SavedRecurring extends Pick<Recurring, 'id' | 'schedule' | 'last'> {}
type SavedRequest = Omit<BillingRequest, 'asset'> & { readonly asset: string };

const scheduleOf = (asset: Asset, since: string): Schedule | undefined => {
  const periods = asset.items.filter(recurs).map(({ period }) => period);
  if (!periods.length) return undefined;
  const uom = periods.every((period) => period === 'Yearly') ? 'yearly' : 'monthly';
  return { delta: 1, uom, anchor: dateAt(Date.parse(since)), steps: 1, cycles: 0 };
};

/** When subscriptions are billed, and the billing requests that Connect and the two sides have made. */
class Billing {
  readonly recurring;
  readonly requests;
  readonly #world: World;
  /** Milliseconds since 1970: before it no date comes. */
  #soonest = 0;

  constructor(world: World) {
    this.#world = world;
    this.recurring = world.table<Recurring>('/subscriptions/assets', { compose: shownRecurring });
    this.requests = world.table<BillingRequest>('/subscriptions/requests', { compose: shownRequest });
    subscriptionsOf(world).onAsset((asset, isNew) => this.#follow(asset, isNew));
    world.onTime(() => this.#schedule());
    world.keep('billing', {
      save: () => [...this.recurring.all()].map(({ id, schedule, last }) => ({ id, schedule, last })),
      load: (saved) => this.#load(saved as SavedRecurring[]),
    });
    world.keep('billingRequests', {
      save: () => [...this.requests.all()].map((request) => ({ ...request, asset: request.asset.id })),
      load: (saved) => this.#loadRequests(saved as SavedRequest[]),
    });
  }

  /** A new request of a subscription, counted on from those of its side. */
  add(
    recurring: Recurring,
    type: BillingRequest['type'],
    more: Pick<BillingRequest, 'items' | 'period' | 'attributes' | 'events'>,
  ): BillingRequest {
    const count = (recurring.last[type]?.count ?? 0) + 1;
    const prefix = type === 'vendor' ? 'BRV' : 'BRP';
    const id = `${recurring.id.replace('AS', prefix)}-${String(count).padStart(4, '0')}`;
    recurring.last[type] = { id, count, period: more.period };
    const request = { id, type, asset: recurring.asset, billing: shownBilling(recurring), ...more };
    this.requests.insert(request);
    this.recurring.changed(recurring);
    this.#world.onChange();
    return request;
  }

  /** Sets another date for what is billed next, as the two sides may agree. @param date ISO 8601. */
  move(id: string, date: string): void {
    const recurring = this.recurring.get(id);
    if (!recurring?.schedule) throw new Error(`Subscription ${id} is not billed.`);
    Object.assign(recurring.schedule, { anchor: dateAt(Date.parse(date)), steps: 0 });
    recurring.asset.events = { ...recurring.asset.events, updated: { at: this.#world.now() } };
    this.#expect(recurring);
    this.recurring.changed(recurring);
    this.#world.onChange();
  }

  /** A subscription is there, or has changed. */
  #follow(asset: Asset, isNew: boolean): void {
    let recurring = this.recurring.get(asset.id);
    if (!recurring) {
      recurring = { id: asset.id, asset, last: {} };
      this.recurring.insert(recurring);
    }
    if (asset.status === 'terminated') recurring.schedule = undefined;
    else if (BILLED.has(asset.status)) {
      const { events } = asset;
      recurring.schedule ??= scheduleOf(asset, isNew ? events.created.at : events.updated.at);
      this.#passOver(recurring, isNew);
    }
    this.#expect(recurring);
    this.recurring.changed(recurring);
  }

  /** The scheduler looks again when the date of a subscription comes. */
  #expect({ schedule }: Recurring): void {
    if (schedule) this.#soonest = Math.min(this.#soonest, Date.parse(nextDate(schedule)));
  }

  /** Dates that have passed already; of a subscription that begins so, the last one has its request. */
  #passOver(recurring: Recurring, isNew: boolean): void {
    const { schedule } = recurring;
    const now = this.#world.clock.now();
    if (!schedule || Date.parse(nextDate(schedule)) > now) return;
    const passed = Math.max(0, stepsBefore(schedule, now) - schedule.steps);
    schedule.steps += passed;
    if (isNew) schedule.cycles += passed;
    let period: Period | undefined;
    while (Date.parse(nextDate(schedule)) <= now) {
      period = nextPeriod(schedule);
      schedule.steps += 1;
      if (isNew) schedule.cycles += 1;
    }
    if (!isNew || !period) return;
    recurring.last.vendor = { id: '', count: schedule.cycles - 1, period };
    this.#bill(recurring, period, period.from);
  }

  #bill(recurring: Recurring, period: Period, at = this.#world.now()): void {
    const { asset, schedule } = recurring;
    const items = asset.items
      .filter(recurs)
      .map((item) => shownItem(item, { cycle_number: schedule?.cycles ?? 1 }));
    const stamp = { at };
    this.add(recurring, 'vendor', {
      items,
      period,
      attributes: {},
      events: { created: stamp, updated: stamp },
    });
  }

  /** Connect's own work: a billing request for each period that has begun. */
  #schedule(): void {
    const now = this.#world.clock.now();
    if (now < this.#soonest) return;
    this.#soonest = Number.POSITIVE_INFINITY;
    for (const recurring of this.recurring.all()) {
      const { schedule, asset } = recurring;
      if (!schedule || !BILLED.has(asset.status)) continue;
      while (Date.parse(nextDate(schedule)) <= now) {
        const period = nextPeriod(schedule);
        schedule.steps += 1;
        schedule.cycles += 1;
        this.#bill(recurring, period);
      }
      this.#expect(recurring);
    }
  }

  #load(saved: readonly SavedRecurring[]): void {
    for (const { id, schedule, last } of saved) {
      const recurring = this.recurring.get(id);
      if (recurring)
        this.recurring.insert({ id, asset: recurring.asset, last, ...(schedule ? { schedule } : {}) });
    }
    this.#soonest = 0;
  }

  #loadRequests(saved: readonly SavedRequest[]): void {
    this.requests.replace(
      saved.flatMap((request) => {
        const asset = this.recurring.get(request.asset)?.asset;
        return asset ? [{ ...request, asset }] : [];
      }),
    );
  }
}

export const billingOf = storeOf((world) => new Billing(world));
