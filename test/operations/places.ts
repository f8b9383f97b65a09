import { assetSample } from '../../src/samples/asset.ts';
import { equal, type Place, type Places } from '../support/wire.ts';

/** Where inputs that many operations share go on the wire. */

export const ranges = (name: string, filter = name): Places => ({
  [`${name}_after`]: `?gt(${filter},$)`,
  [`${name}_before`]: `?lt(${filter},$)`,
});

/** How many results a search returns. */
const limit: Place = { to: ['?limit=$'], instead: ['?limit=10'] };
/** What every search that narrows down asks beside its filters; only the number goes on the wire. */
export const found: Places = { limit, when_empty: [] };
/** A part of a name, in capitals or small letters. */
export const part = (filter: string): Place => ({ to: [`?ilike(${filter},"*Söhne*")`], give: 'Söhne' });
/** A search that looks through what came asks for as much as it may. */
export const lookedThrough = (places: Places, keys: readonly string[]): Places => ({
  ...places,
  ...Object.fromEntries(keys.map((key) => [key, { to: ['?limit=1000'], instead: ['?limit=10'] }])),
});

/**
 * Dropdowns of a product, which the form tells in one of several ways.
 * @param lines what is asked for, below the product.
 */
export const ofProductPlaces = ([path, ...query]: readonly [string, ...string[]]): Places => {
  const asked = (product: string) => [
    `GET /products/${product}/${path}`,
    ...query,
    '?limit=100',
    '?offset=0',
  ];
  const itself: Place = { to: asked('$'), give: 'PRD-900-900-900', instead: 'fails' };
  const readFrom = (collection: string, id: string): Place => ({
    to: [`GET /${collection}/$`, ...asked('PRD-838-787-106')],
    give: id,
    instead: 'fails',
  });
  const foundBy = (filter: string): Place => ({
    to: [
      'GET /assets',
      equal(filter),
      '?ordering(-created)',
      '?limit=100',
      '?offset=0',
      `GET /assets/${assetSample.id}`,
      ...asked('PRD-838-787-106'),
    ],
    instead: 'fails',
  });
  return {
    id: itself,
    product_id: itself,
    request_id: readFrom('requests', 'PR-9000-9000-9000-900'),
    asset_id: readFrom('assets', 'AS-9000-9000-9000'),
    asset_external_id: foundBy('external_id'),
    asset_external_uid: foundBy('external_uid'),
    usage_file_id: readFrom('usage/files', 'UF-2026-01-9000-9000'),
  };
};

/**
 * Dropdowns of the tier that a request is about.
 * @param lines what is asked for once the request was read.
 */
export const ofTierPlaces = (...lines: readonly string[]): Places => {
  const place: Place = {
    to: ['GET /tier/config-requests/$', ...lines, '?limit=100', '?offset=0'],
    give: 'TCR-900-900-900-900',
    instead: 'fails',
  };
  return { id: place, request_id: place };
};
