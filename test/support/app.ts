import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import App from '../../index.ts';

/** The App, run from its sources through Zapier's own handler. */
export const app = new Zapier(App as unknown as RunnableApp);

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
