import type { SandboxModule } from '../../module.ts';
import { resume } from './resume.ts';
import { usageRoutes } from './routes/index.ts';
import { usageOf } from './store.ts';

/** Usage at `/usage`. */
export const usage: SandboxModule = {
  name: 'usage',
  paths: { '/usage': 'Usage' },
  open: usageOf,
  routes: usageRoutes,
  resume,
};
