import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Fault, Gate, WaitingCall } from '../sandbox/control.ts';
import type { Chance } from './chance.ts';
import { type Answered, execute, type Outcome, type StepSpec } from './handler.ts';
import { type SimulatedTime, stillness } from './time.ts';
import { type Gust, type GustKind, kindOf, reaches } from './weather.ts';

/** Zapier as it carries steps out, and the net between it and everybody else: each call waits here for its turn. */

/** Zapier ends a step after this time, ms. */
export const STEP_TIME = 30_000;
/** No step makes more calls: beyond that it never ends. */
const MAX_CALLS = 400;

/** A step to carry out, with what befalls it. */
export interface Run {
  /** How it is told. */
  readonly name: string;
  readonly spec: StepSpec;
  readonly gusts: readonly Gust[];
  /** What others do just before a call of this number, from 0. */
  readonly meanwhile?: { readonly at: number; readonly act: () => Promise<void> } | undefined;
}

export interface Ended {
  readonly outcome: Outcome;
  /** ms. */
  readonly took: number;
  /** What befell its last call, those that were side by side with it, and the last write. */
  readonly struckLast: readonly GustKind[];
}

interface Live {
  readonly run: Run;
  readonly id: number;
  readonly started: number;
  readonly gusts: Gust[];
  /** What befell its last call, and those that were side by side with it. */
  struckLast: GustKind[];
  /** Whether others waited beside its last call. */
  wasBeside: boolean;
  hasWritten: boolean;
  calls: number;
  isKilled: boolean;
  answered: Answered | undefined;
  ended: number;
}

interface Waiting {
  readonly call: WaitingCall;
  readonly live: Live;
  readonly release: (fault?: Fault) => void;
}

interface SocketOf {
  readonly socket: Socket;
}

export class Platform {
  readonly #time: SimulatedTime;
  readonly #tell: (line: string) => void;
  readonly #onStruck: (kind: GustKind) => void;
  /** Who opens a connection: the only step, or among several the one in whose context it happens. */
  readonly #current = new AsyncLocalStorage<Live>();
  #only: Live | undefined;
  readonly #ports = new Map<number, Live>();
  #waiting: Waiting[] = [];
  /** Calls that hang, with what becomes of them when their callers have given up. */
  #hung: Waiting[] = [];
  #happened = 0;
  #ids = 0;

  constructor(time: SimulatedTime, tell: (line: string) => void, onStruck: (kind: GustKind) => void) {
    this.#time = time;
    this.#tell = tell;
    this.#onStruck = onStruck;
    subscribe('net.client.socket', this.#onSocket);
  }

  close(): void {
    unsubscribe('net.client.socket', this.#onSocket);
  }

  readonly #onSocket = (message: unknown): void => {
    const live = this.#only ?? this.#current.getStore();
    const { socket } = message as SocketOf;
    if (!live) return;
    socket.once('connect', () => this.#ports.set(socket.localPort ?? 0, live));
    socket.once('close', () => {
      this.#happened += 1;
    });
  };

  /** To be given to the sandbox. Calls of people pass. */
  readonly gate: Gate = (call) => {
    const live = this.#ports.get(call.port);
    this.#happened += 1;
    if (!live) return Promise.resolve(undefined);
    if (live.isKilled) return Promise.resolve(struckBy({ kind: 'reset', status: 0 }, call));
    return new Promise((resolve) => {
      this.#waiting.push({
        call,
        live,
        release: (fault) => {
          this.#happened += 1;
          resolve(fault);
        },
      });
    });
  };

  /** Carries steps out side by side, to their ends. @param chance decides whose call is next. */
  async carryOut(runs: readonly Run[], chance: Chance): Promise<Ended[]> {
    const lives = runs.map((run) => this.#start(run, runs.length === 1));
    const isOver = () => lives.every(({ answered }) => answered);
    for (let idle = 0; !isOver(); ) {
      await stillness(() => this.#happened);
      if (isOver()) break;
      const next = this.#next(chance);
      if (next) {
        idle = 0;
        await this.#pass(next, chance);
      } else if (this.#hung.length || this.#time.isAwaited || idle > 500) {
        this.#time.turnTowards(this.#time.next ?? this.#time.now() + STEP_TIME);
      } else {
        // Somebody works in the background of this process.
        idle += 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      for (const live of lives) {
        if (this.#time.now() - live.started > 4 * STEP_TIME) throw new Error(`${live.run.name} never ends.`);
      }
    }
    this.#settleHung(true);
    await stillness(() => this.#happened);
    this.#only = undefined;
    // Node keeps track of contexts at some cost.
    this.#current.disable();
    for (const [port, live] of this.#ports) if (lives.includes(live)) this.#ports.delete(port);
    return lives.map((live) => ({
      outcome: live.isKilled ? { is: 'killed' } : (live.answered?.outcome ?? { is: 'killed' }),
      took: live.ended - live.started,
      struckLast: live.struckLast,
    }));
  }

  /** Opens connections that belong to no step. */
  outside<T>(open: () => T): T {
    const only = this.#only;
    this.#only = undefined;
    try {
      return open();
    } finally {
      this.#only = only;
    }
  }

  #start(run: Run, isOnly: boolean): Live {
    this.#ids += 1;
    const live: Live = {
      run,
      id: this.#ids,
      started: this.#time.now(),
      gusts: [...run.gusts],
      struckLast: [],
      wasBeside: false,
      hasWritten: false,
      calls: 0,
      isKilled: false,
      answered: undefined,
      ended: 0,
    };
    const work = async () => {
      live.answered = await execute(run.spec, () => live.isKilled);
      if (!live.isKilled) live.ended = this.#time.now();
      this.#happened += 1;
    };
    if (isOnly) {
      this.#only = live;
      void work();
    } else void this.#current.run(live, work);
    return live;
  }

  /** The next call: which of those that wait side by side is left to chance, and not to the machine. */
  #next(chance: Chance): Waiting | undefined {
    if (!this.#waiting.length) return undefined;
    const nameOf = ({ live, call: { host, method, path, query } }: Waiting) =>
      `${String(live.id).padStart(6, '0')} ${host} ${method} ${path}?${query}`;
    const inOrder = [...this.#waiting].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const next = inOrder.length === 1 ? inOrder[0] : chance.of(inOrder);
    this.#waiting = this.#waiting.filter((one) => one !== next);
    return next;
  }

  async #pass(waiting: Waiting, chance: Chance): Promise<void> {
    const { live, call, release } = waiting;
    if (live.isKilled) return release(struckBy({ kind: 'reset', status: 0 }, call));
    const number = live.calls;
    live.calls += 1;
    if (number > MAX_CALLS) throw new Error(`${live.run.name} makes calls without end.`);
    if (live.run.meanwhile?.at === number) await live.run.meanwhile.act();
    await this.#turn(chance.between(15, 220));
    const gust = live.gusts.find((one) => one.at <= number && reaches(one, call));
    const isWrite = call.method !== 'GET';
    // A look that fails too doesn't hide what befell the write before it.
    if (!live.wasBeside && (isWrite || !live.hasWritten)) live.struckLast = [];
    live.hasWritten ||= isWrite;
    live.wasBeside = this.#waiting.some((other) => other.live === live);
    if (gust) live.struckLast.push(gust.kind);
    if (!gust) return release();
    const { befalls, told, lasts } = kindOf(gust);
    if (!lasts) live.gusts.splice(live.gusts.indexOf(gust), 1);
    this.#onStruck(gust.kind);
    this.#tell(
      `    ${call.method} ${call.path}: ${told}${'seconds' in gust && /long|429$/.test(told) ? ` (${gust.seconds} s)` : ''}`,
    );
    if (befalls.does === 'fault') {
      release(struckBy(befalls.fault(gust), call));
      // Half an answer is on its way for a while.
      if (gust.kind === 'half an answer') await new Promise((resolve) => setTimeout(resolve, 30));
    } else if (befalls.does === 'delay') {
      await this.#turn(Math.min(gust.seconds, 20) * 1000);
      release();
    } else if (befalls.does === 'hang') {
      this.#hung.push(waiting);
      this.#hangs.set(waiting, { isCarriedOut: befalls.isCarriedOut, until: this.#time.now() + 12_000 });
    } else {
      live.isKilled = true;
      live.ended = this.#time.now();
      release(befalls.isCarriedOut ? undefined : struckBy({ kind: 'reset', status: 0 }, call));
      if (befalls.isCarriedOut) await stillness(() => this.#happened);
    }
    return undefined;
  }

  readonly #hangs = new Map<Waiting, { isCarriedOut: boolean; until: number }>();

  /** Hung calls whose callers have given up are carried out, or are gone. */
  #settleHung(all: boolean): void {
    for (const waiting of this.#hung) {
      const { isCarriedOut = false, until = 0 } = this.#hangs.get(waiting) ?? {};
      if (!all && this.#time.now() < until) continue;
      this.#hung = this.#hung.filter((one) => one !== waiting);
      this.#hangs.delete(waiting);
      waiting.release(isCarriedOut ? undefined : struckBy({ kind: 'reset', status: 0 }, waiting.call));
    }
  }

  /** Lets time go by, ms; what is due in it happens. */
  async #turn(ms: number): Promise<void> {
    const to = this.#time.now() + ms;
    while (!this.#time.turnTowards(to)) await stillness(() => this.#happened);
    this.#settleHung(false);
  }

  /** As {@link carryOut} lets time go by, with nobody at work. */
  pass(ms: number): Promise<void> {
    return this.#turn(ms);
  }
}

const struckBy = (does: Omit<Fault, 'host' | 'path' | 'times'>, { host, path }: WaitingCall): Fault => ({
  ...does,
  host,
  path,
  times: 1,
});
