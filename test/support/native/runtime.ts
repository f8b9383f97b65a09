import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isFull } from '../effort.ts';
import { setGlobals } from './globals.ts';

/**
 * Loads test files with Node's own loader, which strips the types itself. Modules are loaded once for all files of a
 * process, test files and what is set up for them for each file anew.
 */

const require = createRequire(import.meta.url);
const { default: JestRuntime } = require('jest-runtime') as typeof import('jest-runtime');
const INSTEAD = new Map([
  ['@jest/globals', new URL('globals.ts', import.meta.url).href],
  ['zapier-platform-schema', new URL('../schema.cjs', import.meta.url).href],
  ...(isFull
    ? []
    : [
        ['domain', new URL('domain.cjs', import.meta.url).href] as const,
        // As core's handler calls it.
        ['./memory-checker', new URL('memoryChecker.cjs', import.meta.url).href] as const,
      ]),
]);
registerHooks({
  resolve: (specifier, context, next) => {
    const url = INSTEAD.get(specifier);
    return url ? { url, shortCircuit: true } : next(specifier, context);
  },
});

/** Where jest-circus, of which each file gets its own, keeps those who listen to it. */
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const { getBuiltinModule } = process;
let files = 0;

export default class NativeRuntime extends JestRuntime {
  readonly #turn: number;

  constructor(...args: ConstructorParameters<typeof JestRuntime>) {
    super(...args);
    // Jest puts its own in the place of Node's, which asks for a context of its own.
    process.getBuiltinModule = getBuiltinModule;
    files += 1;
    this.#turn = files;
  }

  override async unstable_importModule(path: string): Promise<never> {
    return (await import(`${pathToFileURL(path).href}?${this.#turn}`)) as never;
  }

  override requireModule<T>(path: string): T {
    return require(path) as T;
  }

  override requireInternalModule<T>(path: string): T {
    Reflect.deleteProperty(globalThis, HANDLERS);
    delete require.cache[path];
    return require(path) as T;
  }

  override setGlobalsForRuntime(
    globals: Parameters<InstanceType<typeof JestRuntime>['setGlobalsForRuntime']>[0],
  ): void {
    setGlobals({ ...globals, jest: this['jestGlobals'].jestObjectFor(import.meta.filename) });
  }
}
