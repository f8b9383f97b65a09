/**
 * What each collection of Connect can be filtered and ordered by, with the RQL lookups of each filter.
 * Connect ignores a filter that it doesn't know and then returns too much, so the compiler has to know them.
 * Types only: nothing of this is in the built app. Written by `npm run contract`; change contract/openapi.json.
 */
export interface Collections {
  'subscriptions/assets': {
    filters: {
      'billing.next_date': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'billing.period.uom': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'connection.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.provider.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'connection.type': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.vendor.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.vendor.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'tiers.customer.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'tiers.customer.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'tiers.tier1.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tiers.tier2.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: 'billing.next_date' | 'events.created.at';
    select: 'pending_request' | 'pending_request.template' | 'template';
  };
  'subscriptions/requests': {
    filters: {
      'asset.billing.next_date': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'asset.billing.period.uom': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.connection.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.provider.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.connection.type': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.vendor.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.vendor.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.params.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.params.value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.tiers.customer.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.tiers.customer.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.tiers.tier1.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.tiers.tier2.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'period.from': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'period.to': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'period.uom': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'asset.marketplace.name' | 'asset.product.name' | 'events.created.at';
    select: never;
  };
  'agreements': {
    filters: {
      'active': 'eq' | 'ne';
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'forms.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'owner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'owner.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'title': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'updated': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
    };
    ordering: 'created' | 'updated';
    select: never;
  };
  'assets': {
    filters: {
      'connection.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'connection.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.provider.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'connection.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'connection.vendor.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.vendor.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'created': 'gt' | 'lt';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product.title': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'template.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tiers.customer.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tiers.customer.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'tiers.customer.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tiers.customer.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tiers.tier1.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tiers.tier2.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'updated': 'gt' | 'lt';
    };
    ordering: 'created' | 'marketplace.id' | 'marketplace.name' | 'product.name' | 'product.title' | 'status' | 'tiers.customer.id' | 'tiers.customer.name' | 'updated';
    select: 'configuration' | 'items' | 'pending_request' | 'pending_request.template' | 'template';
  };
  'assets/{}/requests': {
    filters: Record<never, never>;
    ordering: never;
    select: never;
  };
  'contracts': {
    filters: {
      'agreement.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'agreement.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'agreement.owner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'agreement.product_groups.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'agreement.product_groups.products.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'agreement.sourcing_agreement.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'agreement.sourcing_agreement.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.created.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.signed.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.signed.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'issuer.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'issuer.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'kind': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'owner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'owner.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'partner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'referral.agreement.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sourcing.listing.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sourcing.marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sourcing.marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'sourcing.product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sourcing.product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'agreement.name' | 'events.created.at' | 'id' | 'issuer.id' | 'issuer.name' | 'owner.name' | 'status';
    select: never;
  };
  'countries': {
    filters: {
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'hubs': {
    filters: {
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'instance.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'instance.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'stats.connections': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'stats.marketplaces': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
    };
    ordering: 'events.created.at' | 'events.updated.at' | 'id' | 'instance.type' | 'name' | 'stats.connections' | 'stats.marketplaces';
    select: never;
  };
  'hubs/{}/connections': {
    filters: {
      'created_at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'created_at' | 'product.name';
    select: never;
  };
  'hubs/{}/marketplaces': {
    filters: {
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'name';
    select: never;
  };
  'listing-requests': {
    filters: {
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.contract.marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.contract.marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'listing.contract.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'listing.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'listing.product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'listing.product.version': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'listing.provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.provider.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'listing.vendor.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'listing.vendor.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product.version': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'state': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'updated': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
    };
    ordering: 'created' | 'listing.contract.marketplace.name' | 'listing.contract.name' | 'listing.marketplace.name' | 'listing.product.name' | 'listing.provider.name' | 'listing.vendor.name' | 'product.id' | 'product.name' | 'product.version' | 'state' | 'status' | 'type' | 'updated';
    select: never;
  };
  'listings': {
    filters: {
      'alt_pricelist_1.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'alt_pricelist_1.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'alt_pricelist_2.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'alt_pricelist_2.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'offer.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'offer.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'pending_request.status': 'eq' | 'in';
      'pending_request.type': 'eq' | 'in';
      'pricelist.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'pricelist.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'provider.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'updated': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'vendor.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'vendor.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'created' | 'marketplace.name' | 'product.name' | 'provider.name' | 'updated' | 'vendor.name';
    select: never;
  };
  'marketplaces': {
    filters: {
      'agreements.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'alt_currency_1': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'alt_currency_2': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'countries.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'currency': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'description': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hubs.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hubs.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'locales.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'locales.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'owner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'owner.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'stats.contracts': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'stats.hubs': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
    };
    ordering: 'alt_currency_1' | 'alt_currency_2' | 'currency' | 'id' | 'name' | 'stats.contracts' | 'stats.hubs';
    select: never;
  };
  'partners': {
    filters: {
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'public': 'eq' | 'ne' | 'null';
      'role': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'stats.contracts.distribution': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'stats.contracts.program': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'stats.contracts.service': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'stats.contracts.syndication': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'stats.listings': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'id' | 'name' | 'role' | 'stats.contracts.distribution' | 'stats.contracts.program' | 'stats.contracts.service' | 'stats.contracts.syndication' | 'stats.listings' | 'status' | 'type';
    select: never;
  };
  'products': {
    filters: {
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.published.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.published.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.published.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.updated.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.updated.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'groups.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'owner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'owner.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'purchase_model': 'eq' | 'ne' | 'in';
      'replacement.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sourcing.marketplaces': 'eq' | 'ne' | 'ilike' | 'null' | 'in';
      'status': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'visibility.catalog': 'eq';
      'visibility.listing': 'eq';
      'visibility.owner': 'eq';
      'visibility.syndication': 'eq';
      'category.id': 'eq';
    };
    ordering: 'events.created.at' | 'events.published.at' | 'events.published.by.id' | 'events.published.by.name' | 'events.updated.at' | 'events.updated.by.id' | 'events.updated.by.name' | 'name';
    select: never;
  };
  'products/{}/actions': {
    filters: {
      'scope': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'products/{}/configurations': {
    filters: {
      'item.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'parameter.constraints.required': 'eq' | 'ne';
      'parameter.constraints.shared': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'parameter.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'parameter.scope': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'parameter.title': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: 'item.id' | 'marketplace.id' | 'parameter.id' | 'parameter.scope' | 'value';
    select: never;
  };
  'products/{}/connections': {
    filters: {
      'hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hub.instance.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product_version_type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'products/{}/items': {
    filters: {
      'app.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'applicability': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'commitment.count': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'description.value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'display_name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'dynamic': 'eq' | 'ne';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.saleended.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'frozen': 'eq' | 'ne';
      'group.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'group.mpn': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'group.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item_type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'local_id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'mpn': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'period': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'replacement.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'unit.title': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'usage_data_type': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'verbose_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'version': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'products/{}/parameters': {
    filters: {
      'constraints.hidden': 'eq' | 'ne';
      'constraints.reconciliation': 'eq';
      'constraints.required': 'eq' | 'in';
      'constraints.shared': 'eq' | 'null' | 'in';
      'constraints.unique': 'eq' | 'ne';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'phase': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'position': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'scope': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'title': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'position' | 'title';
    select: never;
  };
  'products/{}/templates': {
    filters: {
      'scope': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'products/{}/versions': {
    filters: {
      'public': 'eq' | 'ne';
      'staging': 'eq' | 'ne';
      'version': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
    };
    ordering: 'version';
    select: never;
  };
  'requests': {
    filters: {
      'asset.account_id': 'eq';
      'asset.connection.environment': 'eq' | 'in';
      'asset.connection.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.connection.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.connection.provider.id': 'eq' | 'ilike' | 'in';
      'asset.connection.provider.name': 'eq' | 'ilike';
      'asset.connection.type': 'eq' | 'in';
      'asset.connection.vendor.id': 'eq' | 'ilike' | 'in';
      'asset.connection.vendor.name': 'eq' | 'ilike';
      'asset.contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.external.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.params.id': 'eq' | 'in';
      'asset.params.value': 'eq' | 'in';
      'asset.product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'asset.status': 'eq';
      'asset.tier1_id': 'eq';
      'asset.tier2_id': 'eq';
      'asset.tiers.customer.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.tiers.customer.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.tiers.tier1.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.tiers.tier2': 'eq';
      'asset.tiers.tier2.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset_id': 'eq' | 'in';
      'assignee': 'eq' | 'null' | 'in';
      'assignee.email': 'eq' | 'ilike' | 'in';
      'contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sli.days': 'eq' | 'ge' | 'gt' | 'le' | 'lt';
      'sli.zone': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'template.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'updated': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
    };
    ordering: 'asset.connection.hub.name' | 'asset.marketplace.name' | 'asset.product.name' | 'asset.tiers.customer.id' | 'asset.tiers.customer.name' | 'created' | 'marketplace.name' | 'sli.days' | 'sli.zone' | 'status' | 'updated';
    select: 'activation_key' | 'asset.configuration' | 'asset.items' | 'asset.product.capabilities' | 'template';
  };
  'tier/account-requests': {
    filters: {
      'account.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'account.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'account.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'account.hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'account.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'account.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'account.version': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'account.external_id' | 'account.external_uid' | 'account.hub.id' | 'account.hub.name' | 'account.id' | 'account.name' | 'events.created.at' | 'id' | 'product.id' | 'product.name' | 'status';
    select: never;
  };
  'tier/accounts': {
    filters: {
      'contact_info.contact.email': 'eq' | 'in';
      'db': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.by': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.updated.by': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'owner.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'owner.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'parent.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'parent.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'parent.parent.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'scopes': 'eq' | 'like' | 'ilike' | 'in';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'db' | 'events.created.at' | 'external_id' | 'hub.id' | 'hub.name' | 'name' | 'owner.id' | 'owner.name' | 'parent.name';
    select: never;
  };
  'tier/accounts/{}/versions': {
    filters: Record<never, never>;
    ordering: never;
    select: never;
  };
  'tier/config-requests': {
    filters: {
      'assignee.id': 'eq' | 'ilike' | 'null' | 'in';
      'assignee.name': 'eq' | 'ilike' | 'null' | 'in';
      'configuration.account.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.account.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'configuration.account.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.account.hub.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'configuration.account.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.connection.type': 'eq' | 'in';
      'configuration.contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'configuration.product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'configuration.product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'configuration.tier_level': 'eq' | 'in';
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'environment': 'eq' | 'in';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'params.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'sli.days': 'eq' | 'ge' | 'gt' | 'le' | 'lt';
      'sli.zone': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'status': 'eq' | 'in';
      'template.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'type': 'eq' | 'in';
      'unassigned': 'ne' | 'null';
      'updated': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
    };
    ordering: 'assignee.id' | 'assignee.name' | 'configuration.account.hub.id' | 'configuration.account.id' | 'configuration.contract.id' | 'configuration.id' | 'configuration.marketplace.id' | 'configuration.marketplace.name' | 'configuration.product.id' | 'configuration.product.name' | 'configuration.tier_level' | 'created' | 'id' | 'sli.days' | 'sli.zone' | 'status' | 'type' | 'updated';
    select: 'configuration.product.capabilities';
  };
  'tier/configs': {
    filters: {
      'account.company_name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'account.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'account.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'account.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'connection.product_version_type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'connection.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'created': 'ge' | 'le';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'params.value': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'in';
      'template.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tier_level': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'updated': 'ge' | 'le';
    };
    ordering: 'account.company_name' | 'account.id' | 'connection.id' | 'connection.product_version_type' | 'contract.id' | 'created' | 'id' | 'marketplace.id' | 'marketplace.name' | 'product.id' | 'product.name' | 'status' | 'tier_level' | 'updated';
    select: never;
  };
  'assets/{}/usage/aggregates': {
    filters: {
      'asset.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.local_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'products/{}/usage/rules': {
    filters: {
      'action': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'rule': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'scope': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'item.id';
    select: never;
  };
  'usage/aggregates': {
    filters: {
      'asset.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.local_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: never;
    select: never;
  };
  'usage/chunks': {
    filters: {
      'binding.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'usagefile.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: 'usagefile.id';
    select: never;
  };
  'usage/files': {
    filters: {
      'contract.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'contract.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'created.at': 'ge' | 'gt' | 'le' | 'lt';
      'distribution_contract_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'environment': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'marketplace_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'provider.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'provider_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'schema': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'vendor.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'vendor.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'vendor_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: 'contract.name' | 'created.at' | 'environment' | 'id' | 'marketplace.name' | 'product.name' | 'provider.name' | 'schema' | 'status' | 'vendor.name';
    select: never;
  };
  'usage/files/{}/categories': {
    filters: {
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'name';
    select: never;
  };
  'usage/reconciliations': {
    filters: {
      'binding.hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'partusagefile.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'partusagefile.provider.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'usagefile.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
    };
    ordering: 'partusagefile.id' | 'usagefile.id';
    select: never;
  };
  'usage/records': {
    filters: {
      'asset.external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset_external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset_external_uid': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'asset_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'created_time': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'end_date': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'hub.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'item_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'start_date': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'usage_file': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'usage_start_time': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'usagefile.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'usagefile.schema': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'created_time' | 'status' | 'usage_start_time';
    select: never;
  };
  'notifications/webhooks': {
    filters: {
      'active': 'eq' | 'ne';
      'description': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'label': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'product.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'product.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'active' | 'type';
    select: never;
  };
  'accounts': {
    filters: {
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'public': 'eq' | 'ne' | 'null';
      'role': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'events.created.at' | 'external_id' | 'id';
    select: never;
  };
  'accounts/{}/users': {
    filters: {
      'domain.auth.enforce': 'eq' | 'ne';
      'domain.auth.idp.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'domain.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'email': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.activated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.invited.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.signed.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'groups.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'groups.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'idp.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'status': 'eq' | 'in';
      'tags.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'tags.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'email' | 'events.activated.at' | 'events.created.at' | 'events.invited.at' | 'events.signed.at' | 'id' | 'name';
    select: never;
  };
  'auth/tokens': {
    filters: {
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.created.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'expiration_date': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'extension.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'extension.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'external_id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'permissions.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'permissions.object.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'events.created.at' | 'expiration_date' | 'extension.id' | 'id' | 'name' | 'status';
    select: never;
  };
  'auth/tokens/{}/permissions': {
    filters: {
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'object.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'id' | 'object.id';
    select: never;
  };
  'conversations': {
    filters: {
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'instance_id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'created' | 'events.created.at';
    select: never;
  };
  'conversations/{}/messages': {
    filters: {
      'created': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'text': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'created' | 'events.created.at' | 'events.updated.at';
    select: never;
  };
  'helpdesk/cases': {
    filters: {
      'description': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.closed.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.closed.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.closed.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.created.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.created.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.inquiring.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.inquiring.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.inquiring.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.pending.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.pending.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.pending.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.resolved.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.resolved.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.resolved.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.updated.by.id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'events.updated.by.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'issuer.account.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'issuer.account.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'issuer.agent.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'issuer.agent.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'priority': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'receiver.account.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'receiver.account.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'receiver.agent.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'receiver.agent.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'state': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'subject': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'events.closed.at' | 'events.closed.by.id' | 'events.closed.by.name' | 'events.created.at' | 'events.created.by.id' | 'events.created.by.name' | 'events.inquiring.at' | 'events.inquiring.by.id' | 'events.inquiring.by.name' | 'events.pending.at' | 'events.pending.by.id' | 'events.pending.by.name' | 'events.resolved.at' | 'events.resolved.by.id' | 'events.resolved.by.name' | 'events.updated.at' | 'events.updated.by.id' | 'events.updated.by.name' | 'issuer.account.id' | 'issuer.account.name' | 'issuer.agent.id' | 'issuer.agent.name' | 'priority' | 'receiver.account.id' | 'receiver.account.name' | 'receiver.agent.id' | 'receiver.agent.name' | 'state' | 'subject' | 'type';
    select: never;
  };
  'helpdesk/cases/{}/attachments': {
    filters: Record<never, never>;
    ordering: never;
    select: never;
  };
  'reporting/reports': {
    filters: {
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.started.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.terminated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'null' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'schedule.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'template.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'template.name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'template.type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'timeout': 'eq' | 'ne';
    };
    ordering: 'events.created.at' | 'events.started.at' | 'events.terminated.at' | 'events.updated.at' | 'name' | 'schedule.id' | 'status' | 'template.id' | 'template.name' | 'template.type' | 'timeout';
    select: never;
  };
  'reporting/templates': {
    filters: {
      'audience.provider': 'eq' | 'ne';
      'audience.vendor': 'eq' | 'ne';
      'events.created.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'events.updated.at': 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'in' | 'out';
      'id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'local_id': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'name': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'repository.id': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'repository.name': 'eq' | 'ne' | 'like' | 'ilike' | 'null' | 'in' | 'out';
      'status': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
      'type': 'eq' | 'ne' | 'like' | 'ilike' | 'in' | 'out';
    };
    ordering: 'events.created.at' | 'events.updated.at' | 'name' | 'repository.name' | 'status';
    select: never;
  };
  'usage/products': {
    filters: Record<never, never>;
    ordering: never;
    select: never;
  };
  'users': {
    filters: Record<never, never>;
    ordering: never;
    select: never;
  };
}
