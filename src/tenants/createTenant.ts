import { defineInputFields } from 'zapier-platform-core';
import { readPairs } from '../fields/params.ts';
import { productPicker, subscriptionPicker, tierAccountPicker } from '../fields/pickers.ts';
import { badValue } from '../zapier/input.ts';
import { Tenant, tenantAction, tenantSample } from './support/tenant.ts';
import { readTenantItems, tenantItemFields } from './support/tenantItems.ts';
import { createFor, shown } from './support/work.ts';

/** Vendor: creates the tenant of a new subscription in the vendor's own system. */
export const createTenant = tenantAction({
  key: 'create_tenant',
  noun: 'Tenant',
  label: 'Create Tenant',
  description:
    'Creates a tenant for a subscription in your own provisioning system and returns it; one that exists already is returned as it is. For vendors, after New Fulfillment Request of type purchase. To change its limits use Update Tenant Limits.',
  inputFields: defineInputFields([
    subscriptionPicker('asset_id', {
      required: true,
      helpText: 'The subscription that the tenant is for, for example `AS-0000-0000-0000`.',
    }),
    { key: 'external_id', label: 'Subscription External ID' },
    { key: 'external_uid', label: 'Subscription External UID' },
    productPicker('product_id'),
    ...tenantItemFields,
    tierAccountPicker('customer_id'),
    { key: 'customer_name', label: 'Customer Name' },
    {
      key: 'params',
      label: 'Parameters',
      dict: true,
      helpText:
        "The parameter's ID on the left, its value on the right, for example `domain` and `example.com`.",
    },
    {
      key: 'additional_fields',
      label: 'Additional Fields',
      dict: true,
      helpText: 'Anything else that your system wants to know: sent beside the fields above, by these names.',
    },
  ]),
  returns: Tenant,
  sample: tenantSample,
  run: async (tenants, input) => {
    const items = readTenantItems(input);
    const params = readPairs('Parameters', input.params, { id: ['id', 'name'], value: ['value'] }).map(
      ([id, value]) => ({ id, value }),
    );
    if (Array.isArray(input.additional_fields))
      throw badValue('Additional Fields', input.additional_fields, 'names with a value each');
    const customer = { id: input.customer_id, name: input.customer_name };
    const subscription = {
      ...input.additional_fields,
      id: input.asset_id,
      ...(input.external_id ? { external_id: input.external_id } : {}),
      ...(input.external_uid ? { external_uid: input.external_uid } : {}),
      ...(input.product_id ? { product: { id: input.product_id } } : {}),
      ...(items.length ? { items } : {}),
      ...(customer.id || customer.name ? { customer } : {}),
      ...(params.length ? { params } : {}),
    };
    return shown(await createFor(tenants, subscription));
  },
});
