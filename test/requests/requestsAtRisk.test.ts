import { afterEach, expect, it } from '@jest/globals';
import { tierConfigRequestSample } from '../../src/samples/tierRequests.ts';
import { app } from '../support/app.ts';
import { connection, serve, stopServing } from '../support/nocked.ts';

afterEach(stopServing);

it('tells of tier configuration requests as of fulfillment requests', async () => {
  const sent = serve([
    {
      status: 200,
      body: [tierConfigRequestSample],
      headers: { 'content-range': 'items 0-0/1' },
    },
  ]);
  const input = {
    requests: 'Tier Configuration Requests',
    zone: 'Zone 2: Overdue',
    product_id: ['PRD-000-000-001'],
  };
  const [row] = await app.poll('requests_at_risk', connection, input, { isLoadingSample: true });
  expect(sent.map(({ path }) => decodeURIComponent(path))).toEqual([
    '/tier/config-requests?ge(sli.zone,2)&in(configuration.product.id,("PRD-000-000-001"))&ordering(sli.days)&limit=3&offset=0',
  ]);
  const { id, type, status, configuration, events } = tierConfigRequestSample;
  expect(row).toMatchObject({
    id,
    kind: 'tier_config',
    type,
    status,
    zone: 2,
    product: { id: configuration.product.id },
    account: { id: configuration.account.id },
    created: events.created.at,
    event_id: `${id}@zone2`,
  });
});
