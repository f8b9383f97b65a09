import { defineInputFields } from 'zapier-platform-core';

/** The request that an action works on. The published app calls it `id` in some actions and `request_id` in others. */
export const requestField = <const Key extends 'id' | 'request_id'>(key: Key) =>
  defineInputFields([
    {
      key,
      label: 'Request ID',
      required: true,
      dynamic: 'request_choices.id.name',
      altersDynamicFields: true,
      helpText: 'The fulfillment request, for example `PR-0000-0000-0000-001`.',
    },
  ]);

export const attributesHelp =
  "Values of your own system that go with the request: the attribute's name on the left, its value on the right.";

/** Steps of one connection on one request run one after the other. */
export const requestLock = (key: 'id' | 'request_id') => ({
  key: `request {{bundle.inputData.${key}}}`,
  scope: ['auth' as const],
  timeout: 60,
});

/** Steps of one connection on one subscription run one after the other. */
export const subscriptionLock = {
  key: 'subscription {{bundle.inputData.asset_id}}{{bundle.inputData.asset_external_id}}',
  scope: ['auth' as const],
  timeout: 60,
};
