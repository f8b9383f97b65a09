import type { FastifyInstance } from 'fastify';
import { asObject } from '../../body.ts';
import { MANNERS, type Tenants } from './store.ts';

/** The control endpoint of the vendor's system: in which manner it answers. */
export const tenantControl = (app: FastifyInstance, tenants: Tenants): void => {
  app.get('/__control/tenants', async () => ({ manner: tenants.manner }));
  app.post('/__control/tenants', async (request, reply) => {
    const given = asObject(request.body)['manner'];
    const manner = MANNERS.find((one) => one === given);
    if (!manner) return reply.code(400).send({ error: `manner has to be one of: ${MANNERS.join(', ')}.` });
    tenants.manner = manner;
    return { manner };
  });
};
