import type { FastifyRequest } from 'fastify';
import { asObject } from '../../body.ts';
import { notFound } from '../../errors.ts';
import { one, param, sendList, sendRows } from '../../lists.ts';
import type { Context } from '../../module.ts';
import { conversationsOf } from '../conversations/store.ts';
import {
  ACCOUNT_ACTIONS,
  accountRequestsOf,
  answerAccountRequest,
  seesAccountRequest,
  tellVendors,
} from './accountRequests.ts';
import { createAccount, updateAccount } from './accounts.ts';
import {
  actOnConfigRequest,
  approvalOf,
  CONFIG_ACTIONS,
  renderedFor,
  updateConfigRequest,
  validatedConfigRequest,
} from './configActions.ts';
import { configurationsOf, seesConfig, seesConfigRequest } from './configs.ts';
import { createConfigRequest } from './setup.ts';
import { seesTier, tiersOf } from './store.ts';

const bodyOf = (request: FastifyRequest) => asObject(request.body);

export const accountRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const tiers = tiersOf(world);
  const { accounts } = tiers;
  const find = (request: FastifyRequest) =>
    one(accounts, param(request, 'id'), (row) => seesTier(row, callerOf(request)));
  conversationsOf(world).about(accounts, seesTier);
  app.get('/tier/accounts', (request, reply) => sendList(context, request, reply, accounts, seesTier));
  app.post('/tier/accounts', async (request, reply) =>
    reply.code(201).send(createAccount(world, callerOf(request), bodyOf(request))),
  );
  app.get('/tier/accounts/:id', async (request) => accounts.shown(find(request)));
  app.put('/tier/accounts/:id', async (request) =>
    updateAccount(world, callerOf(request), find(request), bodyOf(request)),
  );
  app.get('/tier/accounts/:id/versions', (request, reply) => {
    const rows = tiers
      .versionsOf(find(request))
      .map((version) => ({ id: String(version['version']), version }));
    return sendRows(
      context,
      request,
      reply,
      '/tier/accounts/{account_id}/versions',
      rows,
      ({ version }) => version,
    );
  });
  app.get('/tier/accounts/:id/versions/:version', async (request) => {
    const found = tiers
      .versionsOf(find(request))
      .find(({ version }) => String(version) === param(request, 'version'));
    if (!found) throw notFound();
    return found;
  });
};

export const accountRequestRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const requests = accountRequestsOf(world);
  const find = (request: FastifyRequest) =>
    one(requests, param(request, 'id'), (row) => seesAccountRequest(row, callerOf(request)));
  conversationsOf(world).about(requests, seesAccountRequest);
  app.get('/tier/account-requests', (request, reply) =>
    sendList(context, request, reply, requests, seesAccountRequest),
  );
  app.post('/tier/account-requests', async (request, reply) =>
    reply
      .code(201)
      .send(tellVendors(world, callerOf(request), bodyOf(request)).map((row) => requests.shown(row))),
  );
  app.get('/tier/account-requests/:id', async (request) => requests.shown(find(request)));
  for (const action of ACCOUNT_ACTIONS) {
    app.post(`/tier/account-requests/:id/${action}`, async (request) => {
      const row = find(request);
      answerAccountRequest(world, callerOf(request), row, action, bodyOf(request));
      return requests.shown(row);
    });
  }
};

export const configRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { configs, requests } = configurationsOf(world);
  const findConfig = (request: FastifyRequest) =>
    one(configs, param(request, 'id'), (row) => seesConfig(row, callerOf(request)));
  conversationsOf(world).about(configs, seesConfig);
  conversationsOf(world).about(requests, seesConfigRequest);
  app.get('/tier/configs', (request, reply) => sendList(context, request, reply, configs, seesConfig));
  app.get('/tier/configs/:id', async (request) => configs.shown(findConfig(request)));
  app.get('/tier/configs/:id/render', async (request, reply) => {
    const last = configurationsOf(world)
      .requestsOf(findConfig(request).id)
      .findLast(({ status }) => status === 'approved');
    return reply.type('text/markdown; charset=utf-8').send(last ? renderedFor(world, last) : '');
  });

  const find = (request: FastifyRequest) =>
    one(requests, param(request, 'id'), (row) => seesConfigRequest(row, callerOf(request)));
  app.get('/tier/config-requests', (request, reply) =>
    sendList(context, request, reply, requests, seesConfigRequest),
  );
  app.post('/tier/config-requests', async (request, reply) =>
    reply.code(201).send(requests.shown(createConfigRequest(world, callerOf(request), bodyOf(request)))),
  );
  app.get('/tier/config-requests/:id', async (request) => requests.shown(find(request)));
  app.put('/tier/config-requests/:id', async (request) => {
    const row = find(request);
    updateConfigRequest(world, callerOf(request), row, bodyOf(request));
    return requests.shown(row);
  });
  app.get('/tier/config-requests/:id/render', async (request, reply) =>
    reply.type('text/markdown; charset=utf-8').send(renderedFor(world, find(request))),
  );
  app.post('/tier/config-requests/:id/validate', async (request) =>
    requests.shown(validatedConfigRequest(find(request), bodyOf(request))),
  );
  for (const action of CONFIG_ACTIONS) {
    app.post(`/tier/config-requests/:id/${action}`, async (request, reply) => {
      const row = find(request);
      actOnConfigRequest(world, callerOf(request), row, action, bodyOf(request));
      // Connect answers the request after a submit alone.
      if (action === 'submit') return requests.shown(row);
      return action === 'approve' ? approvalOf(world, row) : reply.code(204).send();
    });
  }
};
