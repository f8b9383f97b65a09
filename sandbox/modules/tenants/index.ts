import type { SandboxModule } from '../../module.ts';
import { tenantsOf } from './store.ts';

/** The vendor's own system: it has a server of its own, and nothing in Connect's API. */
export const tenants: SandboxModule = { name: 'tenants', paths: {}, open: tenantsOf, routes: () => {} };
