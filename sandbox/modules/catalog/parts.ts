import { type Account, ref } from '../../world/model.ts';
import type { Configuration, Item, Offer, Parameter, Product, ProductAction, Template } from './model.ts';

/** Makes products and what belongs to them, as complete as those of Connect. */

export const SINCE = '2024-01-10T09:00:00+00:00';
export const events = { created: { at: SINCE }, updated: { at: SINCE } };

const unit = (name: string) => ({ id: name.toLowerCase(), name, title: name, unit: name.toLowerCase() });

export const item = (
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
    position: number * 10_000,
    commitment: { multiplier: 'billing_period', count: 1 },
    depth: 0,
    ui: { visibility: true },
    ui_visibility: true,
    dynamic: false,
    events,
    ...rest,
  };
};

export type ParameterRow = readonly [
  name: string,
  type: string,
  title: string,
  more?: { scope?: string; required?: boolean; hidden?: boolean; choices?: string[] },
];

const OF: Readonly<Record<string, string>> = {
  asset: 'the subscription',
  tier1: 'the reseller',
  tier2: 'the distributor’s reseller',
  product: 'the product',
  item: 'the item',
  marketplace: 'the marketplace',
  item_marketplace: 'the item in the marketplace',
};

const parameter =
  (product: string, phase: Parameter['phase'], from: number) =>
  ([name, type, title, more = {}]: ParameterRow, index: number): Parameter => ({
    id: `PRM-${product.slice(4)}-${String(from + index).padStart(4, '0')}`,
    name,
    title,
    description: `${title} of ${OF[more.scope ?? 'asset']}`,
    type,
    scope: more.scope ?? 'asset',
    phase,
    hint: `What is used as ${title.toLowerCase()}`,
    placeholder: title,
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

export const template = (
  id: string,
  name: string,
  type: Template['type'],
  body: string,
  scope = 'asset',
): Template => ({ id, name, title: name, body, scope, type, position: 10_000, events });

type ActionRow = readonly [action: string, name: string, description: string, scope?: ProductAction['scope']];

const action =
  (product: string) =>
  ([key, name, description, scope = 'asset']: ActionRow, index: number): ProductAction => ({
    id: `ACT-${product.slice(4)}-${String(index + 1).padStart(3, '0')}`,
    action: key,
    name,
    title: name,
    type: 'button',
    scope,
    description,
    events,
  });

const capabilities = (
  hold: boolean,
  usage: Usage,
  updates: boolean,
  level: 1 | 2 | undefined,
): Product['capabilities'] => ({
  ppu: usage && { schema: usage, dynamic: false, predictive: false, future: false, late: true },
  reservation: { consumption: false },
  cart: { validation: false },
  inquiring: { validation: false },
  tiers: { updates, validation: false, ...(level ? { configs: { level } } : {}) },
  subscription: {
    hold,
    schema: 'evergreen',
    change: { editable_ordering_parameters: false, validation: false, inquiring_validation: false },
  },
});

type Usage = 'QT' | 'TR' | 'CR' | 'PR' | null;

/** A product with all that belongs to it. */
export const offer = (
  id: string,
  name: string,
  owner: Account,
  parts: {
    category?: string;
    hold?: boolean;
    /** Up to which tier the vendor has to authorize resellers before a subscription is sold. */
    authorizes?: 1 | 2;
    /** Whether the vendor is told of changed accounts. */
    syncs?: boolean;
    /** The schema of its usage; QT without it, and null for none. */
    usage?: Usage;
    items: Item[];
    ordering?: readonly ParameterRow[];
    fulfillment?: readonly ParameterRow[];
    configuration?: readonly ParameterRow[];
    /** Values of parameters of the phase configuration, with the item or marketplace that they are of. */
    values?: readonly (readonly [parameter: string, value: string, of?: Partial<Configuration>])[];
    templates: Template[];
    actions?: readonly ActionRow[];
  },
): Offer => {
  const parameters = [
    ...(parts.ordering ?? []).map(parameter(id, 'ordering', 1)),
    ...(parts.fulfillment ?? []).map(parameter(id, 'fulfillment', 101)),
    ...(parts.configuration ?? []).map(parameter(id, 'configuration', 201)),
  ];
  return {
    product: {
      id,
      name,
      status: 'published',
      icon: `/media/${owner.id}/${id}/media/${id}-logo.png`,
      short_description: `${name}, made for trying things out.`,
      detailed_description: `${name} is sold by ${owner.name} in a sandbox.`,
      owner: ref(owner),
      category: { id: 'CAT-59128', name: parts.category ?? 'Backup' },
      version: 1,
      latest: true,
      public: true,
      published_at: SINCE,
      changes_description: '',
      configurations: {
        suspend_resume_supported: parts.hold ?? false,
        requires_reseller_information: true,
      },
      customer_ui_settings: {
        description: `Thank you for choosing ${name}.`,
        getting_started: 'Sign in with the address in your activation message.',
        download_links: [],
        documents: [{ title: 'Manual', url: 'https://example.com/manual' }],
        languages: [],
        provisioning_message: 'Your subscription is being set up.',
      },
      usage_rule: { enabled: false },
      stats: { versions: 1 },
      capabilities: capabilities(
        parts.hold ?? false,
        parts.usage === undefined ? 'QT' : parts.usage,
        parts.syncs ?? true,
        parts.authorizes,
      ),
      visibility: { owner: true, listing: true, syndication: true, catalog: true },
      events,
    },
    items: parts.items,
    parameters,
    configurations: (parts.values ?? []).flatMap(([of, value, place = {}]) => {
      const found = parameters.find((one) => one.name === of);
      return found ? [{ value, parameter: found, ...place, events }] : [];
    }),
    templates: parts.templates,
    actions: (parts.actions ?? []).map(action(id)),
  };
};
