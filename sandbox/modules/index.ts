import type { SandboxModule } from '../module.ts';
import { accounts } from './accounts/index.ts';
import { billing } from './billing/index.ts';
import { catalog } from './catalog/index.ts';
import { conversations } from './conversations/index.ts';
import { helpdesk } from './helpdesk/index.ts';
import { listings } from './listings/index.ts';
import { reports } from './reports/index.ts';
import { requests } from './requests/index.ts';
import { tenants } from './tenants/index.ts';
import { tiers } from './tiers/index.ts';
import { usage } from './usage/index.ts';
import { webhooks } from './webhooks/index.ts';

/** All that the sandbox has. A module may use those before it. */
export const modules: readonly SandboxModule[] = [
  accounts,
  catalog,
  conversations,
  tiers,
  requests,
  billing,
  listings,
  usage,
  helpdesk,
  reports,
  webhooks,
  tenants,
];
