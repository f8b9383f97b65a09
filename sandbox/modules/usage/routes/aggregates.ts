import { one, param, sendRows } from '../../../lists.ts';
import type { Context } from '../../../module.ts';
import type { Account } from '../../../world/model.ts';
import { subscriptionsOf } from '../../requests/store.ts';
import type { Aggregate } from '../model.ts';
import { usageOf } from '../store.ts';

/** What was accepted, added up by item and subscription. */
const aggregatesFor = ({ world }: Context, caller: Account, assetId?: string): Aggregate[] => {
  const sums = new Map<string, Aggregate>();
  for (const file of usageOf(world).files.all()) {
    if (![file.vendor.id, file.provider.id].includes(caller.id)) continue;
    for (const record of usageOf(world).recordsOf(file.id)) {
      if (!['approved', 'closed'].includes(record.status)) continue;
      if (assetId && record.asset.id !== assetId) continue;
      const id = `${record.item.id} ${record.asset.id}`;
      const sum = sums.get(id) ?? {
        id,
        item: record.item,
        asset: record.asset,
        usage: 0,
        amount: 0,
        currency: record.usagefile.currency,
        accepted: 0,
        consumed: 0,
      };
      // Sums of decimals carry an error far beyond what items allow.
      sum.usage = Number((sum.usage + record.usage).toFixed(8));
      sum.amount = Number((sum.amount + (record.amount ?? 0)).toFixed(8));
      sum.accepted += 1;
      sum.consumed = Math.round(sum.usage);
      sums.set(id, sum);
    }
  }
  return [...sums.values()];
};

/** Aggregates have no ID at Connect. */
const withoutId = ({ id: _id, ...shown }: Aggregate) => shown;

export const aggregateRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  app.get('/usage/aggregates', (request, reply) =>
    sendRows(
      context,
      request,
      reply,
      '/usage/aggregates',
      aggregatesFor(context, callerOf(request)),
      withoutId,
    ),
  );
  app.get('/assets/:id/usage/aggregates', (request, reply) => {
    const caller = callerOf(request);
    const asset = one(subscriptionsOf(world).assets, param(request, 'id'), (row) =>
      [row.connection.vendor.id, row.connection.provider.id].includes(caller.id),
    );
    return sendRows(
      context,
      request,
      reply,
      '/assets/{asset_id}/usage/aggregates',
      aggregatesFor(context, caller, asset.id),
      withoutId,
    );
  });
};
