import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from './world/model.ts';
import type { World } from './world/world.ts';

/** What the routes of Connect's modules need. */
export interface Context {
  readonly app: FastifyInstance;
  readonly world: World;
  /** Whether a filter that the endpoint doesn't have is a mistake. */
  readonly strict: boolean;
  readonly callerOf: (request: FastifyRequest) => Account;
  /** Milliseconds that Connect takes over a step of its own in the background. */
  readonly delay: number;
}

/** A module of Connect: what it keeps, its part of the API, and what it does by itself. */
export interface SandboxModule {
  readonly name: string;
  /** The first parts of its paths, `/tier`, each with the permission that a key needs for them; none for all keys. */
  readonly paths: Readonly<Record<string, string | undefined>>;
  /** Opens what it keeps in a world: its tables, with the rows that are there from the beginning. */
  readonly open: (world: World) => unknown;
  /** Its endpoints. */
  readonly routes: (context: Context) => void | Promise<void>;
  /** Takes up again what was going on when a sandbox ended whose state was kept. */
  readonly resume?: (world: World, delay: number) => void;
}
