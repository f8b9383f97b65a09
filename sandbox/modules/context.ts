import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalid, notFound } from '../errors.ts';
import { rawQuery } from '../http.ts';
import { type Row, RqlError, type Table } from '../rql/index.ts';
import type { Account, Asset } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** What the routes of Connect's modules need. */
export interface Context {
  readonly app: FastifyInstance;
  readonly world: World;
  /** Whether a filter that the endpoint doesn't have is a mistake. */
  readonly strict: boolean;
  readonly callerOf: (request: FastifyRequest) => Account;
}

/** Whether an account may see a row. */
export type Visible<T> = (row: T, caller: Account) => boolean;

export const everyone = () => true;

/** Whether an account is one of the two sides of a connection. */
export const isParty = (connection: Pick<Asset['connection'], 'vendor' | 'provider'>, caller: Account) =>
  (caller.type === 'vendor' ? connection.vendor.id : connection.provider.id) === caller.id;

/** A part of the path: `:id`. */
export const param = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? '';

/**
 * Sends a page of a table, with Connect's Content-Range. An empty page shows its offset twice; `limit=0`, which
 * asks for the count alone, shows 0.
 * @throws ApiError 400 for a query that Connect would refuse.
 */
export const sendList = <T extends Row>(
  { callerOf, strict }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  table: Table<T>,
  visible: Visible<T>,
) => {
  const caller = callerOf(request);
  try {
    const { items, total, offset, limit } = table.list(rawQuery(request), {
      viewer: caller.id,
      visible: (row) => visible(row, caller),
      strict,
    });
    const first = limit === 0 ? 0 : offset;
    const last = first + Math.max(0, items.length - 1);
    return reply.header('content-range', `items ${first}-${last}/${total}`).send(items);
  } catch (error) {
    throw error instanceof RqlError ? invalid(error.message) : error;
  }
};

/** A row by its ID. @throws ApiError 404 when there is none that the caller may see. */
export const findVisible = <T extends Row>(
  { callerOf }: Context,
  request: FastifyRequest,
  table: Table<T> | undefined,
  id: string,
  visible: Visible<T>,
): T => {
  const row = table?.get(id);
  if (!row || !visible(row, callerOf(request))) throw notFound();
  return row;
};

/** Sends a text as Connect renders templates. */
export const sendMarkdown = (reply: FastifyReply, text: string) =>
  reply.type('text/markdown; charset=utf-8').send(text);
