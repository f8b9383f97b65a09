import type { FastifyRequest } from 'fastify';
import { asObject, asText } from '../../body.ts';
import { forbidden, invalid, notFound, Problems, wrongState } from '../../errors.ts';
import { everyone, one, param } from '../../lists.ts';
import type { Context } from '../../module.ts';
import type { Row, Table } from '../../rql/index.ts';
import { template } from './parts.ts';
import { catalogOf } from './store.ts';

const VERBS = { endsale: ['published', 'endofsale'], resumesale: ['endofsale', 'published'] } as const;

/** What a vendor changes of what it sells: whether it is sold, and what customers get to read. Not kept between runs. */
export const saleRoutes = ({ app, world, callerOf }: Context): void => {
  const catalog = catalogOf(world);
  /** A product of the caller's own. */
  const ownOf = (request: FastifyRequest) => {
    const product = catalog.products.get(param(request, 'id'));
    if (!product) throw notFound();
    if (product.owner.id !== callerOf(request).id) throw forbidden();
    const parts = catalog.partsOf(product.id);
    if (!parts) throw notFound();
    return { product, parts };
  };
  const move = <T extends Row & { status: string }>(table: Table<T>, row: T, verb: keyof typeof VERBS) => {
    const [from, to] = VERBS[verb];
    if (row.status !== from)
      throw wrongState('PRD_001', `${row.id} is ${row.status}; ${verb} is possible only for ${from}.`);
    row.status = to;
    table.changed(row);
    return table.shown(row);
  };
  app.put('/products/:id', async (request) => {
    const { product } = ownOf(request);
    const { name, short_description: short, detailed_description: detailed } = asObject(request.body);
    if (name !== undefined && !asText(name)) throw invalid('name: This field may not be blank.');
    product.name = asText(name) || product.name;
    if (short !== undefined) product.short_description = asText(short);
    if (detailed !== undefined) product.detailed_description = asText(detailed);
    catalog.products.changed(product);
    return catalog.products.shown(product);
  });
  for (const verb of ['endsale', 'resumesale'] as const) {
    app.post(`/products/:id/${verb}`, async (request) =>
      move(catalog.products, ownOf(request).product, verb),
    );
    app.post(`/products/:id/items/:part/${verb}`, async (request) => {
      const { items } = ownOf(request).parts;
      return move(items, one(items, param(request, 'part'), everyone), verb);
    });
  }
  app.post('/products/:id/templates', async (request, reply) => {
    const { product, parts } = ownOf(request);
    const { name, body, scope = 'asset', type = 'fulfillment' } = asObject(request.body);
    const problems = new Problems();
    if (!asText(name)) problems.add('name', 'This field is required.');
    const kind = (['fulfillment', 'inquire'] as const).find((one) => one === type);
    if (!kind) problems.add('type', `"${asText(type)}" is not a valid choice.`);
    if (!['asset', 'tier1', 'tier2'].includes(asText(scope)))
      problems.add('scope', `"${asText(scope)}" is not a valid choice.`);
    problems.raise();
    const id = world.digits.groups('TL', 3, 3, 3);
    const made = template(id, asText(name), kind ?? 'fulfillment', asText(body), asText(scope));
    catalog.offer(product.id)?.templates.push(made);
    parts.templates.insert(made);
    return reply.code(201).send(parts.templates.shown(made));
  });
  app.delete('/products/:id/templates/:part', async (request, reply) => {
    const { product, parts } = ownOf(request);
    const { id } = one(parts.templates, param(request, 'part'), everyone);
    const offer = catalog.offer(product.id);
    if (offer) offer.templates = offer.templates.filter((one) => one.id !== id);
    parts.templates.remove(id);
    return reply.code(204).send();
  });
  app.put('/products/:id/templates/:part', async (request) => {
    const { templates } = ownOf(request).parts;
    const found = one(templates, param(request, 'part'), everyone);
    const { name, body } = asObject(request.body);
    if (name !== undefined && !asText(name)) throw invalid('name: This field may not be blank.');
    found.name = asText(name) || found.name;
    found.title = found.name;
    if (body !== undefined) found.body = asText(body);
    templates.changed(found);
    return templates.shown(found);
  });
};
