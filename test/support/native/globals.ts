/**
 * `@jest/globals` for files that run in one process. Each file gets functions of its own from Jest; what is imported
 * once for all of them asks for those of the file that runs.
 */

type Globals = typeof import('@jest/globals');

let current: Partial<Globals> = {};

/** The functions of the file that runs from now on. */
export const setGlobals = (globals: Partial<Globals>): void => {
  current = globals;
};

const live = <K extends keyof Globals>(name: K): Globals[K] => {
  const now = () => {
    const found = current[name];
    if (!found) throw new Error(`No test file runs that ${name} could belong to.`);
    return found;
  };
  return new Proxy((() => {}) as unknown as Globals[K] & object, {
    apply: (_target, self, args) => Reflect.apply(now() as unknown as () => unknown, self, args),
    get: (_target, key) => Reflect.get(now(), key),
  });
};

export const afterAll = live('afterAll');
export const afterEach = live('afterEach');
export const beforeAll = live('beforeAll');
export const beforeEach = live('beforeEach');
export const describe = live('describe');
export const expect = live('expect');
export const it = live('it');
export const jest = live('jest');
export const test = live('test');
