import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Asset } from '../../connect/schemas/asset.ts';
import type { ProductItem } from '../../connect/schemas/catalog.ts';
import { LIVE } from '../../fields/subscription.ts';

/** What the rows of a report are compared with: the product's items and its subscriptions. */

/** Quantity alone (QT), cost (CR), price (PR), price of each tier (TR). */
export type Schema = 'qt' | 'cr' | 'pr' | 'tr';

export interface UsageCatalog {
  readonly schema: Schema;
  /** Whether reports may describe items that the product doesn't have yet. */
  readonly isDynamic: boolean;
  /** A pay-as-you-go item by its ID, local ID or MPN. */
  readonly findItem: (value: string) => ProductItem | undefined;
}

/** More pay-as-you-go items than a product has. */
const MOST_ITEMS = 1_000;

/** @throws ConnectError when the product has no usage. */
export const readCatalog = async (connect: Connect, productId: string): Promise<UsageCatalog> => {
  const [product, { rows: items }] = await Promise.all([
    connect.products.get(productId),
    connect.productItems(productId).list({ limit: MOST_ITEMS, pageSize: MOST_ITEMS }),
  ]);
  const { ppu } = (product.capabilities ?? {}) as { ppu?: { schema?: string; dynamic?: boolean } | null };
  if (ppu === null)
    throw new ConnectError(
      'fix',
      `Product ID: ${productId} has no pay-as-you-go items, so no usage can be reported.`,
    );
  const byName = new Map<string, ProductItem>();
  for (const item of items) {
    if (item.type && item.type.toLowerCase() !== 'ppu') continue;
    for (const name of [item.mpn, item.local_id, item.id]) if (name) byName.set(name, item);
  }
  const schema = (ppu?.schema ?? 'QT').toLowerCase() as Schema;
  return { schema, isDynamic: ppu?.dynamic === true, findItem: (value) => byName.get(value) };
};

/** Subscriptions as far as a report needs them. */
export interface Subscriptions {
  byId(id: string): Asset | undefined;
  /** Live ones come first: all that match equally well. */
  byExternalId(externalId: string): readonly Asset[];
  byExternalUid(externalUid: string): readonly Asset[];
  /** By the value of a parameter. */
  byParameter(name: string, value: string): readonly Asset[];
}

/** What rows name subscriptions by. */
export interface Names {
  readonly ids: ReadonlySet<string>;
  readonly externalIds: ReadonlySet<string>;
  readonly externalUids: ReadonlySet<string>;
  /** Values of parameters, of which it doesn't matter here which. */
  readonly values: ReadonlySet<string>;
}

/** IDs of one call: a query of about 3 kB. */
const BATCH = 100;
const SIDE_BY_SIDE = 4;

const isLive = ({ status }: Asset): boolean => LIVE.some((live) => live === status);

/** Live ones, or all when none is. */
const liveOf = (all: readonly Asset[] = []): readonly Asset[] => {
  const live = all.filter(isLive);
  return live.length ? live : all;
};

const into = (index: Map<string, Asset[]>, key: string, asset: Asset): void => {
  const same = index.get(key);
  if (!same) index.set(key, [asset]);
  else if (!same.some(({ id }) => id === asset.id)) same.push(asset);
};

const parameterKey = (name: string, value: string): string => JSON.stringify([name, value]);

/**
 * Looks up all subscriptions that rows name, side by side.
 * @throws ConnectError when there are more of them than time allows.
 */
export const findSubscriptions = async (
  connect: Connect,
  productId: string,
  { ids, externalIds, externalUids, values }: Names,
): Promise<Subscriptions> => {
  const batches = [
    ...slices([...ids]).map((batch) => ({ id: { in: batch } })),
    ...slices([...externalIds]).map((batch) => ({ external_id: { in: batch } })),
    ...slices([...externalUids]).map((batch) => ({ external_uid: { in: batch } })),
    ...slices([...values]).map((batch) => ({ 'params.value': { in: batch } })),
  ];
  const byId = new Map<string, Asset>();
  for (let at = 0; at < batches.length; at += SIDE_BY_SIDE) {
    if (at > 0 && !connect.deadline.allowsMore) {
      throw new ConnectError(
        'fix',
        `The report names ${ids.size + externalIds.size + externalUids.size + values.size} subscriptions, more than can be looked up in the time of one step. Split it. Nothing was changed.`,
      );
    }
    const pages = await Promise.all(
      batches.slice(at, at + SIDE_BY_SIDE).map((where) =>
        connect.assets.list({
          where: { 'product.id': productId, ...where },
          ordering: ['-created'],
          select: ['-configuration', '-items'],
          limit: 1_000,
          pageSize: 1_000,
        }),
      ),
    );
    for (const asset of pages.flatMap(({ rows }) => rows)) byId.set(asset.id, asset);
  }
  const externalId = new Map<string, Asset[]>();
  const externalUid = new Map<string, Asset[]>();
  const parameter = new Map<string, Asset[]>();
  for (const asset of byId.values()) {
    into(externalId, asset.external_id ?? '', asset);
    into(externalUid, asset.external_uid ?? '', asset);
    if (values.size) {
      for (const { id, value } of (asset.params ?? []) as { id?: string; value?: unknown }[])
        into(parameter, parameterKey(id ?? '', String(value ?? '')), asset);
    }
  }
  return {
    byId: (id) => byId.get(id),
    byExternalId: (wanted) => liveOf(externalId.get(wanted)),
    byExternalUid: (wanted) => liveOf(externalUid.get(wanted)),
    byParameter: (name, value) => liveOf(parameter.get(parameterKey(name, value))),
  };
};

const slices = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / BATCH) }, (_unused, index) =>
    list.slice(index * BATCH, (index + 1) * BATCH),
  );
