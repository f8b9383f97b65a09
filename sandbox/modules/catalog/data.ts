import { type Account, ref } from '../../world/model.ts';
import { accounts } from '../accounts/data.ts';
import type { Connection, Hub, Item, Marketplace, Offer, Parameter, Template } from './model.ts';

/** The seeded world: who sells what to whom. The same in every run. */

const SINCE = '2024-01-10T09:00:00+00:00';
const events = { created: { at: SINCE }, updated: { at: SINCE } };

const unit = (name: string) => ({ id: name.toLowerCase(), name, title: name, unit: name.toLowerCase() });

const item = (
  product: string,
  number: number,
  mpn: string,
  name: string,
  more: Partial<Item> & { unitName?: string } = {},
): Item => {
  const id = `${product}-${String(number).padStart(4, '0')}`;
  const { unitName = 'Users', ...rest } = more;
  return {
    id,
    local_id: id.replaceAll('-', '_'),
    mpn,
    name,
    display_name: name,
    description: name,
    type: 'reservation',
    period: 'monthly',
    precision: 'integer',
    status: 'published',
    unit: unit(unitName),
    dynamic: false,
    events,
    ...rest,
  };
};

type ParameterRow = [
  name: string,
  type: string,
  title: string,
  more?: { required?: boolean; hidden?: boolean; choices?: string[] },
];

const parameter =
  (product: string, phase: 'ordering' | 'fulfillment', from: number) =>
  ([name, type, title, more = {}]: ParameterRow, index: number): Parameter => ({
    id: `PRM-${product.slice(4)}-${String(from + index).padStart(4, '0')}`,
    name,
    title,
    description: `${title} of the subscription`,
    type,
    scope: 'asset',
    phase,
    position: (from + index) * 10_000,
    constraints: {
      required: more.required ?? false,
      hidden: more.hidden ?? false,
      unique: false,
      ...(more.choices
        ? {
            choices: more.choices.map((value, at) => ({
              value,
              label: value.toUpperCase(),
              ...(at === 0 ? { default: true } : {}),
            })),
          }
        : {}),
    },
    events,
  });

const template = (
  id: string,
  name: string,
  type: Template['type'],
  body: string,
  scope = 'asset',
): Template => ({
  id,
  name,
  title: name,
  body,
  scope,
  type,
  position: 10_000,
  events,
});

const offer = (
  id: string,
  name: string,
  owner: Account,
  parts: {
    hold: boolean;
    usage?: 'QT' | 'TR' | 'CR' | 'PR' | null;
    items: Item[];
    ordering: ParameterRow[];
    fulfillment: ParameterRow[];
    templates: Template[];
  },
): Offer => ({
  product: {
    id,
    name,
    status: 'published',
    icon: `/media/${owner.id}/${id}/media/${id}-logo.png`,
    short_description: `${name}, made for trying things out.`,
    owner: ref(owner),
    category: { id: 'CAT-59128', name: 'Backup' },
    version: 1,
    latest: true,
    published_at: SINCE,
    capabilities: {
      subscription: { hold: parts.hold },
      ppu: parts.usage === null ? null : { schema: parts.usage ?? 'QT' },
    },
    visibility: { owner: true, listing: true, syndication: true, catalog: true },
    events,
  },
  items: parts.items,
  parameters: [
    ...parts.ordering.map(parameter(id, 'ordering', 1)),
    ...parts.fulfillment.map(parameter(id, 'fulfillment', 101)),
  ],
  templates: parts.templates,
});

const BACKUP = 'PRD-838-787-106';
const MAIL = 'PRD-276-377-545';

export const offers: Offer[] = [
  offer(BACKUP, 'Example Cloud Backup', accounts.vendor, {
    hold: true,
    items: [
      item(BACKUP, 1, 'BACKUP-USER', 'Backup, per user'),
      item(BACKUP, 2, 'BACKUP-SPACE', 'Backup, space', { precision: 'decimal(2)', unitName: 'GB' }),
      item(BACKUP, 3, 'BACKUP-TRAFFIC', 'Backup, traffic', {
        type: 'ppu',
        precision: 'decimal(2)',
        unitName: 'GB',
      }),
    ],
    ordering: [
      ['admin_email', 'email', 'Administrator Email', { required: true }],
      ['company', 'text', 'Company'],
      ['region', 'dropdown', 'Region', { choices: ['eu', 'us', 'ap'] }],
      ['plan', 'choice', 'Plan', { choices: ['standard', 'premium'] }],
      ['options', 'checkbox', 'Options', { choices: ['reports', 'archive'] }],
      ['support_phone', 'phone', 'Support Phone'],
      ['billing_address', 'address', 'Billing Address'],
      ['settings', 'object', 'Settings'],
      ['homepage', 'url', 'Homepage'],
      ['domain', 'domain', 'Domain'],
      ['subdomain', 'subdomain', 'Subdomain', { choices: ['example.com', 'example.org'] }],
      ['admin_password', 'password', 'Administrator Password'],
      ['campaign', 'text', 'Campaign', { hidden: true }],
    ],
    fulfillment: [
      ['tenant_id', 'text', 'Tenant ID', { required: true }],
      ['login_url', 'url', 'Login Address'],
    ],
    templates: [
      template('TL-551-876-782', 'Welcome', 'fulfillment', '# Welcome\n\nYour tenant is {{ tenant_id }}.'),
      template('TL-912-979-059', 'Welcome, Short', 'fulfillment', 'Ready: {{ tenant_id }}'),
      template('TL-139-014-284', 'Please Correct', 'inquire', 'Please complete the form.'),
      template('TL-559-508-354', 'Tier 1 Setup', 'fulfillment', '# Set up', 'tier1'),
    ],
  }),
  offer(MAIL, 'Example Mail', accounts.vendor, {
    hold: false,
    usage: 'TR',
    items: [
      item(MAIL, 1, 'MAIL-BOX', 'Mailbox'),
      item(MAIL, 2, 'MAIL-SETUP', 'Setup', { period: 'onetime' }),
      item(MAIL, 3, 'MAIL-SENT', 'Mails sent', { type: 'ppu', unitName: 'Mails' }),
    ],
    ordering: [],
    fulfillment: [],
    templates: [template('TL-686-991-072', 'Mail Is Ready', 'fulfillment', 'Your mailboxes are ready.')],
  }),
  offer('PRD-700-700-700', 'Foreign Product', accounts.otherVendor, {
    hold: false,
    items: [item('PRD-700-700-700', 1, 'FOREIGN-1', 'Foreign item')],
    ordering: [],
    fulfillment: [],
    templates: [template('TL-700-700-700', 'Foreign', 'fulfillment', 'Ready.')],
  }),
];

const hub = (id: string, name: string, company: Account): Hub => ({
  id,
  name,
  description: `${name} of ${company.name}`,
  company: ref(company),
  instance: { id: id.slice(3), type: 'API' },
  stats: { connections: 1, marketplaces: 1 },
  events,
});

export const hubs: Hub[] = [
  hub('HB-1346-8670', 'Example Hub', accounts.distributor),
  hub('HB-2457-9781', 'Second Hub', accounts.distributor),
  hub('HB-7000-0000', 'Foreign Hub', accounts.otherDistributor),
];

const marketplace = (id: string, name: string, owner: Account, at: readonly string[]): Marketplace => ({
  id,
  name,
  description: `${name} of ${owner.name}`,
  owner: ref(owner),
  icon: `/media/${owner.id}/marketplaces/${id}/icon.png`,
  currency: 'USD',
  hubs: hubs.filter((one) => at.includes(one.id)).map((one) => ({ hub: ref(one), external_id: '1' })),
});

export const marketplaces: Marketplace[] = [
  marketplace('MP-91673', 'Example Marketplace', accounts.distributor, ['HB-1346-8670']),
  marketplace('MP-91674', 'Second Marketplace', accounts.distributor, ['HB-2457-9781']),
  marketplace('MP-70000', 'Foreign Marketplace', accounts.otherDistributor, ['HB-7000-0000']),
];

const contract = (id: string, name: string, vendor: Account, place: Marketplace | undefined) => ({
  id,
  name,
  type: 'distribution',
  version: 1,
  status: 'active',
  owner: ref(vendor),
  issuer: place?.owner ?? ref(vendor),
  marketplace: place && ref(place),
  events,
});

export const contracts = [
  contract('CRD-58096-38285-80856', 'Example Distribution Contract', accounts.vendor, marketplaces[0]),
  contract('CRD-58096-38285-80857', 'Second Distribution Contract', accounts.vendor, marketplaces[1]),
  contract('CRD-70000-70000-70000', 'Foreign Contract', accounts.otherVendor, marketplaces[2]),
];

const connect = (id: string, type: Connection['type'], product: string, at: number): Connection => {
  const [sold] = offers.filter((one) => one.product.id === product);
  const place = marketplaces[at];
  const site = hubs[at];
  const paper = contracts[at];
  if (!sold || !place || !site || !paper) throw new Error(`The world has no ${product} at ${at}`);
  return {
    id,
    type,
    status: 'active',
    product: ref(sold.product),
    hub: ref(site),
    provider: place.owner,
    vendor: sold.product.owner,
    contract: ref(paper),
    marketplace: { ...ref(place), icon: place.icon },
    created_at: SINCE,
  };
};

export const connections: Connection[] = [
  connect('CT-9861-7949', 'production', BACKUP, 0),
  connect('CT-9861-7950', 'test', BACKUP, 0),
  connect('CT-9861-7951', 'production', BACKUP, 1),
  connect('CT-9861-7952', 'preview', BACKUP, 1),
  connect('CT-9861-7953', 'production', MAIL, 0),
  connect('CT-7000-0000', 'production', 'PRD-700-700-700', 2),
];
