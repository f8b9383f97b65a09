import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** What of Zapier's core has to be otherwise than on Zapier's machines. Imported before core. */

// It checks what operations return, as the editor does, and keeps its own log quiet.
process.env['NODE_ENV'] ??= 'test';

const require = createRequire(import.meta.url);
const constants = require('zapier-platform-core/src/constants') as { KILL_MAX_LIMIT: number };
// Core ends a process that has grown, as Zapier begins a new one then; here it would end the whole simulation.
constants.KILL_MAX_LIMIT = Number.POSITIVE_INFINITY;

const domain = require('node:domain') as { create: () => unknown };
const { create } = domain;

/**
 * Core runs each step in a domain, for errors that nobody catches. With domains Node follows each promise, which takes a
 * third of the time; without them such an error ends the simulation, so that it is seen, too.
 * @returns what brings them back.
 */
export const withoutDomains = (): (() => void) => {
  domain.create = () => Object.assign(new EventEmitter(), { run: (work: () => unknown) => work() });
  return () => {
    domain.create = create;
  };
};
