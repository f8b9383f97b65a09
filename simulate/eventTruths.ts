import type { FulfillmentRequest } from '../sandbox/modules/requests/model.ts';
import { sellerOf } from './shops.ts';
import type { Town } from './town.ts';
import type { Ending } from './truths.ts';
import { sees, type Zap } from './zaps.ts';

/** Each event fired exactly once, within what docs/polling.md promises. */

const times = (zap: Zap, id: string): number => zap.fired.filter((one) => one.id === id).length;

const missed = (town: Town, zap: Zap, text: string) => {
  if (zap.excused.size && [...zap.excused].some((id) => text.includes(id))) return;
  town.verdicts.broken('each event fires', `${zap.name}: ${text}`);
};

/** New ones fire once. */
const newOnes = (town: Town, zap: Zap, requests: readonly FulfillmentRequest[]) => {
  for (const { id, status } of requests) {
    if (zap.before.has(id) || status === 'draft') continue;
    const count = times(zap, id);
    if (count === 0) missed(town, zap, `${id} never fired`);
    if (count > 1) town.verdicts.broken('each event fires once', `${zap.name}: ${id} fired ${count} times`);
  }
};

/** Each time that a request enters a state fires once, as far as polls could see it. */
const entries = (town: Town, zap: Zap, requests: readonly FulfillmentRequest[]) => {
  const isEach = zap.key === 'pending_requests';
  for (const { id } of requests) {
    const entered = town.books.statesOf(id).filter(({ status }) => status === 'pending');
    const count = times(zap, id);
    const seen = entered.filter(({ from, until = Number.POSITIVE_INFINITY }) =>
      zap.polls.some((poll) => poll > from && poll < until),
    );
    // Where nothing shows what a request was touched for, it fires rather twice than never.
    const most = isEach ? town.books.touchesOf(id) : Math.min(1, entered.length);
    const least = isEach ? seen.length : Math.min(1, seen.length);
    if (count > most)
      town.verdicts.broken(
        'each event fires once',
        `${zap.name}: ${id} fired ${count} times, and was pending ${entered.length} times`,
      );
    if (count < least)
      missed(town, zap, `${id} fired ${count} times, and was found pending ${seen.length} times`);
  }
};

/** The last state of each object fired. */
const lastStates = (town: Town, zap: Zap, requests: readonly FulfillmentRequest[]) => {
  for (const { id, updated } of requests) {
    if (![...zap.seen].some((event) => event === `${id}@${updated}`))
      missed(town, zap, `${id} of ${updated} never fired`);
  }
};

export const eventTruths = (town: Town, { zaps }: Ending): void => {
  const all = town.books.requests();
  for (const zap of zaps) {
    const requests = all.filter((one) => sees(zap, one));
    const visible = requests.filter(({ status }) => status !== 'draft');
    if (zap.key === 'pending_requests' || zap.input['status']) {
      if (zap.key !== 'new_assets') entries(town, zap, visible);
    } else if (zap.key === 'new_requests') newOnes(town, zap, visible);
    else if (zap.key === 'new_updated_requests') lastStates(town, zap, requests);
  }
  for (const zap of zaps.filter(({ key }) => key === 'new_assets')) {
    for (const asset of town.books.assets()) {
      const { id, status, external_id } = asset;
      if (!external_id.startsWith('#') || zap.before.has(id) || sellerOf(asset) !== zap.who) continue;
      const count = times(zap, id);
      if (status === 'active' && count === 0) missed(town, zap, `${id} is active and never fired`);
      if (count > 1) town.verdicts.broken('each event fires once', `${zap.name}: ${id} fired ${count} times`);
    }
  }
};
