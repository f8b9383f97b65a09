import type { Connect } from '../connect/connect.ts';
import type { Input } from '../zapier/filter.ts';

/** The requests that bring a subscription to a status; without one, it is the purchase that makes it. */
const LEADING: Readonly<Record<string, readonly string[]>> = {
  active: ['purchase', 'resume', 'cancel'],
  suspended: ['suspend', 'cancel', 'resume'],
  terminating: ['cancel'],
  terminated: ['cancel', 'purchase'],
};

/**
 * Which subscriptions were placed, or reached the chosen status, after a time (ISO 8601): Connect doesn't say so of a
 * subscription, but its requests do, which don't change any more once they are through.
 */
export const subscriptionsReachedSince = async <Row extends { readonly id: string }>(
  connect: Connect,
  { status }: Input,
  assets: readonly Row[],
  time: string,
): Promise<ReadonlySet<Row>> => {
  const { rows } = await connect.requests.list({
    where: {
      'asset.id': { in: assets.map(({ id }) => id) },
      type: { in: LEADING[String(status)] ?? ['purchase'] },
      updated: { gt: time },
    },
    ordering: ['-updated'],
    limit: 1_000,
    pageSize: 500,
  });
  const reached = new Set(rows.map(({ asset }) => asset?.id));
  return new Set(assets.filter(({ id }) => reached.has(id)));
};
