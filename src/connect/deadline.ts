import { clock } from './clock.ts';
import { ConnectError } from './errors.ts';

/** Milliseconds that calls may take. An object, so that tests needn't wait as long as people. */
export const limits = {
  /** Zapier ends a step after 30 s; ending a little earlier leaves room for a sentence. */
  step: 25_000,
  /** A read that hangs is given up early enough to be tried once more. */
  read: 11_000,
  /** With less left, a call isn't started: its answer would hardly be heard. */
  call: 500,
};
/** Below this a further attempt or page isn't worth starting. */
const MIN_TIME = 2_500;
/** Long work lets timers run at least this often, ms. */
const BREATH = 50;

/** The time that one step of a Zap has: calls, waits and work on files share it. */
export class Deadline {
  readonly #end: number;
  #breathed = clock.now();
  constructor(budget = limits.step) {
    this.#end = clock.now() + budget;
  }
  /** Milliseconds left, never negative. */
  get left(): number {
    return Math.max(0, this.#end - clock.now());
  }
  /** Whether another call may be started. */
  get allowsMore(): boolean {
    return this.left > MIN_TIME;
  }
  /**
   * Waits for work that has no end of its own, such as Zapier's own stores.
   * @param late what is said when the time is over first: a sentence.
   * @throws ConnectError when no time is left; what the work itself throws.
   */
  async within<T>(work: Promise<T>, late: string): Promise<T> {
    let callOff = () => {};
    const end = new Promise<never>((_resolve, reject) => {
      callOff = clock.timer(this.left, () =>
        reject(new ConnectError('fix', `The time that Zapier gives a step is over. ${late}`)),
      );
    });
    return Promise.race([work, end]).finally(() => callOff());
  }
  /**
   * To be called in long loops: lets timers run now and then, and ends work whose time is gone.
   * @param progress what was done so far, as a sentence for the message: `12 000 rows were read.`
   * @throws ConnectError when no time is left.
   */
  async breathe(progress: () => string): Promise<void> {
    if (clock.now() - this.#breathed < BREATH) return;
    this.#breathed = clock.now();
    if (this.left === 0) {
      throw new ConnectError('fix', `The time that Zapier gives a step is over. ${progress()}`);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
