import './env.ts';
import zapier, { type Bundle } from 'zapier-platform-core';
import App from '../index.ts';
import type { CacheView } from './cache.ts';

/** Zapier's own handler, a step at a time. */

export type Json = Record<string, unknown>;
export type AuthData = Record<string, string>;
export type Kind = 'triggers' | 'creates' | 'searches';

/** What is carried out, and with what. */
export interface StepSpec {
  readonly kind: Kind;
  readonly key: string;
  readonly authData: AuthData;
  readonly inputData: Json;
  readonly meta?: Partial<Bundle['meta']> & { zap?: { id: string } };
  readonly cache: CacheView;
  /** Gets all that Zapier logs. */
  readonly onLog: (line: string) => void;
}

/** What Zapier does about a failure goes by the name of its error. */
export interface Failure {
  readonly is: 'failed';
  readonly kind: string;
  readonly message: string;
  /** Seconds until Zapier tries again. */
  readonly delay?: number | undefined;
}
export type Outcome = { readonly is: 'done'; readonly result: unknown } | Failure | { readonly is: 'killed' };
export interface Answered {
  readonly outcome: Outcome;
}

type Handler = (event: Json) => Promise<{ results: unknown }>;
// The types of core leave out what Zapier itself calls.
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: unknown) => Handler };
const whole = App as unknown as Record<Kind, Record<string, unknown>>;
const handlers = new Map<string, Handler>();

/** Whether the App has an operation. */
export const has = (kind: Kind, key: string): boolean => key in whole[kind];

/** The App with one operation alone: core copies the whole of it at each call. */
const handlerOf = (kind: Kind, key: string): Handler => {
  const name = `${kind}.${key}`;
  const known = handlers.get(name);
  if (known) return known;
  const operation = whole[kind][key];
  if (!operation) throw new Error(`The App has no ${name}.`);
  const handler = createAppHandler({
    ...whole,
    triggers: {},
    creates: {},
    searches: {},
    [kind]: { [key]: operation },
  });
  handlers.set(name, handler);
  return handler;
};

const META = {
  isBulkRead: false,
  isFillingDynamicDropdown: false,
  isLoadingSample: false,
  isPopulatingDedupe: false,
  isTestingAuth: false,
  limit: -1,
  page: 0,
  timezone: null,
  inputFields: {},
};

const failureOf = (error: unknown): Failure => {
  const { name, message } = error as Error;
  try {
    const told = JSON.parse(message) as { message: string; delay?: number };
    return { is: 'failed', kind: name, message: told.message, delay: told.delay };
  } catch {
    return { is: 'failed', kind: name, message };
  }
};

/** Carries a step out. @param isDead whether Zapier has ended it meanwhile: then it keeps nothing any more. */
export const execute = async (spec: StepSpec, isDead: () => boolean): Promise<Answered> => {
  const { kind, key, authData, inputData, meta, cache, onLog } = spec;
  const event = {
    command: 'execute',
    method: `${kind}.${key}.operation.perform`,
    bundle: { authData: { ...authData }, inputData: { ...inputData }, meta: { ...META, ...meta } },
    zcacheTestObj: cache.open(isDead),
    customLogger: (message: string, data: unknown) => onLog(`${message} ${JSON.stringify(data)}`),
  };
  try {
    const { results } = await handlerOf(kind, key)(event);
    return { outcome: { is: 'done', result: results } };
  } catch (error) {
    return { outcome: failureOf(error) };
  }
};
