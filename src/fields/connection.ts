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
  { productId, hubId, environment }: { productId: string; hubId: string; environment?: string | undefined },
): Promise<string> => {
  const { rows } = await connect
    .productConnections(productId)
    .list({ where: { 'hub.id': hubId }, limit: ENOUGH });
  const candidates = rows.filter((row) => !environment || row.type === environment);
  const named = rows.map((row) => `${row.id} (${row.type})`).join(', ');
  const [only, ...others] = candidates;
  if (!only) {
    const there = rows.length ? `There is ${named}.` : 'Ask the vendor, or choose another product or hub.';
    throw new ConnectError(
      'fix',
      `Product ${productId} has no ${environment ? `${environment} ` : ''}connection to hub ${hubId}. ${there}`,
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
