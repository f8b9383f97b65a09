import { clock } from '../../src/connect/clock.ts';

/** A clock that can be turned on: what would be waited for comes at once, and a busy machine makes nothing late. */

/** A short wait stays one, so that others get to work meanwhile, ms. */
const SHORTEST = 30;
/** How often it is looked whether the clock has to be turned, ms. */
const LOOK = 2;

interface Timer {
  readonly ms: number;
  readonly run: () => void;
}

const real = { ...clock };
const timers = new Set<Timer>();
let ahead = 0;
/** Where it was stopped. */
let stopped: number | undefined;

/** From now on all waits of the integration can be turned. */
export const holdClock = (): void => {
  Object.assign(clock, {
    now: () => (stopped ?? real.now()) + ahead,
    sleep: (ms: number) => {
      const waited = Math.min(ms, SHORTEST);
      ahead += ms - waited;
      return real.sleep(waited);
    },
    timer: (ms: number, run: () => void) => {
      const timer = { ms, run };
      timers.add(timer);
      // Where time stands, nothing comes of itself.
      const callOff =
        stopped === undefined
          ? real.timer(ms, () => {
              timers.delete(timer);
              run();
            })
          : () => {};
      return () => {
        timers.delete(timer);
        callOff();
      };
    },
  } satisfies typeof clock);
};

/** As {@link holdClock}, and no time passes but what is waited for: a busy machine takes nothing from a step. */
export const stopClock = (): void => {
  holdClock();
  stopped = real.now();
};

/** Lets time pass, ms. */
export const passTime = (ms: number): void => {
  ahead += ms;
};

/** The real one again. */
export const releaseClock = (): void => {
  Object.assign(clock, real);
  timers.clear();
  ahead = 0;
  stopped = undefined;
};

/**
 * Turns the clock on, once, as soon as something has happened and somebody waits for it.
 * @param most ms: only what waits no longer than that.
 * @returns what gives it up.
 */
export const turnOnce = (happened: () => boolean, most = Number.POSITIVE_INFINITY): (() => void) => {
  const looking = setInterval(() => {
    const due = happened() ? [...timers].filter(({ ms }) => ms <= most) : [];
    if (!due.length) return;
    clearInterval(looking);
    ahead += Math.max(...due.map(({ ms }) => ms));
    for (const timer of due) {
      timers.delete(timer);
      timer.run();
    }
  }, LOOK);
  return () => clearInterval(looking);
};
