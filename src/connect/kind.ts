import type * as z from 'zod/mini';
import type { Collection, Query } from './rql.ts';

/** A kind of object: where it lives, what people call it, and its form. */
export interface Kind<C extends Collection, Schema extends z.ZodMiniType> {
  /** The collection's name; `{}` are ids of its parents, in order. */
  readonly collection: C;
  /** `fulfillment request` */
  readonly noun: string;
  /** The module of Connect whose permission a key needs. */
  readonly module: string;
  readonly schema: Schema;
  /** What tells rows of a list apart, where they have no id. */
  readonly keyOf?: (row: z.infer<Schema>) => string;
}

/** Gives the kinds of objects of one of Connect's modules. @param module whose permission a key needs for them. */
export const kindsOf =
  (module: string) =>
  <C extends Collection, Schema extends z.ZodMiniType>(
    kind: Omit<Kind<C, Schema>, 'module'>,
  ): Kind<C, Schema> => ({
    module,
    ...kind,
  });

export interface ListOptions<C extends Collection> extends Query<C> {
  /** The most rows to return. */
  readonly limit: number;
  /** Rows to pass over. */
  readonly offset?: number;
  /** Rows to ask for at once, where one call is worth a larger answer. */
  readonly pageSize?: number;
}

export interface Page<T> {
  readonly rows: T[];
  /** How many rows match in all, as Connect counts them. */
  readonly total: number;
}

/** One page as it came, with what of it could be read. */
export interface LenientPage<T> {
  readonly rows: T[];
  /** Rows that don't have the form of their kind: their id, where it can be read, what is wrong, and the row itself. */
  readonly unreadable: readonly {
    readonly id: string | undefined;
    readonly field: string;
    readonly row: unknown;
  }[];
  /** How many rows match in all, where Connect says so. */
  readonly total: number | undefined;
  readonly bytes: number;
}

/** Options of calls that change something. */
export interface WriteOptions {
  /** What is being done, for messages: `approve fulfillment request PR-1`. */
  readonly what?: string;
  /** How to find out whether it was done, when no answer came. */
  readonly check?: string;
}
