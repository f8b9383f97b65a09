import { BILLING_TYPES, BillingRequest } from '../connect/schemas/billing.ts';
import { billingRequestPicker } from '../fields/pickers.ts';
import { billingRequestSample } from '../samples/billing.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { attributesField } from './createBillingRequest.ts';
import { sideOf } from './support/side.ts';

/** Either side: adds values of its own system to a billing request. */
export const updateBillingAttributes = action({
  key: 'update_billing_attributes',
  noun: 'Billing Request',
  label: 'Set Billing Attributes',
  description:
    'Sets attributes of your own side on a billing request, such as the number of your invoice, and returns the request. Attributes that are not named stay as they are.',
  inputFields: [
    billingRequestPicker('billing_request_id', { required: true }),
    { ...attributesField, required: true },
    {
      key: 'side',
      label: 'Side',
      choices: BILLING_TYPES,
      helpText: "Whose attributes they are. Empty: that of this connection's account.",
    },
  ],
  returns: BillingRequest,
  sample: billingRequestSample,
  // They are read first, and written whole.
  lock: lockOn('billing request', 'billing_request_id'),
  run: async (connect, { billing_request_id: id, attributes, side: chosen }) => {
    const [request, side] = await Promise.all([connect.billingRequests.get(id), sideOf(connect, chosen)]);
    const held = request.attributes?.[side] ?? {};
    const given: Record<string, unknown> = attributes;
    const isSet = Object.entries(given).every(([name, value]) => held[name] === value);
    if (isSet) return request;
    const body = { [side]: { ...held, ...given } };
    return connect.billingRequests.act(id, 'attributes', body, {
      what: `set attributes of billing request ${id}`,
      check: 'Running this step again does no harm: the same values are set.',
    });
  },
});
