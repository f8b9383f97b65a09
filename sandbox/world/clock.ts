/** The time that a sandbox lives in: the machine's, or another's. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits, ms. */
  readonly sleep: (ms: number) => Promise<void>;
}

export const machineTime: Time = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** What a clock was when its sandbox ended. */
export interface SavedClock {
  /** Milliseconds by which it is ahead of the machine's. */
  readonly ahead: number;
  /** The last time that it gave out, in microseconds since 1970. */
  readonly last: number;
}

/** A time in Connect's form. @param microseconds since 1970. */
export const timeAt = (microseconds: number): string => {
  const iso = new Date(Math.floor(microseconds / 1000)).toISOString();
  return `${iso.slice(0, -1)}${String(microseconds % 1000).padStart(3, '0')}+00:00`;
};

/** The only clock of a sandbox. It runs like the time that it was given, ahead of it by what it was moved. */
export class Clock {
  readonly #time: Time;
  #ahead = 0;
  #last = 0;

  constructor(time: Time = machineTime) {
    this.#time = time;
  }

  /** Waits, ms; a clock that is moved doesn't make it shorter. */
  sleep(ms: number): Promise<void> {
    return this.#time.sleep(ms);
  }

  /** Now, in milliseconds since 1970. */
  now(): number {
    return this.#time.now() + this.#ahead;
  }

  /** Now in Connect's form, later than any time given before; to the microsecond, as Connect writes times. */
  stamp(): string {
    this.#last = Math.max(this.now() * 1000, this.#last + 1);
    return timeAt(this.#last);
  }

  /** Moves it on. @param to milliseconds since 1970, not before now. */
  moveTo(to: number): void {
    this.#ahead += Math.max(0, to - this.now());
  }

  save(): SavedClock {
    return { ahead: this.#ahead, last: this.#last };
  }

  load({ ahead, last }: SavedClock): void {
    this.#ahead = ahead;
    this.#last = last;
  }
}
