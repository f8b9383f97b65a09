import type { SandboxModule } from '../../module.ts';
import type { World } from '../../world/world.ts';
import { configurationsOf } from '../tiers/configs.ts';
import { goOn } from './placing.ts';
import { wakeUp } from './record.ts';
import { assetRoutes, requestRoutes } from './routes.ts';
import { subscriptionsOf } from './store.ts';

/** Fulfillment requests at `/requests`, and the subscriptions that they make at `/assets`. */
export const requests: SandboxModule = {
  name: 'requests',
  paths: { '/requests': 'Subscriptions', '/assets': 'Subscriptions' },
  open: (world: World) => {
    subscriptionsOf(world);
    world.onTime(() => wakeUp(world));
    configurationsOf(world).onEnd.push((request) => goOn(world, request));
  },
  routes: (context) => {
    requestRoutes(context);
    assetRoutes(context);
  },
};
