import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Control } from '../../control.ts';
import { jsonServer, keepsAnswers } from '../../http.ts';
import type { World } from '../../world/world.ts';
import { refuse, type Tenant, type Tenants } from './store.ts';

const isToken = (header: string | undefined, token: string): boolean => {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/** Answers in the manner of the system. */
const answered = (tenants: Tenants, reply: FastifyReply, status: number, tenant?: Tenant): FastifyReply => {
  const isLook = reply.request.method === 'GET';
  const { manner } = tenants;
  if (manner === 'later' && !isLook)
    return reply.code(202).send(tenant && { ...tenant, status: 'provisioning' });
  if (manner === 'text' && status !== 204) return reply.code(status).type('text/plain').send(tenant?.status);
  if (manner === 'empty' && !isLook) return reply.code(status).send();
  if (manner === 'anonymous' && tenant) return reply.code(status).send({ ...tenant, id: undefined });
  return reply.code(status).send(tenant);
};

/** The vendor's system over HTTP: six operations at `/tenant`, behind a token. */
export const tenantServer = (
  world: World,
  tenants: Tenants,
  control: Control,
  token: string,
): FastifyInstance => {
  const app = jsonServer(({ errors }) => ({ error: errors.join(' ') }));
  keepsAnswers(app, world);
  const id = (request: { params: unknown }) => (request.params as { id: string }).id;
  control.watch(app, 'tenant', '');
  app.addHook('onRequest', async (request) => {
    if (!isToken(request.headers.authorization, token)) throw refuse(401, 'The token is missing or wrong.');
  });
  const sent = (reply: FastifyReply, status: number, tenant?: Tenant) =>
    answered(tenants, reply, status, tenant);
  app.post('/tenant', async (request, reply) => sent(reply, 201, tenants.create(request.body)));
  app.get('/tenant/:id', async (request, reply) => sent(reply, 200, tenants.get(id(request))));
  app.put('/tenant/:id', async (request, reply) =>
    sent(reply, 200, tenants.setLimits(id(request), request.body)),
  );
  app.put('/tenant/:id/disable', async (request, reply) => {
    tenants.bring(id(request), 'suspended');
    return sent(reply, 204);
  });
  app.put('/tenant/:id/enable', async (request, reply) => {
    tenants.bring(id(request), 'active');
    return sent(reply, 204);
  });
  app.delete('/tenant/:id', async (request, reply) => {
    tenants.delete(id(request));
    return sent(reply, 204);
  });
  return app;
};
