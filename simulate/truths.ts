import { eventTruths } from './eventTruths.ts';
import { orderTruths } from './orderTruths.ts';
import type { Purchase } from './shops.ts';
import type { Tasks } from './tasks.ts';
import { tenantTruths } from './tenantTruths.ts';
import type { Town } from './town.ts';
import type { Usage } from './usage.ts';
import { usageTruths } from './usageTruths.ts';
import type { Zap } from './zaps.ts';

/** What has to be true at the end of every history, by the books of Connect and of the vendor's system. */

export interface Ending {
  readonly purchases: readonly Purchase[];
  readonly tasks: Tasks;
  readonly usage: Usage;
  readonly zaps: readonly Zap[];
}

export const checkAll = (town: Town, ending: Ending): void => {
  orderTruths(town, ending);
  tenantTruths(town, ending);
  usageTruths(town, ending);
  eventTruths(town, ending);
};
