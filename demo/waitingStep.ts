import { type Arrived, Inbox } from './inbox.ts';
import type { AuthData, Zapier } from './zap.ts';

type Row = Record<string, unknown>;

/**
 * A run of a step that may wait for a call, as Zapier carries it out: each address works once, and what the step gave
 * before comes with the call.
 */
export class WaitingStep {
  readonly #zapier: Zapier;
  readonly #key: string;
  readonly #authData: AuthData;
  readonly #inputData: Row;
  readonly #waitsAgain: boolean;
  readonly #inbox: Inbox;
  #turn = 0;
  #isWaiting = false;
  #early: Arrived | undefined;
  readonly #running = new Set<Promise<unknown>>();
  #ended: () => void = () => undefined;
  /** Ends with the step. */
  readonly end = new Promise<void>((resolve) => {
    this.#ended = resolve;
  });
  /** What the step gave last. */
  output: Row = {};
  failure: Error | undefined;
  /** What has arrived at an address that was still good. */
  readonly arrived: Arrived[] = [];

  /** @param waitsAgain whether Zapier waits again where a step that goes on asks for another address. */
  constructor(
    zapier: Zapier,
    key: string,
    authData: AuthData,
    inputData: Row,
    { waitsAgain = true }: { waitsAgain?: boolean } = {},
  ) {
    this.#zapier = zapier;
    this.#key = key;
    this.#authData = authData;
    this.#inputData = inputData;
    this.#waitsAgain = waitsAgain;
    this.#inbox = new Inbox((delivery, path) => this.receive(delivery, path));
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** The address that is good now. */
  get url(): string {
    return `${this.#inbox.origin}${this.#path}`;
  }

  get #path(): string {
    return `/callbacks/${this.#turn}`;
  }

  /** Runs the step up to its end, or to where it waits. @returns what it gives. @throws Error when it fails. */
  async start(): Promise<Row> {
    await this.#inbox.open();
    await this.#run('perform');
    if (this.failure) throw this.failure;
    return this.output;
  }

  /** What arrives at an address; nothing happens where it isn't the good one. */
  async receive(delivery: Arrived, path = this.#path): Promise<void> {
    if (path !== this.#path) return;
    // The address is good from the beginning of a run: what comes before its end is kept until then.
    if (this.#running.size && !this.#isWaiting) this.#early ??= delivery;
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.arrived.push(delivery);
    await this.#run('performResume', { ...delivery, outputData: this.output });
  }

  /** Waits until nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.allSettled(this.#running);
  }

  close(): Promise<void> {
    return this.#inbox.close();
  }

  #run(what: 'perform' | 'performResume', more: object = {}): Promise<void> {
    const running = this.#carryOut(what, more);
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  async #carryOut(what: 'perform' | 'performResume', more: object): Promise<void> {
    this.#turn += 1;
    try {
      const { results, isWaiting } = await this.#zapier.step(
        this.#key,
        what,
        this.#authData,
        this.#inputData,
        this.url,
        more,
      );
      this.output = results;
      this.#isWaiting = isWaiting && (what === 'perform' || this.#waitsAgain);
    } catch (error) {
      this.failure = error as Error;
    }
    const early = this.#early;
    this.#early = undefined;
    if (!this.#isWaiting) this.#ended();
    else if (early) await this.receive(early);
  }
}
