import { createRequire } from 'node:module';

/**
 * Loaded before every test file, and by the bench. Zapier's core ends a process that has grown beyond 450 MB, as it does
 * between two runs of a Zap; these hold sandboxes and more beside the App, and would be begun anew without a word.
 */
const constants = createRequire(import.meta.url)('zapier-platform-core/src/constants') as {
  KILL_MAX_LIMIT: number;
};
constants.KILL_MAX_LIMIT = Number.POSITIVE_INFINITY;
