import type { FastifyRequest } from 'fastify';
import { notFound } from '../../errors.ts';
import { one, param, sendRows } from '../../lists.ts';
import type { Context } from '../../module.ts';
import { type Account, ref } from '../../world/model.ts';
import { accountsOf } from '../accounts/store.ts';
import type { Hub, Partner } from './model.ts';
import { catalogOf, isParty } from './store.ts';

/** Who works with whom, and where: partners, countries, and what belongs to a hub. */
export const directoryRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const catalog = catalogOf(world);
  const { accounts, usersOf } = accountsOf(world);

  /** Those with whom an account has a contract. */
  const partnersOf = (caller: Account): Partner[] => {
    const contracts = [...catalog.contracts.all()];
    const sharedWith = ({ id }: Account) =>
      contracts.filter(
        ({ owner, issuer }) => [owner.id, issuer.id].toSorted().join() === [id, caller.id].toSorted().join(),
      );
    return [...accounts.all()].flatMap((account): Partner[] => {
      const distribution = sharedWith(account).length;
      if (!distribution) return [];
      return [
        {
          ...ref(account),
          status: 'active',
          type: account.type,
          role: account.role,
          description: '',
          overview: '',
          headquarters: '',
          countries: [],
          languages: {},
          websites: {},
          stats: { contracts: { distribution, program: 0, service: 0, syndication: 0 }, listings: 0 },
          contacts: [...usersOf(account.id)],
          industries: [],
          public: {},
        },
      ];
    });
  };
  app.get('/partners', (request, reply) =>
    sendRows(context, request, reply, '/partners', partnersOf(callerOf(request))),
  );
  app.get('/partners/:id', async (request) => {
    const found = partnersOf(callerOf(request)).find(({ id }) => id === param(request, 'id'));
    if (!found) throw notFound();
    return found;
  });

  /** Under which contracts are made; each account sees those of its own contracts. */
  const agreementsOf = (caller: Account) => {
    const contracts = [...catalog.contracts.all()].filter(({ owner, issuer }) =>
      [owner.id, issuer.id].includes(caller.id),
    );
    const agreements = contracts.map(({ agreement, type, issuer, marketplace, events }) => ({
      id: agreement.id,
      type,
      title: agreement.name,
      name: agreement.name,
      description: '',
      events,
      owner: issuer,
      stats: { contracts: contracts.filter((one) => one.agreement.id === agreement.id).length, versions: 1 },
      marketplace,
    }));
    return [...new Map(agreements.map((agreement) => [agreement.id, agreement])).values()];
  };
  app.get('/agreements', (request, reply) =>
    sendRows(context, request, reply, '/agreements', agreementsOf(callerOf(request))),
  );
  app.get('/agreements/:id', async (request) => {
    const found = agreementsOf(callerOf(request)).find(({ id }) => id === param(request, 'id'));
    if (!found) throw notFound();
    return found;
  });

  const countries = [
    ...new Map(
      [...catalog.marketplaces.all()].flatMap((place) => place.countries).map((one) => [one.id, one]),
    ).values(),
  ];
  app.get('/countries', (request, reply) => sendRows(context, request, reply, '/countries', countries));
  app.get('/countries/:id', async (request) => {
    const found = countries.find(({ id }) => id === param(request, 'id'));
    if (!found) throw notFound();
    return found;
  });

  const hubOf = (request: FastifyRequest): Hub => {
    const caller = callerOf(request);
    return one(
      catalog.hubs,
      param(request, 'id'),
      (hub) =>
        hub.company.id === caller.id ||
        catalog.connectionsOf((row) => row.hub.id === hub.id && isParty(row, caller)).length > 0,
    );
  };
  app.get('/hubs/:id/connections', (request, reply) => {
    const hub = hubOf(request);
    const caller = callerOf(request);
    const rows = catalog.connectionsOf((row) => row.hub.id === hub.id && isParty(row, caller));
    return sendRows(context, request, reply, '/hubs/{hub_id}/connections', rows);
  });
  app.get('/hubs/:id/marketplaces', (request, reply) => {
    const hub = hubOf(request);
    const rows = [...catalog.marketplaces.all()].flatMap(({ id, name, icon, description, hubs }) => {
      const place = hubs.find((at) => at.hub.id === hub.id);
      return place ? [{ id, name, icon, description, external_id: place.external_id }] : [];
    });
    return sendRows(context, request, reply, '/hubs/{hub_id}/marketplaces', rows);
  });
};
