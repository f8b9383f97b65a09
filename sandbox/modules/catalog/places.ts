import { type Account, ref } from '../../world/model.ts';
import { accounts } from '../accounts/data.ts';
import type { Connection, Contract, Hub, Marketplace } from './model.ts';
import { events, SINCE } from './parts.ts';
import { offers, PRODUCTS } from './products.ts';

/** Where the seeded products are sold. The same in every run. */

const by = { id: 'UR-539-008-555', name: 'Alex Sample' };

const hub = (id: string, name: string, company: Account, stats: Hub['stats']): Hub => ({
  id,
  name,
  description: `${name} of ${company.name}`,
  company: ref(company),
  instance: { id: id.slice(3), type: 'API' },
  stats,
  events,
});

export const hubs: Hub[] = [
  hub('HB-1346-8670', 'Example Hub', accounts.distributor, { connections: 6, marketplaces: 1 }),
  hub('HB-2457-9781', 'Second Hub', accounts.distributor, { connections: 2, marketplaces: 1 }),
  hub('HB-3568-0892', 'Example Hub, Partners', accounts.distributor, { connections: 2, marketplaces: 1 }),
  hub('HB-7000-0000', 'Foreign Hub', accounts.otherDistributor, { connections: 1, marketplaces: 1 }),
];

const known = <T extends { id: string }>(list: readonly T[], id: string): T => {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Error(`The world has no ${id}.`);
  return found;
};

const marketplace = (id: string, name: string, owner: Account, at: readonly string[]): Marketplace => ({
  id,
  name,
  description: `${name} of ${owner.name}`,
  owner: ref(owner),
  icon: `/media/${owner.id}/marketplaces/${id}/icon.png`,
  zone: 'NA',
  countries: [
    { id: 'US', name: 'United States' },
    { id: 'CA', name: 'Canada' },
  ],
  sourcing: false,
  currency: 'USD',
  attributes: [],
  hubs: at.map((one, index) => ({ hub: ref(known(hubs, one)), external_id: String(index + 1) })),
});

export const marketplaces: Marketplace[] = [
  marketplace('MP-91673', 'Example Marketplace', accounts.distributor, ['HB-1346-8670', 'HB-3568-0892']),
  marketplace('MP-91674', 'Second Marketplace', accounts.distributor, ['HB-2457-9781']),
  marketplace('MP-70000', 'Foreign Marketplace', accounts.otherDistributor, ['HB-7000-0000']),
];

const contract = (
  id: string,
  name: string,
  vendor: Account,
  at: string,
  kind: Contract['kind'] = 'production',
): Contract => {
  const place = known(marketplaces, at);
  return {
    id,
    name,
    type: 'distribution',
    kind,
    version: 1,
    version_created: SINCE,
    latest: true,
    status: 'active',
    owner: ref(vendor),
    issuer: place.owner,
    creator: ref(vendor),
    signee: by,
    agreement: { id: `AGD-791-${at.slice(3, 6)}-257`, name: `${place.name} Agreement` },
    marketplace: { ...ref(place), icon: place.icon },
    enrolled: SINCE,
    activation: { message: 'Welcome.', date: SINCE },
    events: { ...events, signed: { at: SINCE, by }, countersigned: { at: SINCE, by } },
  };
};

const CONTRACTS = {
  first: 'CRD-58096-38285-80856',
  second: 'CRD-58096-38285-80857',
  test: 'CRD-58096-38285-80858',
  foreign: 'CRD-70000-70000-70000',
  elsewhere: 'CRD-70000-70000-70001',
} as const;

export const contracts: Contract[] = [
  contract(CONTRACTS.first, 'Example Distribution Contract', accounts.vendor, 'MP-91673'),
  contract(CONTRACTS.second, 'Second Distribution Contract', accounts.vendor, 'MP-91674'),
  contract(CONTRACTS.test, 'Example Test Contract', accounts.vendor, 'MP-91673', 'test'),
  contract(CONTRACTS.foreign, 'Foreign Contract', accounts.otherVendor, 'MP-70000'),
];

const elsewhere = contract(
  CONTRACTS.elsewhere,
  'Contract of Another Distributor',
  accounts.vendor,
  'MP-70000',
);

const connect = (
  id: string,
  type: Connection['type'],
  productId: string,
  hubId: string,
  contractId: string,
): Connection => {
  const { product } = offers.find((one) => one.product.id === productId) ?? {};
  if (!product) throw new Error(`The world has no ${productId}.`);
  const paper = known([...contracts, elsewhere], contractId);
  const place = known(marketplaces, paper.marketplace.id);
  return {
    id,
    type,
    status: 'active',
    product: ref(product),
    hub: ref(known(hubs, hubId)),
    provider: place.owner,
    vendor: product.owner,
    contract: { ...ref(paper), type: paper.type },
    marketplace: { ...ref(place), icon: place.icon },
    created_at: SINCE,
  };
};

const { backup, mail, compute, support, foreign, security } = PRODUCTS;

export const connections: Connection[] = [
  connect('CT-9861-7949', 'production', backup, 'HB-1346-8670', CONTRACTS.first),
  connect('CT-9861-7950', 'test', backup, 'HB-1346-8670', CONTRACTS.test),
  connect('CT-9861-7951', 'production', backup, 'HB-2457-9781', CONTRACTS.second),
  connect('CT-9861-7952', 'preview', backup, 'HB-2457-9781', CONTRACTS.second),
  connect('CT-9861-7953', 'production', mail, 'HB-1346-8670', CONTRACTS.first),
  connect('CT-9861-7954', 'production', backup, 'HB-3568-0892', CONTRACTS.first),
  connect('CT-9861-7955', 'production', compute, 'HB-1346-8670', CONTRACTS.first),
  connect('CT-9861-7956', 'production', compute, 'HB-3568-0892', CONTRACTS.first),
  connect('CT-9861-7957', 'production', support, 'HB-1346-8670', CONTRACTS.first),
  connect('CT-6337-4598', 'production', security, 'HB-1346-8670', CONTRACTS.first),
  connect('CT-7000-0000', 'production', foreign, 'HB-7000-0000', CONTRACTS.foreign),
];

/** The same product, sold by the other distributor too: only where a sandbox is started so. */
export const secondSale = {
  contract: elsewhere,
  connection: connect('CT-7000-0001', 'production', backup, 'HB-7000-0000', CONTRACTS.elsewhere),
} as const;
