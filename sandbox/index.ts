import { connectServer } from './connect.ts';
import { Control, type Gate } from './control.ts';
import { BASE, listen, part } from './http.ts';
import { accounts, apiKeyOf, openTokensOf, tokens } from './modules/accounts/data.ts';
import { billingOf } from './modules/billing/store.ts';
import { contracts, hubs, marketplaces, secondSale } from './modules/catalog/places.ts';
import { offers } from './modules/catalog/products.ts';
import { catalogOf } from './modules/catalog/store.ts';
import { conversationsOf } from './modules/conversations/store.ts';
import { helpdeskOf } from './modules/helpdesk/store.ts';
import { modules } from './modules/index.ts';
import { listingsOf } from './modules/listings/store.ts';
import { reportsOf } from './modules/reports/store.ts';
import { seed } from './modules/requests/many.ts';
import { subscriptionsOf } from './modules/requests/store.ts';
import { tenantControl } from './modules/tenants/control.ts';
import { tenantServer } from './modules/tenants/server.ts';
import { type Tenants, tenantsOf } from './modules/tenants/store.ts';
import { accountRequestsOf } from './modules/tiers/accountRequests.ts';
import { configurationsOf } from './modules/tiers/configs.ts';
import { tiersOf } from './modules/tiers/store.ts';
import { usageOf } from './modules/usage/store.ts';
import { webhookControl } from './modules/webhooks/control.ts';
import { webhooksOf } from './modules/webhooks/store.ts';
import { keepIn } from './state.ts';
import { storageOf, storageServer } from './storage.ts';
import type { Time } from './world/clock.ts';
import { type SavedWorld, World } from './world/world.ts';

export interface SandboxOptions {
  /** Of Connect; the vendor's system and the host of files get the next two. 0 or absent: any free ones. */
  readonly port?: number;
  /** Whether a filter that an endpoint doesn't have is answered 400; Connect itself ignores it. */
  readonly strict?: boolean;
  /** How many requests to start with, where no state with requests was kept. */
  readonly seed?: number;
  /** From which IDs and all that is left to chance are drawn: the same number, the same run. Without it, chance is chance. */
  readonly seedNumber?: number;
  /** A file in which the state is kept between runs. */
  readonly stateFile?: string;
  /** Milliseconds that Connect takes over each step in the background, such as reading a usage file. */
  readonly delay?: number;
  /** Whose time it is, if not the machine's: for runs whose time is turned. */
  readonly time?: Time;
  /** Holds each call until it may go on: for runs that own the order of all that happens. */
  readonly gate?: Gate;
  /** How many distributors sell the vendor's product: the seeded one alone, or the other one, too. */
  readonly distributors?: 1 | 2;
  /** Gets a line for each call. */
  readonly log?: (line: string) => void;
}

/** What is in a sandbox, for tests that look inside. */
const lookInto = (world: World) => {
  const subscriptions = subscriptionsOf(world);
  return {
    clock: world.clock,
    /** What is kept of it between runs, and a world that was kept instead of it. */
    save: () => world.save(),
    load: (saved: SavedWorld) => world.load(saved),
    tableOf: (path: string) => world.tableOf(path),
    requests: subscriptions.requests,
    assets: subscriptions.assets,
    requestsOf: (assetId: string) => subscriptions.requestsOf(assetId),
    billing: billingOf(world),
    listings: listingsOf(world),
    usage: usageOf(world),
    cases: helpdeskOf(world).cases,
    conversations: conversationsOf(world),
    reports: reportsOf(world).reports,
    webhooks: webhooksOf(world),
    tiers: {
      accounts: tiersOf(world).accounts,
      accountRequests: accountRequestsOf(world),
      configs: configurationsOf(world).configs,
      configRequests: configurationsOf(world).requests,
    },
    /** Adds so many requests. @param days up to now, over which they are spread. */
    seed: (count: number, options?: { days?: number }) => seed(world, count, options),
  };
};
type Inside = ReturnType<typeof lookInto>;

/** A running sandbox. */
export interface Sandbox {
  /** Connect's base URL. */
  readonly url: string;
  readonly vendorKey: string;
  readonly distributorKey: string;
  /** A key that has only the permission for accounts. */
  readonly unpermittedKey: string;
  /** A key of a token that is disabled. */
  readonly disabledKey: string;
  /** A key that was never given out. */
  readonly invalidKey: string;
  /** All keys of an account that open everything, the usual one first. */
  readonly keys: Readonly<Record<'vendor' | 'distributor' | 'otherDistributor', readonly string[]>>;
  /** Base URL of the vendor's own system. */
  readonly tenantUrl: string;
  readonly tenantToken: string;
  readonly controlUrl: string;
  /** Where the links to spreadsheets lead: another host, as at CloudBlue. */
  readonly storageUrl: string;
  readonly world: Inside;
  readonly tenants: Tenants;
  readonly control: Control;
  /** What the seeded world sells. */
  readonly ids: {
    readonly product: string;
    readonly item: string;
    readonly hub: string;
    readonly marketplace: string;
    readonly contract: string;
    readonly template: string;
    readonly inquiryTemplate: string;
  };
  close(): Promise<void>;
}

const DELAY = 30;
const TENANT_TOKEN = 'sandbox-tenant-token';

/** The keys of the seeded tokens, in their order. */
const [vendorKey = '', distributorKey = '', unpermittedKey = '', disabledKey = ''] = tokens.map(apiKeyOf);

const idsOf = (): Sandbox['ids'] => {
  const [offer] = offers;
  return {
    product: offer?.product.id ?? '',
    item: offer?.items[0]?.id ?? '',
    hub: hubs[0]?.id ?? '',
    marketplace: marketplaces[0]?.id ?? '',
    contract: contracts[0]?.id ?? '',
    template: offer?.templates.find((one) => one.type === 'fulfillment')?.id ?? '',
    inquiryTemplate: offer?.templates.find((one) => one.type === 'inquire')?.id ?? '',
  };
};

/**
 * Starts a local Connect and a vendor's own system.
 * @throws Error in a sentence when a port is taken or the state can't be read.
 */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { port = 0, strict = false, delay = DELAY, log } = options;
  const world = new World(options.seedNumber, options.time);
  for (const module of modules) module.open(world);
  if (options.distributors === 2) catalogOf(world).sell(secondSale);
  const tenants = tenantsOf(world);
  const storage = storageOf(world);
  const flush = options.stateFile ? keepIn(options.stateFile, world) : () => {};
  // A state that was kept has its requests already.
  if (options.seed && subscriptionsOf(world).requests.size === 0) seed(world, options.seed);
  const control = new Control(options.gate);
  const connect = connectServer(world, control, { strict, delay, ...(log ? { log } : {}) });
  connect.register(part('tenant control', async (own) => tenantControl(own, tenants)));
  connect.register(part('webhook control', async (own) => webhookControl(own, world)));
  const vendor = tenantServer(world, tenants, control, TENANT_TOKEN);
  const origin = await listen(connect, port);
  const tenantUrl = await listen(vendor, port ? port + 1 : 0).catch(async (error: unknown) => {
    await connect.close();
    throw error;
  });
  const files = storageServer(storage);
  const storageUrl = await listen(files, port ? port + 2 : 0).catch(async (error: unknown) => {
    await Promise.all([connect.close(), vendor.close()]);
    throw error;
  });
  storage.origin = storageUrl;
  webhooksOf(world).origin = `${origin}${BASE}`;
  for (const module of modules) module.resume?.(world, delay);
  return {
    url: `${origin}${BASE}`,
    vendorKey,
    distributorKey,
    unpermittedKey,
    disabledKey,
    invalidKey: 'ApiKey SU-000-000-000:never-given-out',
    keys: {
      vendor: openTokensOf(accounts.vendor).map(apiKeyOf),
      distributor: openTokensOf(accounts.distributor).map(apiKeyOf),
      otherDistributor: openTokensOf(accounts.otherDistributor).map(apiKeyOf),
    },
    tenantUrl,
    tenantToken: TENANT_TOKEN,
    storageUrl,
    controlUrl: `${origin}/__control`,
    world: lookInto(world),
    tenants,
    control,
    ids: idsOf(),
    close: async () => {
      world.isClosed = true;
      await Promise.all([connect.close(), vendor.close(), files.close()]);
      flush();
    },
  };
};
