import { one, param, sendList, sendRows } from '../../lists.ts';
import type { SandboxModule } from '../../module.ts';
import type { Row } from '../../rql/index.ts';
import type { Account } from '../../world/model.ts';
import { accountsOf } from './store.ts';

/** Accounts at `/accounts`: each sees itself alone. */
export const accounts: SandboxModule = {
  name: 'accounts',
  paths: { '/accounts': undefined },
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
  },
};
