import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import App from '../../index.ts';

const whole = App as unknown as RunnableApp;
type Kind = 'triggers' | 'creates' | 'searches';

/**
 * The App, run from its sources through Zapier's own handler, an operation at a time: for each call the handler copies
 * and freezes the whole App that it was given, which would take most of the tests' time. The demo, the package and the
 * bench run the App as it is.
 */
class SlicedZapier extends Zapier {
  readonly #slices = new Map<string, Zapier>();

  #only(kind: Kind, key: string): Zapier {
    const name = `${kind}.${key}`;
    const known = this.#slices.get(name);
    if (known) return known;
    const operation = whole[kind]?.[key];
    const slice = new Zapier({
      ...whole,
      triggers: {},
      creates: {},
      searches: {},
      [kind]: operation ? { [key]: operation } : {},
    });
    this.#slices.set(name, slice);
    return slice;
  }

  override create(...call: Parameters<Zapier['create']>) {
    return this.#only('creates', call[0]).create(...call);
  }

  override search(...call: Parameters<Zapier['search']>) {
    return this.#only('searches', call[0]).search(...call);
  }

  override poll(...call: Parameters<Zapier['poll']>) {
    return this.#only('triggers', call[0]).poll(...call);
  }
}

export const app = new SlicedZapier(whole);

/** What a person gets to see of a failure, and what Zapier does about it. */
export interface Failure {
  kind: string;
  message: string;
  delay?: number;
}

/** Runs something that has to fail. */
export const failureOf = async (run: () => Promise<unknown>): Promise<Failure> => {
  try {
    await run();
  } catch (error) {
    const { name, message } = error as Error;
    try {
      const { message: text, delay } = JSON.parse(message) as { message: string; delay?: number };
      return { kind: name, message: text, ...(delay === undefined ? {} : { delay }) };
    } catch {
      return { kind: name, message };
    }
  }
  throw new Error('It did not fail.');
};
