import { collections, type Row, Table } from '../rql/index.ts';
import { type SavedUsage, UsageStore } from '../usage/store.ts';
import { accounts, connections, contracts, hubs, marketplaces, offers, users } from './catalog.ts';
import { Digits } from './ids.ts';
import type { Account, Asset, Connection, FulfillmentRequest, Offer, Token } from './model.ts';
import { type SavedTiers, TierAccounts } from './tierAccounts.ts';

const ALL_MODULES = ['Account', 'Subscriptions', 'Products', 'Marketplaces', 'Customers', 'Usage'];

const token = (id: string, secret: string, account: Account, more: Partial<Token> = {}): Token => ({
  id,
  secret,
  account,
  status: 'active',
  modules: ALL_MODULES,
  ...more,
});

/** Made-up keys: they open nothing but a sandbox. */
export const tokens: readonly Token[] = [
  token('SU-392-495-001', 'sandbox-vendor-secret', accounts.vendor),
  token('SU-425-033-001', 'sandbox-distributor-secret', accounts.distributor),
  token('SU-392-495-002', 'sandbox-unpermitted-secret', accounts.vendor, { modules: ['Account'] }),
  token('SU-392-495-003', 'sandbox-disabled-secret', accounts.vendor, { status: 'disabled' }),
];

export const apiKeyOf = ({ id, secret }: Token): string => `ApiKey ${id}:${secret}`;

const tableOf = <T extends Row>(path: string, rows: Iterable<T> = []): Table<T> => {
  const spec = collections[path];
  if (!spec) throw new Error(`The sandbox has no collection ${path}`);
  const table = new Table<T>(spec);
  for (const row of rows) table.insert(row);
  return table;
};

/** What is kept when the sandbox stops. */
export interface SavedWorld {
  readonly requests: FulfillmentRequest[];
  readonly assets: Asset[];
  readonly tierAccounts: SavedTiers;
  readonly clock: number;
  readonly digits: number;
  readonly usage: SavedUsage;
}

/** Everything that a sandbox knows. */
export class World {
  readonly accounts = tableOf('/accounts', Object.values(accounts));
  readonly hubs = tableOf('/hubs', hubs);
  readonly marketplaces = tableOf('/marketplaces', marketplaces);
  readonly contracts = tableOf('/contracts', contracts);
  readonly products = tableOf(
    '/products',
    offers.map((offer) => offer.product),
  );
  readonly requests = tableOf<FulfillmentRequest>('/requests');
  readonly assets = tableOf<Asset>('/assets');
  readonly tierAccounts = new TierAccounts();
  readonly usage = new UsageStore();
  readonly users = users;
  digits: Digits;
  readonly #parts = new Map<
    string,
    { items: Table<Row>; parameters: Table<Row>; templates: Table<Row>; connections: Table<Row> }
  >();
  readonly #requestsOf = new Map<string, FulfillmentRequest[]>();
  readonly #byExternalUid = new Map<string, Asset[]>();
  readonly #scheduled = new Set<FulfillmentRequest>();
  #clock = 0;
  /** Whether the sandbox has ended: what goes on in the background ends then, too. */
  isClosed = false;
  /** Called after each change, so that it can be kept. */
  onChange: () => void = () => {};

  constructor(seed = 1) {
    this.digits = new Digits(seed);
    for (const offer of offers) {
      this.#parts.set(offer.product.id, {
        items: tableOf<Row>('/products/{product_id}/items', offer.items),
        parameters: tableOf<Row>('/products/{product_id}/parameters', offer.parameters),
        templates: tableOf<Row>('/products/{product_id}/templates', offer.templates),
        connections: tableOf<Row>(
          '/products/{product_id}/connections',
          connections.filter((one) => one.product.id === offer.product.id),
        ),
      });
    }
  }

  /** Now, later than any time given before; to the microsecond, as Connect writes times. */
  now(): string {
    const wall = Date.now() * 1000;
    this.#clock = Math.max(wall, this.#clock + 1);
    return this.timeAt(this.#clock);
  }

  /** A time in Connect's form. @param microseconds since 1970. */
  timeAt(microseconds: number): string {
    const iso = new Date(Math.floor(microseconds / 1000)).toISOString();
    return `${iso.slice(0, -1)}${String(microseconds % 1000).padStart(3, '0')}+00:00`;
  }

  offer(productId: string): Offer | undefined {
    return offers.find((one) => one.product.id === productId);
  }

  partsOf(productId: string) {
    return this.#parts.get(productId);
  }

  connection(id: string): Connection | undefined {
    return connections.find((one) => one.id === id);
  }

  connectionsOf(filter: (connection: Connection) => boolean): Connection[] {
    return connections.filter(filter);
  }

  /** All requests of a subscription, in the order of their creation. */
  requestsOf(assetId: string): readonly FulfillmentRequest[] {
    return this.#requestsOf.get(assetId) ?? [];
  }

  addRequest(request: FulfillmentRequest): void {
    const list = this.#requestsOf.get(request.asset.id);
    if (list) list.push(request);
    else this.#requestsOf.set(request.asset.id, [request]);
    this.requests.insert(request);
    if (request.status === 'scheduled') this.#scheduled.add(request);
    this.onChange();
  }

  addAsset(asset: Asset): void {
    this.assets.insert(asset);
    if (!asset.external_uid) return;
    const list = this.#byExternalUid.get(asset.external_uid);
    if (list) list.push(asset);
    else this.#byExternalUid.set(asset.external_uid, [asset]);
  }

  /** The subscriptions with an external UID, ended ones too. */
  assetsByExternalUid(externalUid: string): readonly Asset[] {
    return this.#byExternalUid.get(externalUid) ?? [];
  }

  /** Scheduled requests whose date has come. @param now milliseconds since 1970. */
  due(now: number): FulfillmentRequest[] {
    return [...this.#scheduled].filter((one) => Date.parse(one.planned_date ?? '') <= now);
  }

  /** To be called after a request or its subscription was changed in place. */
  touch(request: FulfillmentRequest): void {
    if (request.status === 'scheduled') this.#scheduled.add(request);
    else this.#scheduled.delete(request);
    this.requests.changed(request);
    const asset = this.assets.get(request.asset.id);
    if (asset) this.assets.changed(asset);
    this.onChange();
  }

  save(): SavedWorld {
    return {
      requests: [...this.requests.all()],
      assets: [...this.assets.all()],
      tierAccounts: this.tierAccounts.save(),
      clock: this.#clock,
      digits: this.digits.state,
      usage: this.usage.save(),
    };
  }

  load({ requests, assets, tierAccounts, clock, digits, usage }: SavedWorld): void {
    for (const asset of assets) this.addAsset(asset);
    for (const request of requests) this.addRequest(request);
    this.tierAccounts.load(tierAccounts);
    this.usage.load(usage);
    this.#clock = clock;
    // New IDs go on after those that were given out before.
    this.digits = new Digits(digits);
  }
}
