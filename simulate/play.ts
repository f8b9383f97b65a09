import type { Manner } from '../sandbox/modules/tenants/store.ts';
import { endWell } from './ending.ts';
import type { Happening } from './history.ts';
import { importRows } from './imports.ts';
import { actIn, isOurs } from './people.ts';
import { Shops, sellerOf } from './shops.ts';
import { NAME_OF } from './sides.ts';
import { type Circumstances, type Task, Tasks } from './tasks.ts';
import { Town } from './town.ts';
import { checkAll } from './truths.ts';
import { Usage } from './usage.ts';
import type { Violation } from './verdicts.ts';
import { Work } from './work.ts';
import { type Zap, Zaps } from './zaps.ts';

/** A history as it is played, from its first event to the quiet at its end. */

export interface Played {
  readonly violations: readonly Violation[];
  readonly story: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  /** Of all calls, answers and outcomes, in their order. */
  readonly hash: string;
}

const MINUTE = 60_000;
/** How often the vendor's system is of which manner. */
const MANNER_WEIGHTS: Readonly<Record<Manner, number>> = {
  json: 10,
  text: 2,
  empty: 2,
  anonymous: 2,
  conflict: 2,
  later: 2,
};

class Play {
  readonly #town: Town;
  readonly #tasks: Tasks;
  readonly #shops: Shops;
  readonly #zaps: Zaps;
  readonly #usage: Usage;
  readonly #work: Work;

  constructor(town: Town) {
    this.#town = town;
    this.#tasks = new Tasks(town);
    this.#shops = new Shops(town, this.#tasks);
    this.#zaps = new Zaps(town);
    this.#usage = new Usage(town, this.#tasks);
    this.#work = new Work(town, this.#tasks);
  }

  async begin(): Promise<void> {
    const { tenants } = this.#town.sandbox;
    tenants.manner = this.#town.chance('vendor’s system').weighted(MANNER_WEIGHTS);
    this.#town.count(`vendor’s system: ${tenants.manner}`);
    this.#town.tell(`The vendor’s system answers in the manner “${tenants.manner}”.`);
    await this.#zaps.turnOn(this.#town.chance('beginning'));
  }

  async happen(one: Happening): Promise<void> {
    const town = this.#town;
    const chance = town.chance(one.number);
    await town.platform.pass(chance.between(1, 240) * 1000);
    await this.#runDue(one);
    if (await this.#do(one)) town.count(`deed: ${one.do}`);
    // Where there is nothing of the kind to do, somebody waits for the vendor.
    else if (this.#isAwaited() && (await this.#poll(pollInstead(one)))) town.count('deed: poll');
    town.books.look();
  }

  /** What befalls a step of a happening. */
  #circumstances(one: Happening): Circumstances {
    const { gusts, mood } = one;
    const meanwhile = 'meanwhile' in one ? one.meanwhile : undefined;
    return {
      gusts,
      mood,
      twice: 'twice' in one && one.twice,
      ...(meanwhile
        ? {
            meanwhile: {
              at: meanwhile.at,
              act: async () => {
                const isDone = await actIn(this.#town, this.#tasks, meanwhile.act, one.number, true);
                if (isDone && one.do === 'poll' && meanwhile.at > 0) this.#town.count('pages shift');
              },
            },
          }
        : {}),
    };
  }

  async #do(one: Happening): Promise<boolean> {
    const town = this.#town;
    switch (one.do) {
      case 'buy':
        return this.#carryOut(this.#shops.buy(one), one);
      case 'change':
      case 'hold':
      case 'cancel':
        return this.#carryOut(this.#shops.ask(one), one);
      case 'replay': {
        const { open } = this.#tasks;
        return this.#carryOut(open[one.pick % Math.max(1, open.length)], one);
      }
      case 'replay done': {
        const done = this.#replayable();
        const task = done[one.pick % Math.max(1, done.length)];
        if (task) town.tell('  somebody replays a step that is done');
        return this.#carryOut(task, one);
      }
      case 'draft':
        await this.#shops.draft(one);
        town.tell('  a colleague of the distributor’s makes a draft');
        return true;
      case 'place': {
        const drafts = town.books.requests().filter(({ status }) => status === 'draft');
        const draft = drafts[one.pick % Math.max(1, drafts.length)];
        if (!draft) return false;
        await town.call(sellerOf(draft.asset), 'POST', `/requests/${draft.id}/purchase`, {});
        town.tell(`  the draft ${draft.id} is placed`);
        return true;
      }
      case 'poll':
        return this.#poll(one);
      case 'turn off': {
        const zap = this.#zapAt(one.zap);
        zap.heldUntil = town.time.now() + one.minutes * MINUTE;
        town.tell(`  ${zap.name} is held for ${one.minutes} minutes`);
        return true;
      }
      case 'people':
        return actIn(town, this.#tasks, one.act, one.pick);
      case 'wait':
        town.tell(`  ${one.minutes} minutes go by`);
        await town.platform.pass(one.minutes * MINUTE);
        return true;
      case 'reconnect':
        town.tell(`  the ${NAME_OF[one.who]} reconnects${one.isNew ? ' with another key' : ''}`);
        town.reconnect(one.who, one.isNew);
        return true;
      case 'import':
        importRows(town, one);
        return true;
      case 'report':
      case 'correct':
      case 'submit':
      case 'judge':
      case 'bill':
        return this.#carryOut(this.#usage.task(one), one);
      default:
        return one satisfies never;
    }
  }

  /** Whether there are requests that the vendor's Zap hasn't been told of. */
  #isAwaited(): boolean {
    const { fired } = this.#zapAt(0);
    const isTold = (id: string) => fired.some((one) => one.id === id);
    return this.#town.books
      .requests()
      .some((one) => one.status === 'pending' && isOurs(one) && !isTold(one.id));
  }

  /** @returns whether there was something to do. */
  async #carryOut(task: Task | undefined, one: Happening): Promise<boolean> {
    if (!task) return false;
    await this.#tasks.run(task, this.#town.chance(`${one.number} steps`), this.#circumstances(one));
    return true;
  }

  #zapAt(number: number): Zap {
    const zap = this.#zaps.all[number % this.#zaps.all.length];
    if (!zap) throw new Error('There are no Zaps.');
    return zap;
  }

  async #poll(one: Happening & { do: 'poll' }): Promise<boolean> {
    const zap = this.#zapAt(one.zap);
    if (zap.heldUntil > this.#town.time.now()) return false;
    if (one.mood !== 'works') this.#town.count(`cache: ${one.mood}`);
    const chance = this.#town.chance(`${one.number} poll`);
    const { isLost } = one;
    const fired = await this.#zaps.poll(zap, chance, { isLost, ...this.#circumstances(one) });
    if (zap === this.#zaps.all[0]) await this.#work.on(fired, one, this.#circumstances(one).meanwhile);
    return true;
  }

  /** Steps that are done, and that nothing has come after. */
  #replayable(): Task[] {
    const { all } = this.#tasks;
    // An order under the number of one that has ended is a new order.
    const hasEnded = ({ what, result }: Task) => {
      const { id = '' } = (result?.['asset'] ?? {}) as { id?: string };
      return what === 'buy' && this.#town.books.asset(id)?.status === 'terminated';
    };
    return all.filter(
      (task) =>
        !hasEnded(task) &&
        ['done', 'stopped'].includes(task.state) &&
        !['provision', 'give back'].includes(task.what) &&
        !this.#usage.isOutdated(task) &&
        (!('assetId' in task) || task === all.findLast(({ assetId }) => assetId === task.assetId)),
    );
  }

  /** What Zapier replays by itself. */
  async #runDue(one: Happening): Promise<void> {
    for (const task of this.#tasks.open) {
      if (task.again === undefined || task.again > this.#town.time.now()) continue;
      task.again = undefined;
      await this.#tasks.run(task, this.#town.chance(`${one.number} again ${task.name}`));
    }
  }

  async end(): Promise<void> {
    const ending = { purchases: this.#shops.purchases, tasks: this.#tasks, usage: this.#usage };
    await endWell(this.#town, { ...ending, zaps: this.#zaps, work: this.#work });
    checkAll(this.#town, { ...ending, zaps: this.#zaps.all });
  }
}

/** The vendor's Zap looks, with the weather of a happening that can't be. */
const pollInstead = ({ number, gusts, mood }: Happening): Happening & { do: 'poll' } => ({
  do: 'poll',
  number,
  gusts: [],
  mood,
  zap: 0,
  isLost: false,
  isHeld: false,
  twice: false,
  work: gusts,
});

/** Plays a history. */
export const play = async (seed: number, history: readonly Happening[]): Promise<Played> => {
  const town = await Town.open(seed);
  const trace = town.trace();
  try {
    const playing = new Play(town);
    await playing.begin();
    for (const one of history) await playing.happen(one);
    await playing.end();
  } catch (error) {
    town.verdicts.broken('the simulation goes on', String((error as Error).stack ?? error));
  } finally {
    await town.close();
  }
  const { found: violations } = town.verdicts;
  const hash = trace.end().update(town.story.join('\n')).digest('hex').slice(0, 16);
  return { violations, story: town.story, counts: town.counts, hash };
};
