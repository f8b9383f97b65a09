import type { FastifyRequest } from 'fastify';
import { notFound } from '../../errors.ts';
import { param, sendRows } from '../../lists.ts';
import type { Context } from '../../module.ts';
import { ref } from '../../world/model.ts';
import { type Token, tokens } from './data.ts';

const EXTENSION = { id: 'SRVC-0000-0000', name: 'Custom' };

/** A token as it is shown: without its secret. */
const shown = ({ id, account, status, modules = [] }: Token) => ({
  id,
  name: `Token ${id}`,
  description: '',
  owner: ref(account),
  status: status === 'active' ? ('active' as const) : ('inactive' as const),
  extension: EXTENSION,
  permissions: modules.map((name) => ({ id: `${id}-${name}`, object: { id: name } })),
  expiration_date: null,
});

/** The tokens of the own account at `/auth/tokens`, to be read alone. */
export const tokenRoutes = (context: Context): void => {
  const { app, callerOf } = context;
  const own = (request: FastifyRequest) =>
    tokens.filter(({ account }) => account.id === callerOf(request).id).map(shown);
  const find = (request: FastifyRequest) => {
    const found = own(request).find(({ id }) => id === param(request, 'id'));
    if (!found) throw notFound();
    return found;
  };
  app.get('/auth/tokens', (request, reply) =>
    sendRows(context, request, reply, '/auth/tokens', own(request)),
  );
  app.get('/auth/tokens/:id', async (request) => find(request));
  app.get('/auth/tokens/:id/permissions', (request, reply) =>
    sendRows(context, request, reply, '/auth/tokens/{token_id}/permissions', find(request).permissions),
  );
};
