import { assetSample } from '../../src/samples/asset.ts';
import { requestSample } from '../../src/samples/request.ts';
import { tierAccountSample } from '../../src/samples/tierAccount.ts';
import { usageFileIn } from '../../src/samples/usage.ts';
import type { Reply, Sent } from '../support/nocked.ts';
import type { Case } from './case.ts';
import { HUB, ITEM, list, ok, PAGE, PRD, q, rows } from './caseParts.ts';
import { ofProductPlaces } from './places.ts';

/** What the fields of many forms offer. */

/** What a dropdown of a product asks for: the object that tells the product, then its own list. */
export const ofProduct = ({ path }: Sent): Reply => {
  if (path.startsWith('/requests/')) return ok(requestSample);
  if (path.startsWith('/assets?')) return rows(assetSample);
  if (path.startsWith('/usage/files/')) return ok({ ...usageFileIn.ready, product: { id: PRD } });
  return path.startsWith('/assets/') ? ok(assetSample) : rows();
};

const hub = { id: HUB, name: 'Example Hub' };

export const dropdownCases: readonly Case[] = [
  {
    ...list(
      'contracts',
      `/contracts?ordering(-events.created.at)&${PAGE}`,
      { id: 'CRD-00000-00000-00001', name: 'Paper' },
      /contracts/,
    ),
    gives: [{ id: 'CRD-00000-00000-00001', name: 'Paper (CRD-00000-00000-00001)' }],
    places: {},
  },
  {
    ...list('visible_products', `/products?ordering(name)&${PAGE}`, { id: PRD, name: 'Backup' }, /products/),
    gives: [{ id: PRD, name: `Backup (${PRD})` }],
  },
  {
    ...list('hubs', `/hubs?ordering(name)&${PAGE}`, hub, /hubs/),
    gives: [{ ...hub, name: `Example Hub (${HUB})` }],
  },
  {
    ...list(
      'marketplaces',
      `/marketplaces?ordering(name)&${PAGE}`,
      { id: 'MP-00001', name: 'Place' },
      /marketplaces/,
    ),
    gives: [{ id: 'MP-00001', name: 'Place (MP-00001)' }],
  },
  {
    ...list(
      'product_items',
      `/products/${PRD}/items?${PAGE}`,
      { id: ITEM, display_name: 'Seat', mpn: 'SEAT' },
      /product items/,
    ),
    input: { product_id: PRD },
    gives: [{ id: ITEM, name: 'Seat (SEAT)' }],
    places: ofProductPlaces(['items']),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'activation_templates',
      `/products/${PRD}/templates?eq(scope,${q('asset')})&eq(type,${q('fulfillment')})&${PAGE}`,
      { id: 'TL-000-000-001', title: 'Welcome', name: 'Welcome' },
      /product templates/,
    ),
    input: { id: PRD },
    gives: [{ id: 'TL-000-000-001', title: 'Welcome (TL-000-000-001)', name: 'Welcome' }],
    places: ofProductPlaces(['templates', '?eq(scope,"asset")', '?eq(type,"fulfillment")']),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'inquiry_templates',
      `/products/${PRD}/templates?eq(scope,${q('asset')})&eq(type,${q('inquire')})&${PAGE}`,
      { id: 'TL-000-000-002', title: 'Correct', name: 'Correct' },
      /product templates/,
    ),
    input: { id: PRD },
    gives: [{ id: 'TL-000-000-002', title: 'Correct (TL-000-000-002)', name: 'Correct' }],
    places: ofProductPlaces(['templates', '?eq(scope,"asset")', '?eq(type,"inquire")']),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'fulfillment_parameters',
      `/products/${PRD}/parameters?eq(phase,${q('fulfillment')})&eq(scope,${q('asset')})&ordering(position)&${PAGE}`,
      { id: 'PRM-1', name: 'tenant_id', title: 'Tenant' },
      /product parameters/,
    ),
    input: { id: PRD },
    gives: [{ id: 'tenant_id', name: 'tenant_id', title: 'Tenant (tenant_id)' }],
    places: ofProductPlaces([
      'parameters',
      '?eq(phase,"fulfillment")',
      '?eq(scope,"asset")',
      '?ordering(position)',
    ]),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'tier_account_choices',
      `/tier/accounts?ordering(-events.created.at)&${PAGE}`,
      tierAccountSample,
      /tier accounts/,
    ),
    gives: [
      {
        id: tierAccountSample.id,
        name: `Example Customer Inc.: customer, external ID C-1001, ${tierAccountSample.id}`,
      },
    ],
  },
  {
    kind: 'triggers',
    key: 'account_users',
    input: {},
    sends: [
      ['connect', 'GET', '/accounts?limit=1&offset=0'],
      ['connect', 'GET', `/accounts/VA-000-001/users?${PAGE}`],
    ],
    replies: [
      rows({ id: 'VA-000-001', name: 'Vendor' }),
      rows({ id: 'UR-000-000-001', name: '', email: 'robin@example.com' }),
    ],
    gives: [{ id: 'UR-000-000-001', name: 'robin@example.com', email: 'robin@example.com' }],
    names: /accounts/,
    needsSome: true,
  },
];
