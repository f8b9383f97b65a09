import { connectionsOf } from '../../demo/subscription.ts';
import type { AuthData } from '../../demo/zap.ts';
import type { Gate } from '../../sandbox/control.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { SavedWorld } from '../../sandbox/world/world.ts';
import { clock } from '../../src/connect/clock.ts';
import { app } from './app.ts';
import { CASE } from './helpdeskScenarios.ts';
import { until } from './until.ts';

type Json = Record<string, unknown>;

/** How long a stage's Connect takes for a spreadsheet, twice, ms: long enough to be seen at it. */
const DELAY = 8;

/** The sandbox lives in the App's time, also where that is turned. */
const turned = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms) };

/** What was done in a fresh world: how that was before, what came of it, and when. */
interface Done {
  readonly before: string;
  readonly after: SavedWorld;
  readonly result: Json;
  readonly at: number;
}
const done = new Map<string, Done>();
/** How long that is taken for something that happened just now, ms. */
const LATELY = 60_000;

/** A world without its time. */
const stateOf = ({ digits, tables }: SavedWorld): string => JSON.stringify([digits, tables]);

/** A fresh sandbox, and short ways to bring its objects into the state that an action needs. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly connections: { store: AuthData; vendor: AuthData };
  readonly #isGated: boolean;

  private constructor(sandbox: Sandbox, isGated: boolean) {
    this.sandbox = sandbox;
    this.#isGated = isGated;
    this.connections = connectionsOf(sandbox);
  }

  /** @param more how long Connect takes for what it does in the background, or what happens before each call. */
  static async open(more: { delay?: number; gate?: Gate } = {}): Promise<Stage> {
    const sandbox = await startSandbox({ strict: true, delay: DELAY, time: turned, ...more });
    return new Stage(sandbox, more.gate !== undefined);
  }

  /**
   * Does what many tests begin with. Where another world of this process was the same, it is brought to where that one
   * was afterwards, which takes a tenth of the time.
   */
  async begin(name: string, begin: () => Promise<Json>): Promise<Json> {
    const { control, world } = this.sandbox;
    if (this.#isGated || control.calls.length || control.faults.length) return begin();
    const before = stateOf(world.save());
    const known = done.get(name);
    const age = clock.now() - (known?.at ?? 0);
    if (known && known.before === before && age >= 0 && age < LATELY) {
      world.load(structuredClone(known.after));
      return structuredClone(known.result);
    }
    const at = clock.now();
    const result = await begin();
    const after = structuredClone(world.save());
    done.set(name, { before, after, result: structuredClone(result), at });
    return result;
  }

  /** Closes the sandbox. */
  close(): Promise<void> {
    return this.sandbox.close();
  }

  run(key: string, by: 'store' | 'vendor', input: Json): Promise<Json> {
    return app.create(key, this.connections[by], input);
  }

  requests(filter: (request: { type: string; status: string; id: string }) => boolean): number {
    return [...this.sandbox.world.requests.all()].filter(filter).length;
  }

  request(id: unknown) {
    return this.sandbox.world.requests.get(String(id));
  }

  purchaseInput(): Json {
    const { ids } = this.sandbox;
    return {
      hub_id: ids.hub,
      environment: 'production',
      asset_external_id: 'ORDER-1',
      line_items: [{ item_id: ids.item, quantity: '5' }],
      params: { admin_email: 'alex@example.com' },
      ...TIER,
    };
  }

  purchase(): Promise<Json> {
    return this.begin('purchase', () =>
      this.run('create_asset_purchase_request', 'store', this.purchaseInput()),
    );
  }

  /** @returns the purchase of a product whose resellers have to be authorized first. */
  purchaseWithTiers(more: Json = {}): Promise<Json> {
    return this.run('create_asset_purchase_request', 'store', {
      ...this.purchaseInput(),
      asset_external_id: 'ORDER-T1',
      line_items: [{ item_id: 'PRD-633-745-986-0001', quantity: '2' }],
      params: {},
      ...more,
    });
  }

  /** @returns the ID of the request that sets the reseller of such a purchase up, for the vendor or still inquiring. */
  async tierRequest(status: 'inquiring' | 'pending' = 'pending'): Promise<string> {
    await this.purchaseWithTiers();
    const [request] = this.sandbox.world.tiers.configRequests.all();
    const id = String(request?.id);
    if (status === 'inquiring') return id;
    await this.run('fill_tier_params', 'store', {
      request_id: id,
      params: { reseller_email: 'alex@example.com' },
    });
    await this.run('pend_tier_config_request', 'store', { request_id: id });
    await this.run('fill_tier_params', 'vendor', { request_id: id, params: { reseller_id: 'r-1' } });
    return id;
  }

  /** An account as a person fills it in. */
  accountInput(type: 'customer' | 'reseller'): Json {
    const parts = Object.entries(TIER).map(([key, value]) => [key.slice('t1_'.length), value]);
    return { type, hub_id: this.sandbox.ids.hub, ...Object.fromEntries(parts) };
  }

  /** @returns the ID of an order that waits to be placed. */
  async draft(): Promise<string> {
    return String((await this.run('create_draft_request', 'store', this.purchaseInput()))['id']);
  }

  /** @returns the ID of an active subscription. */
  async active(): Promise<string> {
    return String((await this.begin('active', () => this.#activate()))['id']);
  }

  async #activate(): Promise<Json> {
    const request = await this.run('create_asset_purchase_request', 'store', this.purchaseInput());
    await this.run('fill_fulfillment_params', 'vendor', {
      request_id: request['id'],
      params: { tenant_id: 'tenant-1' },
    });
    await this.run('approve_request', 'vendor', {
      id: request['id'],
      template_id: this.sandbox.ids.template,
    });
    return { id: (request['asset'] as Json)['id'] };
  }

  #subscription: Promise<string> | undefined;

  /** @returns the ID of one active subscription, the same at each call. */
  subscription(): Promise<string> {
    this.#subscription ??= this.active();
    return this.#subscription;
  }

  /** What a vendor reports of a subscription. */
  reportInput(assetId: string, more: Json = {}): Json {
    return {
      product_id: this.sandbox.ids.product,
      contract_id: 'CRD-58096-38285-80856',
      external_id: 'usage-1',
      records: [1, 2.5].map((quantity) => this.usageLine(assetId, { quantity })),
      ...more,
    };
  }

  /** One line of it. */
  usageLine(assetId: string, more: Json = {}): Json {
    return {
      item: 'BACKUP-TRAFFIC',
      asset_id: assetId,
      quantity: 1,
      start: '2026-01-01',
      end: '2026-01-31',
      ...more,
    };
  }

  /** @returns the ID of a usage file of two records that is ready, or in a state after it. */
  async usageFile(status: 'draft' | 'ready' | 'pending' | 'accepted' = 'ready'): Promise<string> {
    const input = this.reportInput(await this.subscription());
    if (status === 'draft')
      return String((await this.run('create_usage_file', 'vendor', { ...input, name: 'Usage' }))['id']);
    const { id } = await this.run('report_usage', 'vendor', { ...input, submit: status !== 'ready' });
    if (status === 'accepted') await this.run('accept_usage_file', 'store', { usage_file_id: id });
    return String(id);
  }

  /** The chunk file of the accepted usage file, once Connect has made it. */
  readyChunk() {
    const { chunks } = this.sandbox.world.usage;
    return until(() => [...chunks.all()].find(({ status }) => status === 'ready'));
  }

  /** Waits until Connect has read a usage file. */
  async fileRead(id: unknown): Promise<void> {
    while (['uploading', 'processing'].includes(this.usageStatus(id) ?? ''))
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  usageStatus(id: unknown) {
    return this.sandbox.world.usage.files.get(String(id))?.status;
  }

  /** Puts a file where steps get files from. @returns its address. */
  spreadsheet(content: Uint8Array | string, name = 'usage.xlsx'): string {
    const { storage } = this.sandbox.world.usage;
    storage.put(name, Buffer.from(content as Uint8Array), name, 'application/octet-stream');
    return storage.link(name) ?? '';
  }

  /** @returns the ID of a case that the store has opened, brought into a state. */
  async case(state: 'pending' | 'inquiring' | 'resolved' = 'pending'): Promise<string> {
    const { id } = await this.run('create_case', 'store', CASE);
    if (state === 'inquiring') await this.run('inquire_case_request', 'vendor', { case_id: id });
    if (state === 'resolved') await this.run('resolve_case_request', 'vendor', { case_id: id });
    return String(id);
  }

  /** @returns the ID of a tenant in the vendor's system. */
  async tenant(): Promise<string> {
    return String((await this.run('create_tenant', 'vendor', { asset_id: 'AS-0000-0000-0001' }))['id']);
  }

  async tenantStatus(id: string): Promise<unknown> {
    const { tenantUrl, tenantToken } = this.sandbox;
    const answer = await fetch(`${tenantUrl}/tenant/${id}`, {
      headers: { authorization: `Bearer ${tenantToken}` },
    });
    return answer.status === 404 ? 'deleted' : ((await answer.json()) as Json)['status'];
  }
}

const TIER = {
  t1_external_id: 'R-1',
  t1_company_name: 'Example Reseller Ltd.',
  t1_address1: '1 Example Street',
  t1_city: 'Springfield',
  t1_state: 'Illinois',
  t1_postal_code: '62701',
  t1_country: 'US',
  t1_first_name: 'Alex',
  t1_last_name: 'Sample',
  t1_email: 'alex@example.com',
  t1_phone: '+1 217 555 0100',
};
