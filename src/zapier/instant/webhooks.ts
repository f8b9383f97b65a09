import { randomBytes } from 'node:crypto';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { withRule } from '../../connect/reachState.ts';
import type { Where } from '../../connect/rql.ts';
import { OBJECT_CLASSES, type ObjectClass, type Webhook } from '../../connect/schemas/webhook.ts';
import { SECRET_HEADER } from './genuine.ts';

/** Webhooks in Connect: made for a Zap or a step, and removed with it. */

/** Letters that Connect takes for a label. */
const LONGEST_LABEL = 100;
/** Webhooks of one label and product that are looked at: one page. */
const MOST = 1000;

const RULE =
  "The connection's key needs the module for webhooks (Integrations) and the one of the objects, and the product has to be yours or sold by you.";

/** What Connect signs its deliveries with, and what it sends in a header of ours. */
export interface Secrets {
  readonly jwt_secret: string;
  readonly header_secret: string;
}

export interface WebhookWanted {
  readonly objectClass: ObjectClass;
  readonly productId: string;
  /** What people find it by in Connect. */
  readonly label: string;
  readonly description: string;
  readonly url: string;
  readonly secrets: Secrets;
  /** What it is for, for messages: `subscribe to events`. */
  readonly doing: string;
  /** What running it again does, for messages. */
  readonly check: string;
}

export const newSecret = (): string => randomBytes(32).toString('hex');

/** Where and how Connect calls: what changes when an address does. */
export const callOf = (url: string, { jwt_secret, header_secret }: Secrets) => ({
  external_url: url,
  jwt_secret,
  headers: { 'Content-Type': 'application/json', [SECRET_HEADER]: header_secret },
});

/** Removes a webhook; one that is gone already is fine. It is tried twice. @throws ConnectError otherwise. */
export const removeWebhook = async (connect: Connect, id: string): Promise<void> => {
  const once = async () => {
    try {
      await connect.webhooks.delete(id);
    } catch (error) {
      if (!(error instanceof ConnectError && error.status === 404)) throw error;
    }
  };
  await once().catch((error: unknown) => {
    // Whether it is gone isn't known then, and to remove it again does no harm.
    if (error instanceof ConnectError && error.unknownFate) return once();
    throw error;
  });
};

/** Removes webhooks where that is an extra: nothing else fails by it. @param log takes a line for each that stays. */
export const removeQuietly = async (
  connect: Connect,
  ids: readonly string[],
  log: (line: string) => void,
): Promise<void> => {
  for (const id of ids)
    await removeWebhook(connect, id).catch((error: unknown) => {
      log(`Webhook ${id} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
    });
};

const listed = async (connect: Connect, where: Where<'notifications/webhooks'>): Promise<Webhook[]> =>
  (await connect.webhooks.list({ where, limit: MOST, pageSize: MOST })).rows;

const labelled = (connect: Connect, label: string, productId: string): Promise<Webhook[]> =>
  listed(connect, { label: label.slice(0, LONGEST_LABEL), 'product.id': productId });

/** The webhooks of a product whose label begins so. */
export const labelledFrom = (connect: Connect, start: string, productId: string): Promise<Webhook[]> =>
  listed(connect, { label: { like: `${start}*` }, 'product.id': productId });

/**
 * Makes Connect call an address.
 * @param log takes a line for Zapier's log.
 * @throws ConnectError when Connect refuses it, with what the key needs. What may have been made all the same is
 *   removed, as far as that is possible.
 */
export const makeWebhook = async (
  connect: Connect,
  { objectClass, productId, label, description, url, secrets, doing, check }: WebhookWanted,
  log: (line: string) => void,
): Promise<Webhook> => {
  const short = label.slice(0, LONGEST_LABEL);
  try {
    return await withRule(
      RULE,
      connect.webhooks.create(
        {
          type: 'event',
          object_class: objectClass,
          label: short,
          description,
          product_id: productId,
          active: true,
          http_method: 'POST',
          data: {},
          ...callOf(url, secrets),
        },
        { what: `${doing} ${OBJECT_CLASSES[objectClass].toLowerCase()}s of product ${productId}`, check },
      ),
    );
  } catch (error) {
    if (!(error instanceof ConnectError && error.unknownFate)) throw error;
    const left = await labelled(connect, short, productId).catch(() => []);
    const own = left.filter(({ external_url: address }) => address === url);
    await removeQuietly(
      connect,
      own.map(({ id }) => id),
      log,
    );
    throw error;
  }
};

/**
 * Makes Connect call the address of a Zap. What earlier runs have made for the same Zap or address gives way, so that
 * one is left.
 * @param isOfZap whether the label is that of this Zap alone.
 */
export const placeWebhook = async (
  connect: Connect,
  { isOfZap, ...wanted }: WebhookWanted & { readonly isOfZap: boolean },
  log: (line: string) => void,
): Promise<Webhook> => {
  const webhook = await makeWebhook(connect, wanted, log);
  const all = await labelled(connect, wanted.label, wanted.productId).catch((error: unknown) => {
    log(`Earlier webhooks of this Zap could not be looked for: ${String(error)}`);
    return [];
  });
  const earlier = all.filter(
    ({ id, external_url: address }) => id !== webhook.id && (isOfZap || address === wanted.url),
  );
  await removeQuietly(
    connect,
    earlier.map(({ id }) => id),
    log,
  );
  return webhook;
};
