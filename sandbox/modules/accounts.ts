import type { Row } from '../rql/index.ts';
import type { TierAccount } from '../world/model.ts';
import { type Context, everyone, findVisible, param, sendList, type Visible } from './context.ts';

const isSelf: Visible<Row> = (row, caller) => row.id === caller.id;

/** Connect's `/accounts`: the caller's own one, and its people. */
export const accountRoutes = (context: Context): void => {
  const { app, world } = context;
  app.get('/accounts', (request, reply) => sendList(context, request, reply, world.accounts, isSelf));
  app.get('/accounts/:id', async (request) =>
    findVisible(context, request, world.accounts, param(request, 'id'), isSelf),
  );
  const usersOf = (request: Parameters<typeof param>[0]) =>
    world.users[findVisible(context, request, world.accounts, param(request, 'id'), isSelf).id];
  app.get('/accounts/:id/users', (request, reply) =>
    sendList(context, request, reply, usersOf(request) ?? world.noUsers, everyone),
  );
  app.get('/accounts/:id/users/:user', async (request) =>
    findVisible(context, request, usersOf(request), param(request, 'user'), everyone),
  );
};

/** Connect's `/tier/accounts`: a distributor sees its own, a vendor those of its subscriptions. */
export const tierRoutes = (context: Context): void => {
  const { app, world } = context;
  const sees: Visible<TierAccount> = (row, caller) =>
    row.owner.id === caller.id ||
    (caller.type === 'vendor' && world.connectionsOf((one) => isBetween(one, row, caller.id)).length > 0);
  app.get('/tier/accounts', (request, reply) =>
    sendList(context, request, reply, world.tierAccounts, sees),
  );
  app.get('/tier/accounts/:id', async (request) =>
    findVisible(context, request, world.tierAccounts, param(request, 'id'), sees),
  );
};

const isBetween = (
  connection: { vendor: Row; provider: Row; hub: Row },
  account: TierAccount,
  vendor: string,
): boolean =>
  connection.vendor.id === vendor &&
  connection.provider.id === account.owner.id &&
  connection.hub.id === account.hub.id;
