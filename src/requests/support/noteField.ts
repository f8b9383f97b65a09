import { defineInputField } from 'zapier-platform-core';

/** What both sides read beside a request. */
export const noteField = defineInputField({
  key: 'note',
  label: 'Note',
  type: 'text',
  helpText: 'A note on the request, for both sides, for example `Order 1001 of our store`.',
});
