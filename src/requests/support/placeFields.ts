import { defineInputFields } from 'zapier-platform-core';
import { ENVIRONMENTS } from '../../fields/environments.ts';
import { hubPicker } from '../../fields/pickers.ts';

/** Where an order is placed. */
export const placeFields = defineInputFields([
  hubPicker('hub_id', {
    required: true,
    helpText: 'The hub through which the subscription is sold, for example `HB-0000-0000`.',
  }),
  {
    key: 'environment',
    label: 'Environment',
    choices: ENVIRONMENTS,
    helpText: 'Needed when the product is connected to the hub more than once.',
  },
]);
