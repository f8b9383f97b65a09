import type { Happening } from './history.ts';
import { actIn, isOurs } from './people.ts';
import { Shops } from './shops.ts';
import { type Circumstances, type Task, Tasks } from './tasks.ts';
import { Town } from './town.ts';
import { checkAll } from './truths.ts';
import type { Violation } from './verdicts.ts';
import { type Fired, type Zap, Zaps } from './zaps.ts';

/** A history as it is played, from its first event to the quiet at its end. */

export interface Played {
  readonly violations: readonly Violation[];
  readonly story: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  /** Of all calls, answers and outcomes, in their order. */
  readonly hash: string;
}

const MINUTE = 60_000;
/** Rounds in which everything gets done once the weather is fine. */
const ROUNDS = 8;

class Play {
  readonly #town: Town;
  readonly #tasks: Tasks;
  readonly #shops: Shops;
  readonly #zaps: Zaps;

  constructor(town: Town) {
    this.#town = town;
    this.#tasks = new Tasks(town);
    this.#shops = new Shops(town, this.#tasks);
    this.#zaps = new Zaps(town);
  }

  async begin(): Promise<void> {
    await this.#zaps.turnOn(this.#town.chance('beginning'));
  }

  async happen(one: Happening): Promise<void> {
    const town = this.#town;
    const chance = town.chance(one.number);
    await town.platform.pass(chance.between(1, 240) * 1000);
    await this.#runDue(one);
    const done = await this.#do(one);
    if (done) town.count(`deed: ${one.do}`);
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
                await actIn(this.#town, this.#tasks, meanwhile.act, one.number, true);
              },
            },
          }
        : {}),
    };
  }

  async #do(one: Happening): Promise<boolean> {
    const town = this.#town;
    const chance = town.chance(`${one.number} steps`);
    switch (one.do) {
      case 'buy': {
        const task = this.#shops.buy(one);
        if (task) await this.#tasks.run(task, chance, this.#circumstances(one));
        return task !== undefined;
      }
      case 'change':
      case 'hold':
      case 'cancel': {
        const task = this.#shops.ask(one);
        if (task) await this.#tasks.run(task, chance, this.#circumstances(one));
        return task !== undefined;
      }
      case 'replay': {
        const { open } = this.#tasks;
        const task = open[one.pick % Math.max(1, open.length)];
        if (task) await this.#tasks.run(task, chance, this.#circumstances(one));
        return task !== undefined;
      }
      case 'replay done': {
        const done = this.#replayable();
        const task = done[one.pick % Math.max(1, done.length)];
        if (task) {
          town.tell(`  somebody replays a step that is done`);
          await this.#tasks.run(task, chance, this.#circumstances(one));
        }
        return task !== undefined;
      }
      case 'draft':
        await this.#shops.draft(one);
        town.tell('  a colleague of the distributor’s makes a draft');
        return true;
      case 'place': {
        const drafts = town.books.requests().filter(({ status }) => status === 'draft');
        const draft = drafts[one.pick % Math.max(1, drafts.length)];
        if (!draft) return false;
        await town.call('distributor', 'POST', `/requests/${draft.id}/purchase`, {});
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
        town.tell(`  the ${one.who} reconnects`);
        town.reconnect(one.who);
        return true;
      case 'import':
        town.sandbox.world.seed(one.count, { days: 1 / 1440 });
        town.tell(`  ${one.count} requests are imported at once`);
        return true;
      default:
        return one satisfies never;
    }
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
    await this.#work(zap, fired, one);
    return true;
  }

  /** The vendor's Zap does the whole work on what it is told of. */
  async #work(zap: Zap, fired: readonly Fired[], one?: Happening & { do: 'poll' }): Promise<void> {
    if (zap !== this.#zaps.all[0]) return;
    for (const [index, { id, row, event }] of fired.entries()) {
      const asset = (row['asset'] ?? {}) as { external_id?: string };
      if (!asset.external_id?.startsWith('#')) continue;
      const task = this.#provision(id, String(row['type'] ?? ''), event);
      const gusts = index === 0 ? (one?.work ?? []) : [];
      await this.#tasks.run(task, this.#town.chance(`work on ${one?.number ?? 'the end'} ${index}`), {
        gusts,
      });
    }
  }

  #provision(id: string, type: string, event: string): Task {
    const { ids } = this.#town.sandbox;
    return this.#tasks.add({
      name: `the vendor’s Zap provisions ${id} (${type})`,
      what: 'provision',
      who: 'vendor',
      kind: 'creates',
      key: 'provision_request',
      input: {
        request_id: id,
        template_id: ids.template,
        tenant_parameter: 'tenant_id',
        mapping: {},
        resources: { 'BACKUP-USER': 'users' },
        event,
      },
    });
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
        !['provision'].includes(task.what) &&
        (task.what === 'buy' || task === all.findLast(({ assetId }) => assetId === task.assetId)),
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

  /** The weather is fine: everything gets done that can be. */
  async end(): Promise<void> {
    const town = this.#town;
    const chance = town.chance('end');
    town.tell('  From here on the weather is fine.');
    for (let round = 0; round < ROUNDS; round += 1) {
      await town.platform.pass((round === 0 ? 3 * 1440 : 20) * MINUTE);
      await town.call('vendor', 'GET', '/requests?limit=1');
      for (const { id, status } of town.books.requests().filter(isOurs)) {
        if (status === 'inquiring') await town.call('vendor', 'POST', `/requests/${id}/pend`, {});
      }
      let events = 0;
      const left = this.#tasks.open.length;
      for (const zap of this.#zaps.all) {
        const fired = await this.#zaps.poll(zap, chance);
        events += fired.length;
        await this.#work(zap, fired);
      }
      for (const task of this.#tasks.open) {
        await this.#tasks.run(task, chance);
        if (task.state === 'open' && isHopeless(town, task)) task.state = 'given up';
      }
      if (!events && !left) break;
    }
    checkAll(town, { purchases: this.#shops.purchases, tasks: this.#tasks, zaps: this.#zaps.all });
  }
}

/** Whether a step can't get done any more, through nobody's fault. */
const isHopeless = (town: Town, { what, assetId, input }: Task): boolean => {
  if (what === 'provision') {
    const { status = '' } = town.books.request(String(input['request_id'])) ?? {};
    return status === 'failed';
  }
  const { status = '' } = town.books.asset(assetId ?? '') ?? {};
  if (what === 'resume' || what === 'cancel') return status === 'terminated';
  return what !== 'buy' && status !== 'active' && status !== 'terminating';
};

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
