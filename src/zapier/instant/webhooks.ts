import { randomBytes } from 'node:crypto';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { withRule } from '../../connect/reachState.ts';
import { OBJECT_CLASSES, type ObjectClass, type Webhook } from '../../connect/schemas/webhook.ts';
import { SECRET_HEADER } from './genuine.ts';

/** Webhooks in Connect: made for a Zap, and removed with it. */

/** Letters that Connect takes for a label. */
const LONGEST_LABEL = 100;
/** Webhooks of one label and product that are looked at. */
const MOST = 100;

const RULE =
  "The connection's key needs the module for webhooks (Integrations) and the one of the objects, and the product has to be yours or sold by you.";

export interface WebhookWanted {
  readonly objectClass: ObjectClass;
  readonly productId: string;
  /** What people find it by in Connect. */
  readonly label: string;
  readonly description: string;
  readonly url: string;
  readonly jwtSecret: string;
  readonly headerSecret: string;
}

export const newSecret = (): string => randomBytes(32).toString('hex');

const shortLabel = (label: string): string => label.slice(0, LONGEST_LABEL);

/** Webhooks with a label, of one product. */
const labelled = async (connect: Connect, label: string, productId: string): Promise<Webhook[]> => {
  const { rows } = await connect.webhooks.list({
    where: { label: shortLabel(label), 'product.id': productId },
    limit: MOST,
  });
  return rows;
};

/** Removes a webhook; one that is gone already is fine. @throws ConnectError otherwise. */
export const removeWebhook = async (connect: Connect, id: string): Promise<void> => {
  try {
    await connect.webhooks.delete(id);
  } catch (error) {
    if (!(error instanceof ConnectError && error.status === 404)) throw error;
  }
};

/**
 * Makes Connect call an address. What an earlier run has made for the same address gives way, so that one is left.
 * @throws ConnectError when Connect refuses it, with what the key needs.
 */
export const placeWebhook = async (connect: Connect, wanted: WebhookWanted): Promise<Webhook> => {
  const { objectClass, productId, label, description, url, jwtSecret, headerSecret } = wanted;
  const of = OBJECT_CLASSES[objectClass].toLowerCase();
  const earlier = (await labelled(connect, label, productId)).filter((one) => one.external_url === url);
  for (const { id } of earlier) await removeWebhook(connect, id);
  return withRule(
    RULE,
    connect.webhooks.create(
      {
        type: 'event',
        object_class: objectClass,
        label: shortLabel(label),
        description,
        product_id: productId,
        external_url: url,
        jwt_secret: jwtSecret,
        active: true,
        http_method: 'POST',
        data: {},
        headers: { 'Content-Type': 'application/json', [SECRET_HEADER]: headerSecret },
      },
      {
        what: `subscribe to events of ${of}s of product ${productId}`,
        check: 'Turning the Zap on again does no harm: it leaves one webhook.',
      },
    ),
  );
};
