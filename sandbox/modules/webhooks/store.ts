import type { Json } from '../../rql/values.ts';
import { storeOf, type World } from '../../world/world.ts';
import { catalogOf } from '../catalog/store.ts';
import { CLASSES, type Delivery, type ObjectClass, type Webhook } from './model.ts';
import { signed } from './sign.ts';

/** How deliveries are made; set by the control endpoint. */
export interface Manners {
  /** Milliseconds between two deliveries of one webhook; events in between are merged into the next one. */
  spacing: number;
  /** Milliseconds that each delivery is late. */
  delay: number;
  /** How often each is made. */
  times: number;
  /** The header of the signature. */
  header: 'authorization' | 'authentication';
  /** A webhook is switched off after so many failures in a row. */
  failures: number;
}

/** Seconds, as in every sample. */
const PROCESSING_TIMEOUT = 600;
/** Deliveries that are remembered. */
const MAX_DELIVERIES = 2_000;
/** Milliseconds that a receiver may take. */
const PATIENCE = 30_000;

const at = (row: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], row);

/** Headers by names in small letters: one that is given twice is sent once. */
const named = (headers: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** All webhooks, and what is on its way to their receivers. */
class Webhooks {
  readonly webhooks;
  readonly manners: Manners = { spacing: 50, delay: 0, times: 1, header: 'authorization', failures: 10 };
  readonly deliveries: Delivery[] = [];
  /** Where the API is, which deliveries say. */
  origin = '';
  readonly #world: World;
  readonly #waiting = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  #made = 0;

  constructor(world: World) {
    this.#world = world;
    this.webhooks = world.table<Webhook>('/notifications/webhooks', { name: 'webhooks' });
    for (const [objectClass, { path, product }] of Object.entries(CLASSES))
      world.onRow(path, (row) =>
        this.#happened(objectClass as ObjectClass, String(at(row, [...product, 'id']))),
      );
  }

  /** Something happened to an object: whoever asked for it is told, once for all that happens until then. */
  #happened(objectClass: ObjectClass, productId: string): void {
    for (const webhook of this.webhooks.all()) {
      if (webhook.object_class !== objectClass || webhook.product.id !== productId) continue;
      if (webhook.type !== 'event') continue;
      webhook.stats = { ...webhook.stats, events: webhook.stats.events + 1 };
      webhook.last_event = this.#world.now();
      this.webhooks.changed(webhook);
      if (webhook.active) this.trigger(webhook);
    }
  }

  /** Delivers as soon as the spacing allows; what waits already is not doubled. */
  trigger(webhook: Webhook): void {
    if (this.#waiting.has(webhook.id)) return;
    const { clock } = this.#world;
    const from = Math.max(clock.now(), Date.parse(webhook.earliest_possible_trigger ?? '') || 0);
    const wait = from - clock.now() + this.manners.delay;
    this.#waiting.add(webhook.id);
    const running = clock.sleep(Math.max(1, wait)).then(async () => {
      this.#waiting.delete(webhook.id);
      if (this.#world.isClosed || !this.webhooks.get(webhook.id)) return;
      const next = clock.now() + this.manners.spacing;
      webhook.earliest_possible_trigger = new Date(next).toISOString().replace('Z', '+00:00');
      this.webhooks.changed(webhook);
      const { times } = this.manners;
      const first = times > 0 ? await this.deliver(webhook) : undefined;
      // The very same once more.
      for (let time = 1; first && time < times; time += 1)
        await this.send(webhook, first.body, first.headers);
    });
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
  }

  /** Whether anything is on its way. */
  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Waits until nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.all(this.#running);
  }

  /** Makes one delivery, and writes down what became of it. @param forged what differs from a real one. */
  async deliver(
    webhook: Webhook,
    forged: {
      secret?: string;
      body?: Json;
      jwt?: { header?: object; claims?: object };
      headers?: object;
    } = {},
  ): Promise<Delivery> {
    const { clock } = this.#world;
    const body = JSON.stringify({
      webhook_id: webhook.id,
      webhook_name: webhook.label,
      object_class: webhook.object_class,
      account_id: webhook.account.id,
      product_id: webhook.product.id,
      api_url: this.origin,
      triggered_at: this.#world.now(),
      last_success_at: webhook.last_success?.time ?? null,
      last_failure_at: webhook.last_failure?.time ?? null,
      processing_timeout: PROCESSING_TIMEOUT,
      data: webhook.data,
      ...forged.body,
    });
    const token = signed(forged.secret ?? webhook.jwt_secret, clock.now(), forged.jwt);
    const headers = {
      'content-type': 'application/json',
      ...named(webhook.headers),
      [this.manners.header]: `Bearer ${token}`,
      ...named(forged.headers),
    };
    return this.send(webhook, body, headers);
  }

  /** Sends what was signed already, such as an earlier delivery once more. */
  async send(webhook: Webhook, body: string, headers: Readonly<Record<string, string>>): Promise<Delivery> {
    this.#made += 1;
    const delivery: Delivery = {
      id: this.#made,
      webhook: webhook.id,
      url: webhook.external_url,
      headers,
      body,
      status: undefined,
      error: undefined,
    };
    this.deliveries.push(delivery);
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
    const began = performance.now();
    try {
      const answer = await fetch(webhook.external_url, {
        method: 'POST',
        body,
        headers,
        signal: AbortSignal.timeout(PATIENCE),
      });
      delivery.status = answer.status;
      await answer.arrayBuffer();
    } catch (error) {
      delivery.error = (error as Error).message;
    }
    this.#note(webhook, delivery, Math.round(performance.now() - began));
    return delivery;
  }

  #note(webhook: Webhook, { status, error }: Delivery, duration: number): void {
    const isSuccess = status !== undefined && status >= 200 && status < 300;
    const { stats } = webhook;
    const attempt = {
      time: this.#world.now(),
      status: isSuccess ? 'success' : 'failure',
      duration,
      response: {},
      ...(status === undefined ? {} : { status_code: status }),
      ...(error === undefined ? {} : { errors: error }),
    } as const;
    webhook.stats = {
      ...stats,
      triggers: stats.triggers + 1,
      success_triggers: stats.success_triggers + (isSuccess ? 1 : 0),
      failure_triggers: stats.failure_triggers + (isSuccess ? 0 : 1),
      failure_since_last_success: isSuccess ? 0 : stats.failure_since_last_success + 1,
    };
    if (isSuccess) webhook.last_success = attempt;
    else webhook.last_failure = attempt;
    if (webhook.stats.failure_since_last_success >= this.manners.failures) webhook.active = false;
    this.webhooks.changed(webhook);
    this.#world.onChange();
  }

  /** Whether an account has to do with a product: its vendor, and who sells it. */
  sells(account: string, productId: string): boolean {
    return catalogOf(this.#world)
      .connectionsOf(({ product }) => product.id === productId)
      .some(({ vendor, provider }) => [vendor.id, provider.id].includes(account));
  }
}

export const webhooksOf = storeOf((world) => new Webhooks(world));
