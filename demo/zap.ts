import zapier, { type Bundle } from 'zapier-platform-core';

/** A connection as Zapier stores it. */
export type AuthData = Record<string, string>;

type Kind = 'triggers' | 'creates' | 'searches';
type Rows = Record<string, unknown>[];

interface Operation {
  display?: { label?: string };
  operation?: { type?: string };
}
/** As much of an App as running it takes. */
export type RunnableApp = { [kind in Kind]?: Record<string, Operation> };

/** Zapier's handler, as far as running operations needs it. */
type Handler = (event: {
  command: 'execute';
  method: string;
  bundle: object;
  /** What a Zap keeps from one run to the next, in place of Zapier's own store. */
  zcacheTestObj: object;
  /** The address at which a step can be called that waits. */
  callback_url?: string;
}) => Promise<{ results: unknown; status?: string }>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };

/** What Zapier says of a run beside its input. */
type Meta = Partial<Bundle['meta']>;

const META: Bundle['meta'] = {
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

/** Each run has an address at which it can be called; here nobody listens at it. */
const NOWHERE = 'http://127.0.0.1:9/callbacks/1';

/** Runs operations of an App through Zapier's own handler, as Zapier does. */
export class Zapier {
  readonly #app: RunnableApp;
  readonly #handler: Handler;
  #cache: object;

  /** @param cache what Zaps keep from one run to the next. */
  constructor(app: RunnableApp, cache: object = {}) {
    this.#app = app;
    this.#cache = cache;
    this.#handler = createAppHandler(app);
  }

  /** Loses what Zaps keep from one run to the next, as Zapier's store may; what has fired Zapier still knows. */
  forget(): void {
    this.#cache = {};
  }

  /** What people see in the editor. */
  label(kind: Kind, key: string): string {
    return this.#app[kind]?.[key]?.display?.label ?? key;
  }

  testConnection(authData: AuthData): Promise<Record<string, unknown>> {
    return this.#perform('authentication.test', authData, {}, {});
  }

  create(
    key: string,
    authData: AuthData,
    inputData: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    return this.#perform(`creates.${key}.operation.perform`, authData, inputData, {});
  }

  /** What the editor does to try an action out. */
  tryOut(
    key: string,
    authData: AuthData,
    inputData: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    return this.#perform(`creates.${key}.operation.perform`, authData, inputData, { isLoadingSample: true });
  }

  search(key: string, authData: AuthData, inputData: Record<string, unknown>): Promise<Rows> {
    return this.#perform(`searches.${key}.operation.perform`, authData, inputData, {});
  }

  poll(key: string, authData: AuthData, inputData: Record<string, unknown>, meta: Meta = {}): Promise<Rows> {
    return this.#perform(`triggers.${key}.operation.perform`, authData, inputData, meta);
  }

  /** What the editor shows of a trigger. */
  samples(key: string, authData: AuthData, inputData: Record<string, unknown>): Promise<Rows> {
    const isHook = this.#app.triggers?.[key]?.operation?.type === 'hook';
    const method = `triggers.${key}.operation.${isHook ? 'performList' : 'perform'}`;
    return this.#perform(method, authData, inputData, { isLoadingSample: true });
  }

  /** What Zapier does with an instant trigger: it subscribes an address, hands over what arrives there, and unsubscribes. */
  hook<T>(
    key: string,
    what: 'performSubscribe' | 'performUnsubscribe' | 'perform' | 'performList',
    authData: AuthData,
    inputData: Record<string, unknown>,
    more: Pick<Partial<Bundle>, 'targetUrl' | 'subscribeData' | 'rawRequest' | 'cleanedRequest' | 'meta'>,
  ): Promise<T> {
    const { meta = {}, ...bundle } = more;
    return this.#perform(`triggers.${key}.operation.${what}`, authData, inputData, meta, bundle);
  }

  /** A step that may wait. @param url where it can be called then. @returns also whether it waits. */
  async step(
    key: string,
    what: 'perform' | 'performResume',
    authData: AuthData,
    inputData: Record<string, unknown>,
    url: string,
    more: object,
  ): Promise<{ results: Record<string, unknown>; isWaiting: boolean }> {
    const { results, status } = await this.#handler({
      command: 'execute',
      method: `creates.${key}.operation.${what}`,
      bundle: { authData, inputData, meta: META, ...more },
      zcacheTestObj: this.#cache,
      callback_url: url,
    });
    return { results: results as Record<string, unknown>, isWaiting: status === 'CALLBACK' };
  }

  async #perform<T>(
    method: string,
    authData: AuthData,
    inputData: Record<string, unknown>,
    meta: Meta,
    more: object = {},
  ): Promise<T> {
    const { results } = await this.#handler({
      command: 'execute',
      method,
      bundle: { authData, inputData, meta: { ...META, ...meta }, ...more },
      zcacheTestObj: this.#cache,
      callback_url: NOWHERE,
    });
    return results as T;
  }
}

/** A Zap whose trigger is polled, with Zapier's memory of what has fired already. */
export class PolledZap {
  readonly #zapier: Zapier;
  readonly #key: string;
  readonly #authData: AuthData;
  readonly #inputData: Record<string, unknown>;
  readonly #id: string;
  readonly #seen = new Set<string>();

  constructor(app: Zapier, key: string, authData: AuthData, inputData: Record<string, unknown>, id: string) {
    this.#zapier = app;
    this.#key = key;
    this.#authData = authData;
    this.#inputData = inputData;
    this.#id = id;
  }

  /** Turning a Zap on: all that is there counts as seen. */
  async turnOn(): Promise<void> {
    await this.#fresh({ isPopulatingDedupe: true });
  }

  /** One poll: the rows that fire. */
  poll(): Promise<Rows> {
    return this.#fresh({});
  }

  async #fresh(meta: Meta): Promise<Rows> {
    const zap = { id: this.#id, user: { timezone: 'UTC' } };
    const rows = await this.#zapier.poll(this.#key, this.#authData, this.#inputData, { ...meta, zap });
    const fresh = rows.filter((row) => !this.#seen.has(keyOf(row)));
    for (const row of rows) this.#seen.add(keyOf(row));
    return fresh.reverse();
  }
}

const keyOf = (row: Record<string, unknown>): string => String(row['event_id'] ?? row['id']);
