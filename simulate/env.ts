import { createRequire } from 'node:module';

/** Imported before Zapier's core: it checks what operations return, as the editor does, and keeps its own log quiet. */
process.env['NODE_ENV'] ??= 'test';

const constants = createRequire(import.meta.url)('zapier-platform-core/src/constants') as {
  KILL_MAX_LIMIT: number;
};
// Core ends a process that has grown, as Zapier begins a new one then; here it would end the whole simulation.
constants.KILL_MAX_LIMIT = Number.POSITIVE_INFINITY;
