import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Asset } from '../../connect/schemas/asset.ts';
import type { ProductItem } from '../../connect/schemas/catalog.ts';
import { LIVE } from '../../fields/subscription.ts';
import { grouped } from '../../spreadsheets/limits.ts';

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
  /** Of the report's contract, and live, where there are such: all that match equally well. */
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

/** IDs of one call, and the letters that they take in its address: servers take some 8 000. */
const BATCH = 100;
const MAX_QUERY = 6_000;
/** An ID that is longer is nobody's. */
const MAX_ID = 300;
/** Subscriptions that can be looked up in the time of a step, even where each call takes a tenth of a second. */
const MAX_NAMES = 50_000;
const SIDE_BY_SIDE = 4;

const isLive = ({ status }: Asset): boolean => LIVE.some((live) => live === status);

/** Those that something goes for, or all when it goes for none. */
const rather = (all: readonly Asset[], is: (asset: Asset) => boolean): readonly Asset[] => {
  const those = all.filter(is);
  return those.length ? those : all;
};

/** Those that a report under a contract may mean: of it, as hubs and distributors each have their own numbers, and live. */
const meantOf = (contractId: string, all: readonly Asset[] = []): readonly Asset[] =>
  rather(
    rather(all, ({ contract }) => contract?.id === contractId),
    isLive,
  );

const into = (index: Map<string, Asset[]>, key: string, asset: Asset): void => {
  const same = index.get(key);
  if (!same) index.set(key, [asset]);
  else if (!same.some(({ id }) => id === asset.id)) same.push(asset);
};

const parameterKey = (name: string, value: string): string => JSON.stringify([name, value]);

/**
 * Looks up all subscriptions that the rows of a report name, side by side.
 * @throws ConnectError when there are more of them than time allows.
 */
export const findSubscriptions = async (
  connect: Connect,
  { product_id: productId, contract_id: contractId }: { product_id: string; contract_id: string },
  { ids, externalIds, externalUids, values }: Names,
): Promise<Subscriptions> => {
  const batches = [
    ...slices([...ids]).map((batch) => ({ id: { in: batch } })),
    ...slices([...externalIds]).map((batch) => ({ external_id: { in: batch } })),
    ...slices([...externalUids]).map((batch) => ({ external_uid: { in: batch } })),
    ...slices([...values]).map((batch) => ({ 'params.value': { in: batch } })),
  ];
  const names = ids.size + externalIds.size + externalUids.size + values.size;
  const tooMany = () =>
    new ConnectError(
      'fix',
      `The report names ${grouped(names)} subscriptions, more than can be looked up in the time of one step. Split it. Nothing was changed.`,
    );
  if (names > MAX_NAMES) throw tooMany();
  const byId = new Map<string, Asset>();
  for (let at = 0; at < batches.length; at += SIDE_BY_SIDE) {
    if (at > 0 && !connect.deadline.allowsMore) throw tooMany();
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
    byExternalId: (wanted) => meantOf(contractId, externalId.get(wanted)),
    byExternalUid: (wanted) => meantOf(contractId, externalUid.get(wanted)),
    byParameter: (name, value) => meantOf(contractId, parameter.get(parameterKey(name, value))),
  };
};

/** Names in parts that fit into one call each, by their count and their length in its address. */
const slices = (names: readonly string[]): string[][] => {
  const parts: string[][] = [];
  let room = 0;
  for (const name of names) {
    if (name.length > MAX_ID) continue;
    const size = encodeURIComponent(name.toWellFormed()).length + '%22%22,'.length;
    const last = parts.at(-1);
    if (last && last.length < BATCH && size <= room) last.push(name);
    else {
      parts.push([name]);
      room = MAX_QUERY;
    }
    room -= size;
  }
  return parts;
};
