import { ActivationMessage } from '../connect/schemas/catalog.ts';
import { requestPicker, subscriptionPicker } from '../fields/pickers.ts';
import { missing } from '../zapier/input.ts';
import { search } from '../zapier/operation.ts';

const FORMATS: Readonly<Record<string, string>> = {
  'text/markdown': 'markdown',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
};

/** Either side: what a customer got to read when a request was approved. */
export const findActivationMessage = search({
  key: 'find_activation_message',
  noun: 'Activation Message',
  label: 'Find Activation Message',
  description:
    'Finds the message that customers get when their request was approved, with all values filled in, and returns it as text. For the template that it was made of use Find Product Template.',
  inputFields: [
    requestPicker('request_id', {
      helpText: 'The request whose message is wanted, for example `PR-0000-0000-0000-001`.',
    }),
    subscriptionPicker('asset_id', {
      helpText:
        'Or the subscription, for example `AS-0000-0000-0000`: its newest message. Used only without a request.',
    }),
  ],
  returns: ActivationMessage,
  sample: {
    id: 'PR-7957-9623-8221-001',
    message: '# Welcome\n\nYour tenant is tenant-4711.',
    format: 'markdown',
  },
  run: async (connect, { request_id: request, asset_id: asset }) => {
    const id = request ?? asset;
    if (!id) throw missing('Request ID or Subscription ID');
    const found = await (request ? connect.requests : connect.assets).text(id, 'render');
    if (!found?.text.trim()) return [];
    return [{ id, message: found.text, format: FORMATS[found.type] ?? 'text' }];
  },
});
