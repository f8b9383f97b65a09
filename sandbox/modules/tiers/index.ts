import { one, param, sendList } from '../../lists.ts';
import type { SandboxModule } from '../../module.ts';
import { seesTier, tiersOf } from './store.ts';

/** Customers and resellers at `/tier`. */
export const tiers: SandboxModule = {
  name: 'tiers',
  paths: { '/tier': 'Customers' },
  open: tiersOf,
  routes: (context) => {
    const { app, world, callerOf } = context;
    const { accounts } = tiersOf(world);
    app.get('/tier/accounts', (request, reply) => sendList(context, request, reply, accounts, seesTier));
    app.get('/tier/accounts/:id', async (request) =>
      accounts.shown(one(accounts, param(request, 'id'), (row) => seesTier(row, callerOf(request)))),
    );
  },
};
