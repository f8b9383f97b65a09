import { notFound } from '../../errors.ts';
import { one, param, sendList, sendRows } from '../../lists.ts';
import type { SandboxModule } from '../../module.ts';
import type { Row } from '../../rql/index.ts';
import type { Account } from '../../world/model.ts';
import { stamp } from './stamp.ts';
import { accountsOf } from './store.ts';
import { tokenRoutes } from './tokens.ts';

/** Accounts at `/accounts`, each of which sees itself alone, and their people. */
export const accounts: SandboxModule = {
  name: 'accounts',
  paths: { '/accounts': undefined, '/users': undefined, '/auth': undefined },
  open: accountsOf,
  routes: (context) => {
    const { app, world, callerOf } = context;
    const { accounts, usersOf } = accountsOf(world);
    const isSelf = (row: Row, caller: Account) => row.id === caller.id;
    app.get('/accounts', (request, reply) => sendList(context, request, reply, accounts, isSelf));
    app.get('/accounts/:id', async (request) =>
      one(accounts, param(request, 'id'), (row) => isSelf(row, callerOf(request))),
    );
    app.get('/accounts/:id/users', async (request, reply) => {
      const account = one(accounts, param(request, 'id'), (row) => isSelf(row, callerOf(request)));
      return sendRows(context, request, reply, '/accounts/{account_id}/users', usersOf(account.id));
    });
    const userOf = (accountId: string, userId: string) => {
      const user = usersOf(accountId).find(({ id }) => id === userId);
      if (!user) throw notFound();
      return user;
    };
    app.get('/accounts/:id/users/:user', async (request) => {
      const account = one(accounts, param(request, 'id'), (row) => isSelf(row, callerOf(request)));
      return userOf(account.id, param(request, 'user'));
    });
    app.get('/users/:user', async (request) => userOf(callerOf(request).id, param(request, 'user')));
    app.get('/auth/context', async (request) => {
      const { id, name } = callerOf(request);
      return { account: { id, name }, user: stamp(world, callerOf(request)).by };
    });
    tokenRoutes(context);
  },
};
