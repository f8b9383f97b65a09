import { clock } from '../src/connect/clock.ts';
import { isPacking } from './packing.ts';

/** The time of a simulated world: it stands still until somebody turns it. */

interface Timer {
  readonly at: number;
  readonly number: number;
  readonly run: () => void;
  /** Somebody waits for this one: nothing else will happen before it. */
  readonly isWait: boolean;
}

/** An ordinary day, after what the sandbox has from the beginning. ms since 1970. */
const START = Date.parse('2026-03-02T08:00:00Z');

const machine = { ...clock };

export class SimulatedTime {
  #now = START;
  #number = 0;
  #timers: Timer[] = [];

  readonly now = (): number => this.#now;

  /** For waits of the App and of the sandbox. */
  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#add(ms, resolve, true);
    });

  readonly timer = (ms: number, run: () => void): (() => void) => {
    const timer = this.#add(ms, run, false);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  #add(ms: number, run: () => void, isWait: boolean): Timer {
    this.#number += 1;
    const timer = { at: this.#now + Math.max(0, ms), number: this.#number, run, isWait };
    this.#timers.push(timer);
    return timer;
  }

  /** From now on the App lives in this time. @returns what gives the machine's back. */
  install(): () => void {
    Object.assign(clock, { now: this.now, sleep: this.sleep, timer: this.timer } satisfies typeof clock);
    return () => Object.assign(clock, machine);
  }

  /** Whether somebody waits, and will not go on before the time is turned. */
  get isAwaited(): boolean {
    return this.#timers.some(({ isWait }) => isWait);
  }

  /** When the next timer is due, ms since 1970. */
  get next(): number | undefined {
    return this.#timers.length ? Math.min(...this.#timers.map(({ at }) => at)) : undefined;
  }

  /** Turns it on to the next timer that is due by then, which runs, or to the very time. @returns whether it is reached. */
  turnTowards(to: number): boolean {
    const due = this.#timers
      .filter(({ at }) => at <= to)
      .sort((a, b) => a.at - b.at || a.number - b.number)[0];
    this.#now = Math.max(this.#now, due ? due.at : to);
    if (!due) return true;
    this.#timers = this.#timers.filter((one) => one !== due);
    due.run();
    return false;
  }
}

/** Rounds of the event loop without anything new after which nothing more will come by itself. */
const QUIET_ROUNDS = 24;

/**
 * Waits until nothing happens any more in this process that isn't waited for: all calls are at their server, and all
 * answers at their callers. Loopback carries a message within a round of the event loop.
 * @param count of what has happened so far.
 */
export const stillness = (count: () => number): Promise<void> =>
  new Promise((resolve) => {
    let before = count();
    let quiet = 0;
    const round = () => {
      const now = count();
      quiet = now === before && !isPacking() ? quiet + 1 : 0;
      before = now;
      if (quiet < QUIET_ROUNDS) setImmediate(round);
      else resolve();
    };
    setImmediate(round);
  });
