import type { FulfillmentRequest } from '../sandbox/modules/requests/model.ts';
import type { Mood } from './cache.ts';
import type { Chance } from './chance.ts';
import { has, type Json } from './handler.ts';
import type { Run } from './platform.ts';
import { sellerOf } from './shops.ts';
import type { Who } from './sides.ts';
import type { Town } from './town.ts';
import type { Gust } from './weather.ts';

/** Zaps whose triggers are polled, with Zapier's own memory of what has fired. */

/** An event as it fired. */
export interface Fired {
  readonly event: string;
  readonly id: string;
  readonly row: Json;
  /** ms since 1970. */
  readonly at: number;
}

export interface Zap {
  readonly name: string;
  readonly who: Who;
  readonly key: string;
  readonly input: Json;
  readonly id: string;
  /** Whether Zapier says which Zap it is that polls. */
  readonly saysId: boolean;
  readonly seen: Set<string>;
  readonly fired: Fired[];
  /** When polls looked whose answers arrived: ms since 1970. */
  readonly polls: number[];
  /** Objects that were there when it was turned on. */
  readonly before: Set<string>;
  /** Objects that may be missed: beyond the look-back of a lost memory. */
  readonly excused: Set<string>;
  /** Whether the answer of its last poll was lost. */
  wasLost: boolean;
  /** Losses of the cache that it knows of, and polls that one still touches. */
  losses: number;
  doubtful: number;
  /** The key of its last poll. */
  token: string;
  /** Held by somebody until then, ms since 1970. */
  heldUntil: number;
}

/** At most so many Zaps beside the vendor's that works on orders: each costs a poll now and then. */
const OTHERS = 2;

/** Events that are promised after a loss. */
const LOOK_BACK = 300;

/** Whether the side of a Zap sees a request. */
export const sees = ({ who }: Zap, request: FulfillmentRequest): boolean =>
  who === 'vendor' || sellerOf(request.asset) === who;

const keyOf = (row: Json): string => String(row['event_id'] ?? row['id']);

export class Zaps {
  readonly all: Zap[];
  readonly #town: Town;

  constructor(town: Town) {
    this.#town = town;
    const zap = (name: string, who: Who, key: string, input: Json = {}, saysId = true): Zap[] =>
      has('triggers', key)
        ? [
            {
              name,
              who,
              key,
              input,
              id: name,
              saysId,
              seen: new Set(),
              fired: [],
              polls: [],
              before: new Set(),
              excused: new Set(),
              wasLost: false,
              losses: 0,
              doubtful: 0,
              token: '',
              heldUntil: 0,
            },
          ]
        : [];
    const pending = has('triggers', 'pending_requests')
      ? zap('the vendor’s Zap', 'vendor', 'pending_requests')
      : zap('the vendor’s Zap', 'vendor', 'new_requests', { status: ['pending'] });
    const others = [
      ...zap('the vendor’s list of requests', 'vendor', 'new_requests'),
      ...zap('the shops’ follow-up', 'distributor', 'new_updated_requests'),
      ...zap('the shops’ welcome', 'distributor', 'new_assets', { status: ['active'] }),
      ...zap('the shops’ second follow-up', 'distributor', 'new_updated_requests', {}, false),
      ...zap('the other distributor’s follow-up', 'otherDistributor', 'new_updated_requests'),
    ];
    const chance = town.chance('zaps');
    const count = 1 + chance.below(OTHERS);
    while (others.length > count) others.splice(chance.below(others.length), 1);
    this.all = [...pending, ...others];
  }

  /** All that is there counts as seen. */
  async turnOn(chance: Chance): Promise<void> {
    for (const zap of this.all) await this.poll(zap, chance, { isStart: true });
  }

  /** After a loss the newest 300 are promised, and what is older and hadn't fired is not. */
  #excuse(zap: Zap, mood: Mood = 'works'): void {
    const { losses } = this.#town.cache;
    const token = this.#town.keyOf(zap.who);
    // Where Zapier doesn't say which Zap it is, another token has another memory.
    const isForgotten = losses !== zap.losses || (!zap.saysId && token !== zap.token);
    if (!['works', 'slow'].includes(mood) || isForgotten) zap.doubtful = 2;
    zap.losses = losses;
    zap.token = token;
    if (zap.doubtful === 0) return;
    zap.doubtful = Math.max(0, zap.doubtful - 1);
    const newest = this.#town.books
      .requests()
      .filter((one) => sees(zap, one))
      .sort((a, b) => (a.updated < b.updated ? 1 : -1));
    for (const { id } of newest.slice(LOOK_BACK)) {
      if (!zap.fired.some((one) => one.id === id)) zap.excused.add(id);
    }
    // A subscription counts as new only if it reached its status within the look-back.
    if (zap.key === 'new_assets') for (const { id } of this.#town.books.assets()) zap.excused.add(id);
  }

  /** One poll. @returns what fires, oldest first. */
  async poll(
    zap: Zap,
    chance: Chance,
    {
      isStart = false,
      isLost = false,
      gusts,
      mood,
      meanwhile,
    }: {
      isStart?: boolean;
      isLost?: boolean;
      gusts?: readonly Gust[];
      mood?: Mood;
      meanwhile?: Run['meanwhile'];
    } = {},
  ): Promise<Fired[]> {
    const town = this.#town;
    const run = town.step(
      `${zap.name} ${isStart ? 'is turned on' : 'polls'}`,
      zap.who,
      'triggers',
      zap.key,
      zap.input,
      {
        ...(gusts ? { gusts } : {}),
        ...(mood ? { mood } : {}),
        meanwhile,
        meta: {
          ...(isStart ? { isPopulatingDedupe: true } : {}),
          ...(zap.saysId ? { zap: { id: zap.id, user: { timezone: 'UTC' } } } : {}),
        },
      },
    );
    this.#excuse(zap, mood);
    const [outcome] = await town.carryOut([run], chance);
    if (outcome?.is === 'failed' && outcome.kind === 'ExpiredAuthError') town.reconnect(zap.who, true);
    if (outcome?.is !== 'done') return [];
    // Of several lost answers in a row not all is promised.
    const isLostNow = isLost && !zap.wasLost;
    zap.wasLost = isLostNow;
    if (isLostNow) {
      town.count('answer of a poll lost');
      town.tell('    … and the answer never reaches Zapier');
      return [];
    }
    const rows = outcome.result as Json[];
    zap.polls.push(town.time.now());
    const fresh = rows.filter((row) => !zap.seen.has(keyOf(row)));
    const keys = new Set(fresh.map(keyOf));
    if (keys.size !== fresh.length)
      town.verdicts.broken('each event fires once', `${zap.name} got an event twice in one poll`);
    for (const key of keys) zap.seen.add(key);
    if (isStart) {
      for (const row of rows) zap.before.add(String(row['id']));
      return [];
    }
    const fired = fresh
      .reverse()
      .map((row) => ({ event: keyOf(row), id: String(row['id']), row, at: town.time.now() }));
    zap.fired.push(...fired);
    if (fired.length)
      town.tell(
        `    ⚡ ${fired
          .slice(0, 6)
          .map(({ event }) => event)
          .join(', ')}${fired.length > 6 ? ` and ${fired.length - 6} more` : ''}`,
      );
    return fired;
  }
}
