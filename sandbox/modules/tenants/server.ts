import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Control } from '../../control.ts';
import { jsonServer } from '../../http.ts';
import { refuse, type Tenants } from './store.ts';

const isToken = (header: string | undefined, token: string): boolean => {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/** The vendor's system over HTTP: six operations at `/tenant`, behind a token. */
export const tenantServer = (tenants: Tenants, control: Control, token: string): FastifyInstance => {
  const app = jsonServer(({ errors }) => ({ error: errors.join(' ') }));
  const id = (request: { params: unknown }) => (request.params as { id: string }).id;
  control.watch(app, 'tenant', '');
  app.addHook('onRequest', async (request) => {
    if (!isToken(request.headers.authorization, token)) throw refuse(401, 'The token is missing or wrong.');
  });
  app.post('/tenant', async (request, reply) => reply.code(201).send(tenants.create(request.body)));
  app.get('/tenant/:id', async (request) => tenants.get(id(request)));
  app.put('/tenant/:id', async (request) => tenants.setLimits(id(request), request.body));
  app.put('/tenant/:id/disable', async (request, reply) => {
    tenants.change(id(request), { status: 'suspended' });
    return reply.code(204).send();
  });
  app.put('/tenant/:id/enable', async (request, reply) => {
    tenants.change(id(request), { status: 'active' });
    return reply.code(204).send();
  });
  app.delete('/tenant/:id', async (request, reply) => {
    tenants.delete(id(request));
    return reply.code(204).send();
  });
  return app;
};
