import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Control, controlRoutes } from './control.ts';
import { serveTheRest } from './endpoints.ts';
import { forbidden, notFound, unauthorized, wrongMethod } from './errors.ts';
import { BASE, jsonServer, keepsAnswers, part } from './http.ts';
import { tokens } from './modules/accounts/data.ts';
import { modules } from './modules/index.ts';
import { MAX_UPLOAD } from './uploads.ts';
import type { Account } from './world/model.ts';
import type { World } from './world/world.ts';

/** The permission that a path needs, by its first part. */
const PERMISSIONS = new Map(modules.flatMap(({ paths }) => Object.entries(paths)));

/** The account that a call is made for. @throws ApiError 401 for a key that doesn't work, 403 for a missing permission. */
const authenticate = (request: FastifyRequest): Account => {
  const [, id = '', secret = ''] =
    /^ApiKey (SU-[\d-]+):(.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const token = tokens.find((one) => one.id === id && one.secret === secret);
  if (!token) throw unauthorized();
  if (token.status === 'disabled') throw unauthorized('API token is disabled.');
  const [first = ''] = /^\/\w[\w-]*/.exec((request.raw.url ?? '').slice(BASE.length)) ?? [];
  const permission = PERMISSIONS.get(first);
  if (permission && token.modules && !token.modules.includes(permission)) {
    throw forbidden(`The token has no permission for the module ${permission}.`);
  }
  return token.account;
};

/** Connect's API over a world. */
export const connectServer = (
  world: World,
  control: Control,
  options: { strict: boolean; delay: number; log?: (line: string) => void },
): FastifyInstance => {
  const app = jsonServer(({ code, errors }) => ({ error_code: code, errors }));
  keepsAnswers(app, world);
  const callers = new WeakMap<FastifyRequest, Account>();
  const callerOf = (request: FastifyRequest): Account => {
    const caller = callers.get(request);
    if (!caller) throw unauthorized();
    return caller;
  };
  app.register(
    part('connect', async (api) => {
      const routes: { endpoint: string; pattern: RegExp }[] = [];
      api.addHook('onRoute', ({ method, url }) => {
        const pattern = new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]+')}/?$`);
        for (const one of [method].flat())
          routes.push({ endpoint: `${one} ${url.slice(BASE.length)}`, pattern });
      });
      control.watch(api, 'connect', BASE);
      api.addHook('onRequest', async (request) => {
        callers.set(request, authenticate(request));
        world.wake();
      });
      await api.register(multipart, { limits: { fileSize: MAX_UPLOAD } });
      const context = { app: api, world, strict: options.strict, delay: options.delay, callerOf };
      for (const module of modules) await module.routes(context);
      serveTheRest(
        api,
        routes.map(({ endpoint }) => endpoint),
      );
      // Inside of the API, so that such calls are authenticated, reported and hit by faults too.
      api.setNotFoundHandler(async (request) => {
        const path = request.raw.url?.split('?')[0] ?? '';
        throw routes.some(({ pattern }) => pattern.test(path)) ? wrongMethod(request.method) : notFound();
      });
    }),
    { prefix: BASE },
  );
  app.register(part('control', async (own) => controlRoutes(own, control, world)));
  if (options.log) {
    app.addHook('onResponse', async (request, reply) => {
      options.log?.(
        `${reply.statusCode} ${request.method} ${request.raw.url} ${Math.round(reply.elapsedTime)} ms`,
      );
    });
  }
  return app;
};
