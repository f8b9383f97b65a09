import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from './package.json' with { type: 'json' };
import * as accounts from './src/accounts/index.ts';
import * as api from './src/api/index.ts';
import * as assets from './src/assets/index.ts';
import { authentication } from './src/authentication.ts';
import * as billing from './src/billing/index.ts';
import * as conversations from './src/conversations/index.ts';
import * as events from './src/events/index.ts';
import * as helpdesk from './src/helpdesk/index.ts';
import * as listings from './src/listings/index.ts';
import * as products from './src/products/index.ts';
import * as reports from './src/reports/index.ts';
import * as requests from './src/requests/index.ts';
import * as tenants from './src/tenants/index.ts';
import * as tiers from './src/tiers/index.ts';
import * as usage from './src/usage/index.ts';
import { keyed } from './src/zapier/keyed.ts';
import './src/zapier/byReference.ts';

/** CloudBlue Connect for Zapier on one page. Each room says itself what it has. */
export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  authentication,
  // Core would log each call a second time, at the level of sockets, where it knows of no secrets.
  flags: { skipHttpPatch: true },

  triggers: keyed([
    // Fulfillment requests and subscriptions
    ...requests.triggers,
    ...assets.triggers,
    // What recurs, and what is billed for it
    ...billing.triggers,
    // Products in marketplaces
    ...listings.triggers,
    // Usage
    ...usage.triggers,
    // Reports
    ...reports.triggers,
    // Customers and resellers
    ...tiers.triggers,
    // Helpdesk and conversations
    ...helpdesk.triggers,
    ...conversations.triggers,
    // Events of any class
    ...events.triggers,
    // Behind dropdowns
    ...products.dropdowns,
    ...accounts.dropdowns,
    ...requests.dropdowns,
    ...assets.dropdowns,
    ...billing.dropdowns,
    ...listings.dropdowns,
    ...tiers.dropdowns,
    ...usage.dropdowns,
    ...helpdesk.dropdowns,
    ...conversations.dropdowns,
    ...reports.dropdowns,
  ]),

  creates: keyed([
    // A distributor's store places requests
    ...requests.storeActions,
    // A vendor processes them
    ...requests.vendorActions,
    // … and provisions tenants in its own system
    ...tenants.actions,
    // A vendor reports usage
    ...usage.vendorActions,
    // … and a distributor accepts and bills it
    ...usage.distributorActions,
    // Either side waits
    ...requests.sharedActions,
    ...tiers.sharedActions,
    ...usage.sharedActions,
    // … asks and answers
    ...helpdesk.actions,
    ...conversations.actions,
    // Either side runs reports
    ...reports.actions,
    // … and sends what has no action of its own
    ...api.actions,
    // Billing and listings
    ...billing.actions,
    ...listings.actions,
    // A distributor keeps accounts of customers and resellers, and a vendor configures resellers
    ...tiers.distributorActions,
    ...tiers.vendorActions,
    // Hidden: other keys of the published app for the actions above
    ...requests.legacyActions,
    ...billing.legacyActions,
    ...tiers.legacyActions,
  ]),

  searches: keyed([
    ...requests.searches,
    ...assets.searches,
    ...billing.searches,
    ...listings.searches,
    ...tenants.searches,
    ...usage.searches,
    ...reports.searches,
    // The catalogue and accounts, to which the ID fields of all forms link
    ...products.searches,
    ...accounts.searches,
    ...tiers.searches,
    ...helpdesk.searches,
    ...conversations.searches,
  ]),

  // Find one, or make it
  searchOrCreates: keyed([...tenants.searchOrCreates, ...tiers.searchOrCreates]),

  // Files that later steps ask for
  hydrators: { ...usage.hydrators, ...helpdesk.hydrators, ...reports.hydrators },
});
