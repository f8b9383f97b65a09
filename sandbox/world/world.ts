import { collections, type Row, Table } from '../rql/index.ts';
import { connections, contracts, hubs, marketplaces, offers, users } from './catalog.ts';
import { Digits } from './ids.ts';
import type {
  Asset,
  Connection,
  FulfillmentRequest,
  Offer,
  Reference,
  TierAccount,
  User,
} from './model.ts';
import { accountRows } from './tokens.ts';

/** An empty or filled table for a collection of the API. @throws Error for a path that is none. */
const tableOf = <T extends Row>(path: string, rows: Iterable<T> = []): Table<T> => {
  const spec = collections[path];
  if (!spec) throw new Error(`The sandbox has no collection ${path}`);
  const table = new Table<T>(spec);
  for (const row of rows) table.insert(row);
  return table;
};

const partsOfProduct = ({ product, items, parameters, templates }: Offer) => ({
  items: tableOf<Row>('/products/{product_id}/items', items),
  parameters: tableOf<Row>('/products/{product_id}/parameters', parameters),
  templates: tableOf<Row>('/products/{product_id}/templates', templates),
  connections: tableOf(
    '/products/{product_id}/connections',
    connections.filter((one) => one.product.id === product.id),
  ),
});

const partsOfHub = ({ id }: Reference) => ({
  connections: tableOf(
    '/hubs/{hub_id}/connections',
    connections.filter((one) => one.hub.id === id),
  ),
  marketplaces: tableOf<Row>(
    '/hubs/{hub_id}/marketplaces',
    marketplaces.filter((one) => one.hubs.some((place) => place.hub.id === id)),
  ),
});

/** What makes a distributor's account the same as another one. */
interface TierIdentity {
  readonly external_uid: string;
  readonly external_id: string;
}

/** Everything that a sandbox's Connect knows. */
export class World {
  readonly accounts = tableOf('/accounts', accountRows);
  readonly hubs = tableOf('/hubs', hubs);
  readonly marketplaces = tableOf('/marketplaces', marketplaces);
  readonly contracts = tableOf('/contracts', contracts);
  readonly products = tableOf(
    '/products',
    offers.map((offer) => offer.product),
  );
  readonly users = Object.fromEntries(
    Object.entries(users).map(([id, people]) => [id, tableOf<User>('/accounts/{account_id}/users', people)]),
  );
  readonly requests = tableOf<FulfillmentRequest>('/requests');
  readonly assets = tableOf<Asset>('/assets');
  readonly tierAccounts = tableOf<TierAccount>('/tier/accounts');
  readonly digits: Digits;
  readonly #products = new Map(offers.map((offer) => [offer.product.id, partsOfProduct(offer)]));
  readonly #hubs = new Map(hubs.map((hub) => [hub.id, partsOfHub(hub)]));
  readonly #requestsOf = new Map<string, FulfillmentRequest[]>();
  readonly #assetsByUid = new Map<string, Asset>();
  readonly #tierAccountsBy = new Map<string, TierAccount>();
  readonly #scheduled = new Set<FulfillmentRequest>();
  readonly #wall: () => Date;
  #clock = 0;
  /** Milliseconds by which the sandbox's time is ahead of the wall clock. */
  ahead = 0;
  /** Called after each change, so that it can be kept. */
  onChange: () => void = () => {};

  /** @param wall what time it is. */
  constructor(wall: () => Date = () => new Date(), seed = 1) {
    this.#wall = wall;
    this.digits = new Digits(seed);
  }

  /** Milliseconds since 1970, in the sandbox's time. */
  time(): number {
    return this.#wall().getTime() + this.ahead;
  }

  /** Now, later than any time given before; to the microsecond, as Connect writes times. */
  now(): string {
    this.#clock = Math.max(this.time() * 1000, this.#clock + 1);
    return this.timeAt(this.#clock);
  }

  /** The last time given, in microseconds since 1970. */
  get clock(): number {
    return this.#clock;
  }

  /** No time given from now on is earlier. @param microseconds since 1970. */
  startAfter(microseconds: number): void {
    this.#clock = Math.max(this.#clock, microseconds);
  }

  /** A time in Connect's form. @param microseconds since 1970. */
  timeAt(microseconds: number): string {
    const iso = new Date(Math.floor(microseconds / 1000)).toISOString();
    return `${iso.slice(0, -1)}${String(microseconds % 1000).padStart(3, '0')}+00:00`;
  }

  /** An ID that nothing has yet. @param sizes of its groups of digits. */
  newId(prefix: 'AS' | 'TA', ...sizes: number[]): string {
    const table: Table<Row> = (prefix === 'AS' ? this.assets : this.tierAccounts) as unknown as Table<Row>;
    let id = this.digits.groups(prefix, ...sizes);
    while (table.get(id)) id = this.digits.groups(prefix, ...sizes);
    return id;
  }

  offer(productId: string): Offer | undefined {
    return offers.find((one) => one.product.id === productId);
  }

  partsOf(productId: string) {
    return this.#products.get(productId);
  }

  partsOfHub(hubId: string) {
    return this.#hubs.get(hubId);
  }

  connectionsOf(filter: (connection: Connection) => boolean): Connection[] {
    return connections.filter(filter);
  }

  usersOf(accountId: string): User[] {
    return [...(this.users[accountId]?.all() ?? [])];
  }

  /** All requests of a subscription, in the order of their creation. */
  requestsOf(assetId: string): readonly FulfillmentRequest[] {
    return this.#requestsOf.get(assetId) ?? [];
  }

  /** Requests that wait for their date. */
  scheduled(): FulfillmentRequest[] {
    return [...this.#scheduled];
  }

  addRequest(request: FulfillmentRequest): void {
    const list = this.#requestsOf.get(request.asset.id);
    if (list) list.push(request);
    else this.#requestsOf.set(request.asset.id, [request]);
    this.requests.insert(request);
    this.#watch(request);
    this.onChange();
  }

  addAsset(asset: Asset): void {
    this.assets.insert(asset);
    if (asset.external_uid) this.#assetsByUid.set(this.#uidKey(asset), asset);
  }

  /** To be called after a request or its subscription was changed in place. */
  touch(request: FulfillmentRequest): void {
    this.requests.changed(request);
    this.#watch(request);
    const asset = this.assets.get(request.asset.id);
    if (asset) this.assets.changed(asset);
    this.onChange();
  }

  /** Whether a distributor has a subscription with this external UID that isn't over. */
  hasExternalUid(provider: string, uid: string): boolean {
    const asset = this.#assetsByUid.get(`${provider} ${uid}`);
    return asset !== undefined && asset.status !== 'terminated';
  }

  /** The account that a distributor has already under the same external UID or, without one, external ID. */
  sameTierAccount(owner: string, type: TierAccount['type'], given: TierIdentity): TierAccount | undefined {
    return this.#tierAccountsBy.get(tierKey(owner, type, given));
  }

  /** Keeps a new account, or takes the one that is there already; it has this scope from now on. */
  keepTierAccount(account: TierAccount, scope: TierAccount['scopes'][number]): TierAccount {
    const key = tierKey(account.owner.id, account.type, account);
    const kept = this.tierAccounts.get(account.id) ?? this.#tierAccountsBy.get(key);
    if (!kept) {
      this.#tierAccountsBy.set(key, account);
      this.tierAccounts.insert(account);
      return account;
    }
    if (!kept.scopes.includes(scope)) {
      kept.scopes = [...kept.scopes, scope];
      this.tierAccounts.changed(kept);
    }
    return kept;
  }

  #uidKey({ connection, external_uid: uid }: Asset): string {
    return `${connection.provider.id} ${uid}`;
  }

  #watch(request: FulfillmentRequest): void {
    if (request.status === 'scheduled') this.#scheduled.add(request);
    else this.#scheduled.delete(request);
  }
}

const tierKey = (owner: string, type: TierAccount['type'], given: TierIdentity): string =>
  `${owner} ${type} ${given.external_uid ? `uid ${given.external_uid}` : `id ${given.external_id}`}`;
