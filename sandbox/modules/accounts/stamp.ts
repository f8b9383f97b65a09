import type { Account, Stamp } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { accountsOf } from './store.ts';

/** Now, by the first person of an account. */
export const stamp = (world: World, caller: Account): Stamp => {
  const [user] = accountsOf(world).usersOf(caller.id);
  return {
    at: world.now(),
    by: user ? { id: user.id, name: user.name } : { id: caller.id, name: caller.name },
  };
};
