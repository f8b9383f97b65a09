import type { Mood } from './cache.ts';
import type { Chance } from './chance.ts';
import type { Json, Kind, Outcome } from './handler.ts';
import type { Run } from './platform.ts';
import { NAME_OF, type Who } from './sides.ts';
import type { Town } from './town.ts';
import type { Gust } from './weather.ts';

/** Work that somebody's Zap has to get done: a step that runs until it is. */

export interface Task {
  readonly name: string;
  readonly what:
    | 'buy'
    | 'change'
    | 'suspend'
    | 'resume'
    | 'cancel'
    | 'provision'
    | 'report'
    | 'submit'
    | 'accept'
    | 'give back'
    | 'bill';
  readonly who: Who;
  readonly kind: Kind;
  readonly key: string;
  readonly input: Json;
  /** The subscription, where there is one already. */
  readonly assetId?: string;
  runs: number;
  /** When it ran first, ms since 1970. */
  begun: number | undefined;
  /** Of two runs at the same time one didn't get to its end, and isn't run again. */
  isDoubtful: boolean;
  /** `stopped`: Zapier said that it was done already. `given up`: it can't be done any more. */
  state: 'open' | 'done' | 'stopped' | 'given up';
  /** Zapier's own replay, ms since 1970. */
  again: number | undefined;
  /** The last answer, and the last failure. */
  result: Json | undefined;
  failure: string | undefined;
}

export interface Circumstances {
  readonly gusts?: readonly Gust[];
  readonly mood?: Mood;
  readonly meanwhile?: Run['meanwhile'];
  /** The same step at the same time once more, as if there were no lock. */
  readonly twice?: boolean;
}

export class Tasks {
  readonly all: Task[] = [];
  readonly #town: Town;

  constructor(town: Town) {
    this.#town = town;
  }

  add(task: Omit<Task, 'runs' | 'begun' | 'isDoubtful' | 'state' | 'again' | 'result' | 'failure'>): Task {
    const added: Task = {
      ...task,
      runs: 0,
      begun: undefined,
      isDoubtful: false,
      state: 'open',
      again: undefined,
      result: undefined,
      failure: undefined,
    };
    this.all.push(added);
    return added;
  }

  get open(): Task[] {
    return this.all.filter(({ state }) => state === 'open');
  }

  /** Whether somebody still works on a subscription. */
  isBusy(assetId: string): boolean {
    return this.open.some((task) => task.assetId === assetId && task.who !== 'vendor');
  }

  async run(task: Task, chance: Chance, circumstances: Circumstances = {}): Promise<void> {
    const { gusts = [], mood, meanwhile, twice } = circumstances;
    const town = this.#town;
    const { name, who, kind, key, input } = task;
    const options = {
      // A system that has begun something doesn't refuse it later, or at the same time.
      gusts: gusts.filter(({ kind: gust }) => gust !== 'vendor refuses' || (task.runs === 0 && !twice)),
      meanwhile,
      ...(mood ? { mood } : {}),
    };
    task.runs += 1;
    task.begun ??= town.time.now();
    const runs = [town.step(name, who, kind, key, input, options)];
    if (twice) {
      town.count('lock expires: twice at once');
      runs.push(town.step(`${name}, at the same time`, who, kind, key, input));
    }
    const outcomes = await town.carryOut(runs, chance);
    task.isDoubtful ||= outcomes.length > 1 && outcomes.some(({ is }) => is !== 'done');
    for (const outcome of outcomes) this.#note(task, outcome);
  }

  #note(task: Task, outcome: Outcome): void {
    const wasDone = task.state === 'done' || task.state === 'stopped';
    if (outcome.is === 'done') {
      const { provisioning } = (outcome.result ?? {}) as Json;
      // The vendor's system isn't done yet: the step has to run again.
      task.state = provisioning === 'in progress' ? 'open' : 'done';
      task.result = (Array.isArray(outcome.result) ? outcome.result[0] : outcome.result) as Json;
      return;
    }
    if (outcome.is === 'killed') return;
    task.failure = `${outcome.kind}: ${outcome.message}`;
    if (outcome.kind === 'ThrottledError') {
      this.#town.count('Zapier replays');
      task.again = this.#town.time.now() + (outcome.delay ?? 60) * 1000;
    }
    if (outcome.kind === 'ExpiredAuthError') {
      this.#town.tell(`  the ${NAME_OF[task.who]} reconnects`);
      this.#town.count('reconnects because of a failure');
      this.#town.reconnect(task.who, true);
    }
    if (outcome.kind === 'HaltedError' && !wasDone) task.state = 'stopped';
  }
}
