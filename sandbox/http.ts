import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ApiError, invalid, notFound } from './errors.ts';
import type { World } from './world/world.ts';

/** Where the API stands below the server's origin, as at CloudBlue. */
export const BASE = '/public/v1';

const MAX_BODY = 20 * 1024 * 1024;
/** Letters of an id; Node takes no longer addresses. */
const MAX_PARAM = 16 * 1024;

/** Levels of lists and objects inside each other; Python, in which Connect is written, gives up at as many. */
const MAX_LEVELS = 1_000;

/** Whether a value is nested deeper than code that walks through it can follow. */
const isTooDeep = (value: unknown): boolean => {
  let level = [value];
  for (let depth = 0; level.length; depth += 1) {
    if (depth > MAX_LEVELS) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
};

/** The query string as it came: RQL is not made of names and values. */
export const rawQuery = (request: FastifyRequest): string =>
  request.raw.url?.split('?').slice(1).join('?') ?? '';

/**
 * A server on this machine alone that speaks JSON.
 * @param refusal the body of a refusal.
 */
export const jsonServer = (refusal: (error: ApiError) => object): FastifyInstance => {
  const app = fastify({
    bodyLimit: MAX_BODY,
    // Connect describes no HEAD, and routes for it would take a third of the time that a sandbox starts in.
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM },
    // What the router itself refuses, such as a broken escape in a path.
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const status = error.statusCode ?? 400;
      reply.code(status).send(refusal(new ApiError(status, 'VAL_001', error.message)));
    },
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body).trim();
    let value: unknown;
    try {
      value = text ? JSON.parse(text) : undefined;
      if (isTooDeep(value)) throw new RangeError('too deep');
    } catch {
      return done(invalid('JSON parse error.'), undefined);
    }
    return done(null, value);
  });
  app.setErrorHandler((error, _request, reply) => {
    const known =
      error instanceof ApiError
        ? error
        : new ApiError(
            (error as { statusCode?: number }).statusCode ?? 500,
            'SYS_001',
            (error as Error).message,
          );
    return reply.code(known.status).send(refusal(known));
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(refusal(notFound())));
  return app;
};

/** What a call may have changed is kept before it is answered. */
export const keepsAnswers = (app: FastifyInstance, world: World): void => {
  app.addHook('onSend', async ({ method }, _reply, payload) => {
    if (method !== 'GET') world.onChange();
    world.beforeAnswer();
    return payload;
  });
};

/** A part of a server, by name: of one without, Fastify looks for the file among all modules that are loaded. */
export const part = (name: string, routes: (app: FastifyInstance) => Promise<void>) =>
  Object.assign(routes, { [Symbol.for('fastify.display-name')]: name });

/** Starts a server. @param port 0 for any free one. @returns its origin. */
export const listen = (app: FastifyInstance, port: number): Promise<string> =>
  app.listen({ host: '127.0.0.1', port });
