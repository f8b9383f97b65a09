import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid, notFound } from './errors.ts';
import { rawQuery } from './http.ts';
import type { Context } from './module.ts';
import { collections, type Row, RqlError, Table } from './rql/index.ts';
import type { Json } from './rql/values.ts';
import type { Account } from './world/model.ts';

type Params = Record<string, string>;
export const param = (request: FastifyRequest, name: string): string =>
  (request.params as Params)[name] ?? '';

/** Sends a page of a table, with Connect's Content-Range. */
export const sendList = <T extends Row>(
  { callerOf, strict }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  table: Table<T>,
  visible: (row: T, caller: Account) => boolean,
) => {
  const caller = callerOf(request);
  try {
    const { items, total, offset } = table.list(rawQuery(request), {
      viewer: caller.id,
      visible: (row) => visible(row, caller),
      strict,
    });
    const last = items.length ? offset + items.length - 1 : offset;
    return reply.header('content-range', `items ${offset}-${last}/${total}`).send(items);
  } catch (error) {
    throw error instanceof RqlError ? invalid(error.message) : error;
  }
};

/** Sends a page of rows that are few and put together for this call. */
export const sendRows = <T extends Row>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  collection: string,
  rows: readonly T[],
  compose?: (row: T) => Json,
) => {
  const spec = collections[collection];
  if (!spec) throw new Error(`The sandbox has no collection ${collection}`);
  const table = new Table<T>(spec, compose, (below) => context.world.chance.below(below));
  table.insertMany(rows);
  return sendList(context, request, reply, table, everyone);
};

/** For lists in which everybody sees everything. */
export const everyone = () => true;

/** A row by its ID. @throws ApiError 404 when there is none that the caller may see. */
export const one = <T extends Row>(table: Table<T>, id: string, isVisible: (row: T) => boolean): T => {
  const row = table.get(id);
  if (!row || !isVisible(row)) throw notFound();
  return row;
};
