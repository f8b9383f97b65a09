import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { ApiError, invalid, notFound } from './errors.ts';

const MAX_BODY = 20 * 1024 * 1024;

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
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body).trim();
    try {
      done(null, text ? JSON.parse(text) : undefined);
    } catch {
      done(invalid('JSON parse error.'), undefined);
    }
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

/** Starts a server. @param port 0 for any free one. @returns its origin. */
export const listen = (app: FastifyInstance, port: number): Promise<string> =>
  app.listen({ host: '127.0.0.1', port });
