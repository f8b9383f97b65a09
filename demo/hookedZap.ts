import type { Bundle } from 'zapier-platform-core';
import { type Arrived, Inbox } from './inbox.ts';
import type { AuthData, Zapier } from './zap.ts';

type Row = Record<string, unknown>;

/** A Zap with an instant trigger, and the address of Zapier's at which Connect reaches it. */
export class HookedZap {
  /** It may be another one later, with another memory. */
  zapier: Zapier;
  readonly #key: string;
  readonly #authData: AuthData;
  readonly #inputData: Row;
  readonly #id: string;
  readonly #inbox: Inbox;
  #subscribeData: Bundle['subscribeData'];
  readonly #running = new Set<Promise<unknown>>();
  /** What has fired so far; Zapier doesn't look whether it is the same. */
  readonly fired: Row[] = [];
  readonly failures: Error[] = [];
  #taken = 0;
  #wake: () => void = () => undefined;
  /** What has arrived so far. */
  readonly arrived: Arrived[] = [];

  constructor(zapier: Zapier, key: string, authData: AuthData, inputData: Row, id: string) {
    this.zapier = zapier;
    this.#key = key;
    this.#authData = authData;
    this.#inputData = inputData;
    this.#id = id;
    this.#inbox = new Inbox((arrived) => this.receive(arrived));
  }

  get meta(): Bundle['meta'] {
    return { zap: { id: this.#id, user: { timezone: 'UTC' } } } as Bundle['meta'];
  }

  get subscription(): Bundle['subscribeData'] {
    return this.#subscribeData;
  }

  get url(): string {
    return `${this.#inbox.origin}/hooks/${this.#id}`;
  }

  async turnOn(): Promise<void> {
    await this.#inbox.open();
    this.#subscribeData = await this.#call('performSubscribe', { targetUrl: this.url });
  }

  async turnOff(): Promise<void> {
    const { subscription, url: targetUrl } = this;
    await this.#call('performUnsubscribe', {
      ...(subscription ? { subscribeData: subscription } : {}),
      targetUrl,
    });
    this.#subscribeData = undefined;
  }

  /** What the editor shows. */
  samples(): Promise<Row[]> {
    return this.#call('performList', {});
  }

  /** Runs the Zap for something that has arrived. @returns what fires. */
  async receive(arrived: Arrived, subscribeData = this.#subscribeData): Promise<Row[]> {
    this.arrived.push(arrived);
    const running = this.#call<Row[]>('perform', { ...arrived, ...(subscribeData ? { subscribeData } : {}) });
    this.#running.add(running);
    try {
      const rows = await running;
      this.fired.push(...rows);
      this.#wake();
      return rows;
    } catch (error) {
      this.failures.push(error as Error);
      this.#wake();
      return [];
    } finally {
      this.#running.delete(running);
    }
  }

  /** The next row that fires, once it has. @throws Error when a run fails. */
  async next(): Promise<Row> {
    for (;;) {
      const row = this.fired[this.#taken];
      if (row) {
        this.#taken += 1;
        return row;
      }
      const [failure] = this.failures;
      if (failure) throw failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.allSettled(this.#running);
  }

  /** Closes the address, without a word to Connect. */
  close(): Promise<void> {
    return this.#inbox.close();
  }

  #call<T>(what: Parameters<Zapier['hook']>[1], more: Parameters<Zapier['hook']>[4]): Promise<T> {
    return this.zapier.hook<T>(this.#key, what, this.#authData, this.#inputData, {
      ...more,
      meta: this.meta,
    });
  }
}
