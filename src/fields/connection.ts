import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';

/** More connections of one product and hub than anybody has. */
const ENOUGH = 100;

/**
 * The connection through which a product is sold at a hub.
 * @param environment production, test or preview; needed when there are several.
 * @throws ConnectError when there is none, or several to choose from, naming them.
 */
export const findConnection = async (
  connect: Connect,
  {
    productId,
    hubId,
    environment,
    marketplaceId,
  }: {
    productId: string;
    hubId: string;
    environment?: string | undefined;
    marketplaceId?: string | undefined;
  },
): Promise<string> => {
  const { rows } = await connect
    .productConnections(productId)
    .list({ where: { 'hub.id': hubId }, limit: ENOUGH })
    .catch((error: unknown) => {
      const isUnknown = error instanceof ConnectError && error.status === 404;
      throw isUnknown
        ? new ConnectError(
            'fix',
            `Connect has no product ${productId} that this connection can see. ${error.said}${error.code ? ` (${error.code})` : ''}`.trim(),
            {
              status: 404,
              code: error.code,
            },
          )
        : error;
    });
  const candidates = rows.filter(
    (row) =>
      (!environment || row.type === environment) &&
      (!marketplaceId || !row.marketplace?.id || row.marketplace.id === marketplaceId),
  );
  const named = rows.map((row) => `${row.id} (${row.type})`).join(', ');
  const [only, ...others] = candidates;
  if (!only) {
    const there = rows.length ? `There is ${named}.` : 'Ask the vendor, or choose another product or hub.';
    throw new ConnectError(
      'fix',
      `Product ${productId} has no ${environment ? `${environment} ` : ''}connection to hub ${hubId}${marketplaceId ? ` in marketplace ${marketplaceId}` : ''}. ${there}`,
    );
  }
  if (others.length) {
    throw new ConnectError(
      'fix',
      `Product ${productId} is connected to hub ${hubId} several times: ${named}. Choose one of them with Environment.`,
    );
  }
  return only.id;
};
