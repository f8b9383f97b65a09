import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { unserved } from './errors.ts';

/** Every endpoint of Connect, as its description names it: `GET /products/{product_id}/items`. */
export const endpoints = JSON.parse(
  readFileSync(new URL('endpoints.json', import.meta.url), 'utf8'),
) as readonly string[];

/** An endpoint whatever its parameters are called. */
const bare = (endpoint: string): string => endpoint.replaceAll(/\{\w+\}|:\w+/g, '*');

/**
 * Answers 501 for all endpoints of Connect that no module serves.
 * @param served those that modules serve, as `GET /products/:id/items`.
 */
export const serveTheRest = (app: FastifyInstance, served: Iterable<string>): void => {
  const known = new Set([...served].map(bare));
  for (const endpoint of endpoints.filter((one) => !known.has(bare(one)))) {
    const [method = '', path = ''] = endpoint.split(' ');
    app.route({
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async () => {
        throw unserved(endpoint);
      },
    });
  }
};
