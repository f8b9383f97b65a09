import { styleText } from 'node:util';

/** What a step brought: the object's ID and its state, as a person would look at it. */
export interface Shown {
  readonly id: string;
  readonly state: string;
}

export class StepFailed extends Error {}

const isColoured = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const paint = (style: Parameters<typeof styleText>[0], text: string) =>
  isColoured ? styleText(style, text) : text;

/** Tells the story: a line per step, and the sum at the end. */
export class Stage {
  readonly #countCalls: (() => number) | undefined;
  #passed = 0;

  /** @param countCalls how many HTTP calls were made so far; absent where nobody counts them. */
  constructor(countCalls?: () => number) {
    this.#countCalls = countCalls;
  }

  scene(text: string): void {
    console.log(`\n${paint('bold', text)}`);
  }

  /**
   * Plays one step and tells of it.
   * @param who plays it, and through what: `Vendor`, `New Fulfillment Request`.
   * @throws StepFailed when it fails, after telling so.
   */
  async step<T>(who: string, label: string, play: () => Promise<T>, show: (result: T) => Shown): Promise<T> {
    const calls = this.#countCalls?.() ?? 0;
    const started = performance.now();
    try {
      const result = await play();
      const { id, state } = show(result);
      const ms = Math.round(performance.now() - started);
      const made = (this.#countCalls?.() ?? 0) - calls;
      const counted = this.#countCalls ? `${made} ${made === 1 ? 'call ' : 'calls'} ` : '';
      const cost = `${counted}${String(ms).padStart(4)} ms`;
      console.log(
        `${paint('green', '✓')} ${who.padEnd(12)} ${label.padEnd(34)} ${paint('cyan', id.padEnd(24))} ${state.padEnd(12)} ${paint('dim', cost)}`,
      );
      this.#passed += 1;
      return result;
    } catch (error) {
      console.log(`${paint('red', '✗')} ${who.padEnd(12)} ${label.padEnd(34)} ${messageOf(error)}`);
      throw new StepFailed(label);
    }
  }

  end(failed: 0 | 1): void {
    const sum = `${this.#passed} steps passed, ${failed} failed`;
    console.log(`\n${paint(failed ? 'red' : 'green', sum)}`);
  }
}

/** The sentence in an error; Zapier's own errors hold it as JSON. */
const messageOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  try {
    return String((JSON.parse(text) as { message?: unknown }).message ?? text);
  } catch {
    return text;
  }
};
