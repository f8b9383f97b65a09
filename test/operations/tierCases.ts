import { tierAccountSample, tierAccountWithVersionsSample } from '../../src/samples/tierAccount.ts';
import {
  accountRequestSample,
  tierConfigRequestSample,
  tierConfigSample,
} from '../../src/samples/tierRequests.ts';
import type { Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { q } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import {
  ACCOUNT_REQUEST_SIEVES,
  accountRequestPlaces,
  configRequestPlaces,
  configRequestSearchPlaces,
  configSearchPlaces,
  tierAccountPlaces,
} from './filterPlaces.ts';
import { found, lookedThrough, ranges } from './places.ts';

/** The operations on tiers: accounts of customers and resellers, and what products keep of them. */

const ofAccounts = casesOf({
  collection: 'tier/accounts',
  sample: tierAccountSample,
  plural: /tier accounts?/,
});
const ofAccountRequests = casesOf({
  collection: 'tier/account-requests',
  sample: accountRequestSample,
  plural: /tier account requests/,
});
const ofConfigs = casesOf({
  collection: 'tier/configs',
  sample: tierConfigSample,
  plural: /tier configurations/,
});
const ofConfigRequests = casesOf({
  collection: 'tier/config-requests',
  sample: tierConfigRequestSample,
  plural: /tier configuration requests/,
  lock: 'tier configuration request',
});

const configUpdate = tierConfigRequestSample.events.updated.at;

const accountRequestSearch: Places = {
  ...lookedThrough(accountRequestPlaces, ACCOUNT_REQUEST_SIEVES),
  ...ranges('created', 'events.created.at'),
  ...found,
};

export const tierCases: readonly Case[] = [
  ofAccountRequests.watched('new_tier_account_requests', 'ordering(-events.created.at)', {
    places: accountRequestPlaces,
  }),
  ofAccountRequests.watched('new_updated_tier_account_requests', 'ordering(-events.created.at)', {
    gives: [{ ...accountRequestSample, event_id: `${accountRequestSample.id}@pending` }],
    places: accountRequestPlaces,
  }),
  ofAccountRequests.watched(
    'tier_account_request_event',
    `in(product.id,(${q('PRD-000-000-001')}))&ordering(-events.created.at)`,
    {
      input: { product_id: 'PRD-000-000-001' },
      gives: [{ ...accountRequestSample, event_id: `${accountRequestSample.id}@pending` }],
      places: accountRequestPlaces,
    },
  ),
  ofConfigRequests.polled('new_tier_config_requests', 'ordering(-updated)', {
    places: configRequestPlaces,
  }),
  ofConfigRequests.polled('new_updated_tier_config_requests', 'ordering(-updated)', {
    gives: [{ ...tierConfigRequestSample, event_id: `${tierConfigRequestSample.id}@${configUpdate}` }],
    places: configRequestPlaces,
  }),
  ofConfigRequests.polled(
    'tier_config_request_event',
    `in(configuration.product.id,(${q('PRD-000-000-001')}))&ordering(-updated)`,
    {
      input: { configuration_product_id: 'PRD-000-000-001' },
      gives: [{ ...tierConfigRequestSample, event_id: `${tierConfigRequestSample.id}@${configUpdate}` }],
      places: configRequestPlaces,
    },
  ),
  ofConfigRequests.waited('wait_for_tier_config_request', 'request_id', { stores: true }),
  ofAccountRequests.chosen('tier_account_request_choices', 'ordering(-events.created.at)', {
    id: accountRequestSample.id,
    name: `${accountRequestSample.id}: pending, Example Customer Inc., Example Cloud Backup`,
  }),
  ofConfigs.chosen('tier_config_choices', 'ordering(-created)', {
    id: tierConfigSample.id,
    name: `${tierConfigSample.id}: Example Reseller Ltd., Example Cloud Backup, tier 1`,
  }),
  ofConfigRequests.chosen('tier_config_request_choices', 'ordering(-created)', {
    id: tierConfigRequestSample.id,
    name: `${tierConfigRequestSample.id}: setup, approved, Example Cloud Backup, Example Reseller Ltd.`,
  }),

  ofAccounts.found(
    'find_tier_account',
    `eq(external_id,${q('C-1001')})&eq(hub.id,${q('HB-1346-8670')})&ordering(-events.created.at)`,
    {
      input: { external_id: 'C-1001', hub_id: 'HB-1346-8670' },
      places: tierAccountPlaces,
      answers: ({ path }) =>
        path.startsWith('/tier/accounts/TA-9000')
          ? { status: 200, body: tierAccountSample }
          : {
              status: 200,
              body: path.includes('/versions') ? tierAccountWithVersionsSample.versions : [tierAccountSample],
              headers: { 'content-range': 'items 0-0/1' },
            },
    },
  ),
  ofAccountRequests.found(
    'search_tier_account_requests',
    `in(status,(${q('pending')}))&gt(events.created.at,${q('2026-01-01T00:00:00.000Z')})&ordering(-events.created.at)`,
    {
      input: { status: ['Pending'], created_after: '2026-01-01' },
      places: accountRequestSearch,
    },
  ),
  ofConfigs.found(
    'search_tier_configs',
    `eq(tier_level,1)&in(status,(${q('active')}))&ge(created,${q('2026-01-01T00:00:00.000Z')})&ordering(-created)`,
    {
      input: { tier_level: '1', status: ['active', 'approved'], created_after: '2026-01-01' },
      places: configSearchPlaces,
    },
  ),
  ofConfigRequests.found(
    'search_tier_config_requests',
    `in(configuration.tier_level,(1))&in(params.id,(${q('reseller_id')}))&lt(updated,${q('2026-02-01T00:00:00.000Z')})&ordering(-created)`,
    {
      input: {
        configuration_tier_level: ['Tier 1'],
        param_id: ['reseller_id'],
        updated_before: '2026-02-01',
      },
      places: configRequestSearchPlaces,
    },
  ),
];
