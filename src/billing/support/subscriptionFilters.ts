import type { PlainInputField } from 'zapier-platform-core';
import {
  connectionPicker,
  contractPicker,
  distributorPicker,
  tierAccountPicker,
  vendorPicker,
} from '../../fields/pickers.ts';

/** What subscriptions, and all that is of one, are rarely narrowed down by. */
const FIELDS = {
  'product.name': { key: 'product_name', label: 'Product Name' },
  'connection.hub.name': { key: 'hub_name', label: 'Hub Name' },
  'marketplace.name': { key: 'marketplace_name', label: 'Marketplace Name' },
  'connection.id': connectionPicker('connection_id'),
  'contract.id': contractPicker('contract_id'),
  'connection.provider.id': distributorPicker('provider_id'),
  'connection.provider.name': { key: 'provider_name', label: 'Distributor Name' },
  'connection.vendor.id': vendorPicker('vendor_id'),
  'connection.vendor.name': { key: 'vendor_name', label: 'Vendor Name' },
  'tiers.customer.id': tierAccountPicker('customer_id'),
  'tiers.tier1.id': tierAccountPicker('t1_id', { label: 'Tier 1 Account' }),
  'tiers.tier2.id': tierAccountPicker('t2_id', { label: 'Tier 2 Account' }),
} as const satisfies Readonly<Record<string, PlainInputField>>;
type Filtered = keyof typeof FIELDS;

/** @param by the filter of a field, by what Connect and the form call it where they are used. */
export const subscriptionFilters = <Filter>(
  by: (filter: Filtered, field: PlainInputField) => Filter,
): Filter[] => (Object.keys(FIELDS) as Filtered[]).map((filter) => by(filter, FIELDS[filter]));
