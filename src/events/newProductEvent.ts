import { defineInputFields } from 'zapier-platform-core';
import { OBJECT_CLASSES, type ObjectClass, WebhookEvent } from '../connect/schemas/webhook.ts';
import { productPicker } from '../fields/pickers.ts';
import { webhookEventSample } from '../samples/webhook.ts';
import { bodyOf } from '../zapier/instant/genuine.ts';
import { hookTrigger } from '../zapier/instant/hookTrigger.ts';
import { isFirst } from '../zapier/instant/once.ts';
import { outputFields } from '../zapier/outputFields.ts';

const inputFields = defineInputFields([
  productPicker('product_id', { required: true }),
  { key: 'object_class', label: 'Object Class', required: true, choices: OBJECT_CLASSES },
  {
    key: 'label',
    label: 'Webhook Label',
    required: true,
    helpText: 'What the webhook is called in Connect, up to 100 letters, for example `Zapier: orders`.',
  },
  {
    key: 'description',
    label: 'Webhook Description',
    type: 'text',
    required: true,
    helpText: 'What it is for, for example `Tells the shop of new orders.`',
  },
]);

/**
 * What tells one call of a webhook from the next: when it was made, and which success was the last before it. Of what
 * doesn't say when it was made nobody can tell.
 */
const markOf = ({ webhook_id, triggered_at, last_success_at }: Readonly<Record<string, unknown>>) =>
  typeof triggered_at === 'string' && triggered_at
    ? [webhook_id, triggered_at, last_success_at].join('@')
    : undefined;

/** Connect's own words, as the published app hands them on; they name no object. */
export const newProductEvent = hookTrigger({
  key: 'new_product_event',
  noun: 'Event',
  label: 'New Product Event',
  description:
    'Triggers when something happens to an object of a class and product, within seconds. It doesn’t say to which one: to get the object whole use Fulfillment Request Event or another event of one class.',
  inputFields,
  sample: webhookEventSample,
  outputFields: () => outputFields(WebhookEvent, ['id'], webhookEventSample),
  subscribedTo: (input) => ({
    objectClass: input['object_class'] as ObjectClass,
    productId: String(input['product_id']),
  }),
  named: (input) => ({ label: String(input['label']), description: String(input['description']) }),
  delivered: async (z, bundle) => {
    const event = bodyOf(bundle);
    const mark = markOf(event);
    if (mark && !(await isFirst({ z, bundle }, mark))) {
      z.console.log('This delivery has come before, so it is not handed on again.');
      return [];
    }
    return [{ ...event, id: `${String(event['webhook_id'])}@${String(event['triggered_at'])}` }];
  },
  // Connect keeps no deliveries to show: what one of this class and product looks like.
  newest: async (_z, _bundle, input) => [
    { ...webhookEventSample, object_class: input['object_class'], product_id: input['product_id'] },
  ],
});
