import { connectionsOf } from '../../demo/subscription.ts';
import type { AuthData } from '../../demo/zap.ts';
import type { Fault, Gate } from '../../sandbox/control.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { CUT_GRACE } from '../../src/connect/attempt.ts';
import { clock } from '../../src/connect/clock.ts';
import { limits } from '../../src/connect/deadline.ts';
import { apiScenarios } from './apiScenarios.ts';
import { app, type Failure, failureOf } from './app.ts';
import { billingScenarios } from './billingScenarios.ts';
import { CASE, helpdeskScenarios } from './helpdeskScenarios.ts';
import { listingScenarios } from './listingScenarios.ts';
import { reportScenarios } from './reportScenarios.ts';
import { tenantScenarios } from './tenantScenarios.ts';
import { tierScenarios } from './tierScenarios.ts';
import { turnOnce } from './turnedClock.ts';
import { until } from './until.ts';
import { usageScenarios } from './usageScenarios.ts';
import { waitScenarios } from './waitScenarios.ts';

/** Every action, each in a world in which it can be carried out, and the faults that may befall its write. */

type Json = Record<string, unknown>;
/** An action that is ready to run. */
export interface Ready {
  readonly input: Json;
  readonly by: 'store' | 'vendor';
  /** The write that the fault hits. */
  readonly hits: Pick<Fault, 'host' | 'method' | 'path'>;
  /** How often what the action is for has happened: 1 after it, however often it was run. */
  readonly results: () => number;
}

export interface Scenario {
  readonly key: string;
  /** The error where the action differs from the others: a refused line fails the order, whatever the reason. */
  readonly fails?: Partial<Record<string, Trouble['kind']>>;
  /** Its success is an answer without a body, of which nothing can be cut off. */
  readonly hasEmptyAnswer?: boolean;
  readonly prepare: (world: Stage) => Promise<Ready>;
}

/** How long a stage's Connect takes for a spreadsheet, twice, ms: long enough to be seen at it. */
const DELAY = 8;

/** The sandbox lives in the App's time, also where that is turned. */
const turned = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms) };

/** A fresh sandbox, and short ways to bring its objects into the state that an action needs. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly connections: { store: AuthData; vendor: AuthData };

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.connections = connectionsOf(sandbox);
  }

  /** @param more how long Connect takes for what it does in the background, or what happens before each call. */
  static async open(more: { delay?: number; gate?: Gate } = {}): Promise<Stage> {
    return new Stage(await startSandbox({ strict: true, delay: DELAY, time: turned, ...more }));
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
    return this.run('create_asset_purchase_request', 'store', this.purchaseInput());
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
    const request = await this.purchase();
    await this.run('fill_fulfillment_params', 'vendor', {
      request_id: request['id'],
      params: { tenant_id: 'tenant-1' },
    });
    await this.run('approve_request', 'vendor', {
      id: request['id'],
      template_id: this.sandbox.ids.template,
    });
    return String((request['asset'] as Json)['id']);
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
      records: [1, 2.5].map((quantity) => ({
        item: 'BACKUP-TRAFFIC',
        asset_id: assetId,
        quantity,
        start: '2026-01-01',
        end: '2026-01-31',
      })),
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
    return String((await this.run('create_tenant', 'vendor', { asset_id: 'AS-1' }))['id']);
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

const creating = { host: 'connect', method: 'POST', path: '/requests' } as const;

/** An action on a request in some state. */
const acting = (
  key: string,
  idKey: string,
  verb: string,
  status: string,
  by: Ready['by'],
  before: readonly (readonly [string, Ready['by'], Json])[],
  input: Json = {},
): Scenario => ({
  key,
  prepare: async (stage) => {
    const { id } = await stage.purchase();
    await stage.run('fill_fulfillment_params', 'vendor', {
      request_id: id,
      params: { tenant_id: 'tenant-1' },
    });
    for (const [action, side, more] of before) await stage.run(action, side, { id, request_id: id, ...more });
    return {
      by,
      input: { [idKey]: id, ...input },
      hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/${verb}` },
      results: () => stage.requests((one) => one.id === id && one.status === status),
    };
  },
});

/** A new request on an active subscription. */
const asking = (key: string, type: string, by: Ready['by'], input: Json = {}): Scenario => ({
  key,
  prepare: async (stage) => ({
    by,
    input: { asset_id: await stage.active(), ...input },
    hits: creating,
    results: () => stage.requests((one) => one.type === type),
  }),
});

const LATER = '2099-01-01T00:00:00Z';
const schedule = ['schedule_request', 'vendor', { planned_date: LATER }] as const;
const revoke = ['revoke_request', 'store', { reason: 'Withdrawn.' }] as const;
const inquire = ['inquire_request', 'vendor', { params: { admin_email: 'Wrong.' } }] as const;

export const fulfillmentScenarios: readonly Scenario[] = [
  {
    key: 'create_asset_purchase_request',
    prepare: async (stage) => ({
      by: 'store',
      input: stage.purchaseInput(),
      hits: creating,
      results: () => stage.requests((one) => one.type === 'purchase'),
    }),
  },
  {
    key: 'create_draft_request',
    prepare: async (stage) => ({
      by: 'store',
      input: stage.purchaseInput(),
      hits: creating,
      results: () => stage.requests((one) => one.status === 'draft'),
    }),
  },
  asking('create_asset_change_request', 'change', 'store', { items: { 'BACKUP-USER': '7' } }),
  asking('create_asset_suspend_resume_request', 'suspend', 'store', { request_type: 'suspend' }),
  asking('create_asset_cancel_request', 'cancel', 'store'),
  asking('create_asset_adjustment_request', 'adjustment', 'vendor', {
    params: { login_url: 'https://example.com' },
  }),
  {
    key: 'create_asset_requests_from_order',
    prepare: async (stage) => {
      const { line_items: items, ...rest } = stage.purchaseInput();
      return {
        by: 'store',
        input: { ...rest, items },
        hits: creating,
        results: () => stage.requests((one) => one.type === 'purchase'),
      };
    },
  },
  acting('approve_request', 'id', 'approve', 'approved', 'vendor', [], { template_id: 'TL-551-876-782' }),
  acting('reject_request', 'request_id', 'fail', 'failed', 'vendor', [], { reason: 'Taken.' }),
  acting('inquire_request', 'request_id', 'inquire', 'inquiring', 'vendor', [], {
    params: { admin_email: 'Wrong.' },
  }),
  acting('pend_request', 'request_id', 'pend', 'pending', 'store', [inquire]),
  acting('schedule_request', 'id', 'schedule', 'scheduled', 'vendor', [], { planned_date: LATER }),
  acting('revoke_request', 'id', 'revoke', 'revoking', 'store', [schedule], { reason: 'Withdrawn.' }),
  acting('confirm_request', 'id', 'confirm', 'revoked', 'vendor', [schedule, revoke]),
  {
    key: 'purchase_draft_request',
    prepare: async (stage) => {
      const id = await stage.draft();
      return {
        by: 'store',
        input: { request_id: id },
        hits: { host: 'connect', method: 'POST', path: `/requests/${id}/purchase` },
        results: () => stage.requests((one) => one.id === id && one.status === 'pending'),
      };
    },
  },
  {
    key: 'assign_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      return {
        by: 'vendor',
        input: { request_id: id, email: 'kim@vendor.example.com' },
        hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/assign` },
        results: () => (stage.request(id)?.assignee ? 1 : 0),
      };
    },
  },
  {
    key: 'unassign_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      await stage.run('assign_request', 'vendor', { request_id: id, email: 'kim@vendor.example.com' });
      return {
        by: 'vendor',
        input: { request_id: id },
        hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/unassign` },
        results: () => (stage.request(id)?.assignee ? 0 : 1),
      };
    },
  },
  {
    key: 'fill_fulfillment_params',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      const tenantId = () => stage.request(id)?.asset.params.find((param) => param.id === 'tenant_id')?.value;
      return {
        by: 'vendor',
        input: { request_id: id, params: { tenant_id: 'tenant-1' } },
        hits: { host: 'connect', method: 'PUT', path: `/requests/${String(id)}` },
        results: () => (tenantId() === 'tenant-1' ? 1 : 0),
      };
    },
  },
  {
    key: 'provision_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      return {
        by: 'vendor',
        input: {
          request_id: id,
          template_id: stage.sandbox.ids.template,
          tenant_parameter: 'tenant_id',
          mapping: { login_url: 'url' },
        },
        hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/approve` },
        results: () => stage.requests((one) => one.id === id && one.status === 'approved'),
      };
    },
  },
];

/** Every action, in the order of the docs. */
export const scenarios: readonly Scenario[] = [
  ...fulfillmentScenarios,
  ...tenantScenarios,
  ...usageScenarios,
  ...billingScenarios,
  ...listingScenarios,
  ...helpdeskScenarios,
  ...reportScenarios,
  ...apiScenarios,
  ...tierScenarios,
  ...waitScenarios,
];

/** The action whose messages `docs/outcomes.md` shows. */
export const shownInWords = 'create_asset_purchase_request';

/** A fault, and what has to come of it. */
export interface Trouble {
  readonly name: string;
  readonly fault: Partial<Fault>;
  /** The name of Zapier's error. */
  readonly kind: 'AppError' | 'ExpiredAuthError' | 'HaltedError' | 'ThrottledError';
  /** Whether the write may have been carried out, which the message has to say. */
  readonly unknown?: boolean;
  /** How long it is waited for something that doesn't come, at most, ms. */
  readonly waited?: number;
}

export const troubles: readonly Trouble[] = [
  { name: '401', fault: { status: 401 }, kind: 'ExpiredAuthError' },
  { name: '403', fault: { status: 403 }, kind: 'AppError' },
  { name: '404', fault: { status: 404 }, kind: 'AppError' },
  { name: '409', fault: { status: 409 }, kind: 'AppError' },
  { name: '422', fault: { status: 422 }, kind: 'AppError' },
  { name: '429 with Retry-After', fault: { status: 429, retryAfter: 30 }, kind: 'ThrottledError' },
  { name: '500', fault: { status: 500 }, kind: 'AppError', unknown: true },
  { name: '502 with a web page', fault: { kind: 'html', status: 502 }, kind: 'AppError', unknown: true },
  { name: 'connection cut before the write', fault: { kind: 'reset' }, kind: 'AppError', unknown: true },
  { name: 'connection cut after the write', fault: { kind: 'resetAfter' }, kind: 'AppError', unknown: true },
  { name: 'answer cut off', fault: { kind: 'truncate' }, kind: 'AppError', unknown: true, waited: CUT_GRACE },
  { name: 'no answer', fault: { kind: 'hang' }, kind: 'AppError', unknown: true, waited: limits.step },
];

/** The faults that can befall an action. */
export const troublesOf = ({ hasEmptyAnswer }: Scenario): readonly Trouble[] =>
  troubles.filter(({ fault }) => !(hasEmptyAnswer && fault.kind === 'truncate'));

export interface Outcome extends Failure {
  /** Calls that the failing run made. */
  readonly calls: number;
  /** How often the write was sent by it. */
  readonly writes: number;
  /** How often what was asked for has happened after the second run. */
  readonly results: number;
}

/** Lets a fault befall an action, and runs the action again. */
export const suffer = async ({ key, prepare }: Scenario, { fault, waited }: Trouble): Promise<Outcome> => {
  const stage = await Stage.open();
  try {
    const { input, by, hits, results } = await prepare(stage);
    const { control } = stage.sandbox;
    control.calls = [];
    const struck = control.add({ kind: 'status', ...fault, ...hits, times: 1 });
    const giveUp = waited ? turnOnce(() => struck.times === 0, waited) : undefined;
    const failure = await failureOf(() => stage.run(key, by, input));
    giveUp?.();
    // A call whose connection was cut may be written down a moment later.
    await new Promise((resolve) => setTimeout(resolve, 10));
    const calls = control.calls.length;
    const writes = control.calls.filter(
      ({ method, path }) => method === hits.method && path === hits.path,
    ).length;
    await stage.run(key, by, input);
    return { ...failure, calls, writes, results: results() };
  } finally {
    await stage.sandbox.close();
  }
};
