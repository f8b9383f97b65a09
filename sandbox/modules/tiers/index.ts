import type { SandboxModule } from '../../module.ts';
import type { World } from '../../world/world.ts';
import { accountRequestsOf } from './accountRequests.ts';
import { configurationsOf } from './configs.ts';
import { accountRequestRoutes, accountRoutes, configRoutes } from './routes.ts';
import { tiersOf } from './store.ts';

/** Customers and resellers at `/tier`, and what products keep of them. */
export const tiers: SandboxModule = {
  name: 'tiers',
  paths: { '/tier': 'Customers' },
  open: (world: World) => {
    tiersOf(world);
    accountRequestsOf(world);
    configurationsOf(world);
  },
  routes: (context) => {
    accountRoutes(context);
    accountRequestRoutes(context);
    configRoutes(context);
  },
};
