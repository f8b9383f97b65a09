import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/**
 * Where test files run: the process itself. Loading the App, Zapier's core and the sandbox into a context of each
 * file's own takes several times as long as most files do. What a file may leave behind is put back after it.
 */

const require = createRequire(import.meta.url);
const nockPath = require.resolve('nock');
/** What Zapier's core and nock put themselves in the place of. */
const calls = {
  http: { get: http.get, request: http.request },
  https: { get: https.get, request: https.request },
};
/** Not one that a test has replaced. */
const { setImmediate } = globalThis;
const real = { console: globalThis.console, exit: process.exit, fetch: globalThis.fetch };

/** nock as the file that ends here used it, if it did, and got as far as that. */
const nockIfLoaded = (): typeof import('nock') | undefined => {
  const module = require.cache[nockPath];
  return module?.loaded ? module.exports : undefined;
};

export default class NativeEnvironment {
  readonly global = globalThis;
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly #env = { ...process.env };

  constructor({ projectConfig }: JestEnvironmentConfig, _context: EnvironmentContext) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup(): Promise<void> {}

  /** Leaves the process as the next file has to find it. */
  async teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    const nock = nockIfLoaded();
    if (nock) {
      nock.abortPendingRequests();
      nock.cleanAll();
      nock.enableNetConnect();
      nock.restore();
    }
    for (const [module, mine] of [
      [http, calls.http],
      [https, calls.https],
    ] as const) {
      // Core's own sign that it stands in the way already.
      Reflect.deleteProperty(module, 'patchedByZapier');
      Object.assign(module, mine);
    }
    globalThis.fetch = real.fetch;
    globalThis.console = real.console;
    process.exit = real.exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) delete process.env[name];
    Object.assign(process.env, this.#env);
  }

  /**
   * Lets Node tell of promises that were rejected and that nobody awaits, while Jest still listens and knows whose they
   * are: after that they would end the process, and with it what other files have found.
   */
  async handleTestEvent({ name }: { readonly name: string }): Promise<void> {
    if (name === 'run_describe_finish') await new Promise((resolve) => setImmediate(resolve));
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  getVmContext(): null {
    return null;
  }
}
