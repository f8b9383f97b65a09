import type { FastifyRequest } from 'fastify';
import { asObject, asText } from '../../body.ts';
import { forbidden, invalid, notFound, wrongState } from '../../errors.ts';
import { everyone, one, param } from '../../lists.ts';
import type { Context } from '../../module.ts';
import type { Row, Table } from '../../rql/index.ts';
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
  for (const verb of ['endsale', 'resumesale'] as const) {
    app.post(`/products/:id/${verb}`, async (request) =>
      move(catalog.products, ownOf(request).product, verb),
    );
    app.post(`/products/:id/items/:part/${verb}`, async (request) => {
      const { items } = ownOf(request).parts;
      return move(items, one(items, param(request, 'part'), everyone), verb);
    });
  }
  app.put('/products/:id/templates/:part', async (request) => {
    const { templates } = ownOf(request).parts;
    const template = one(templates, param(request, 'part'), everyone);
    const { name, body } = asObject(request.body);
    if (name !== undefined && !asText(name)) throw invalid('name: This field may not be blank.');
    template.name = asText(name) || template.name;
    template.title = template.name;
    if (body !== undefined) template.body = asText(body);
    templates.changed(template);
    return templates.shown(template);
  });
};
