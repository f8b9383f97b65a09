import { notFound } from '../../errors.ts';
import { param } from '../../lists.ts';
import type { SandboxModule } from '../../module.ts';
import { tiersOf } from './store.ts';

/** Customers and resellers at `/tier`. */
export const tiers: SandboxModule = {
  name: 'tiers',
  paths: { '/tier': 'Customers' },
  open: tiersOf,
  routes: ({ app, world, callerOf }) => {
    app.get('/tier/accounts/:id', async (request) => {
      const account = tiersOf(world).seenBy(param(request, 'id'), callerOf(request).id);
      if (!account) throw notFound();
      return account;
    });
  },
};
