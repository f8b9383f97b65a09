import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { readAttributes } from '../fields/params.ts';
import { attributesHelp } from './fields.ts';

/** External attributes as line items, as the published app takes them. */
export const attributeLines = defineInputFields([
  {
    key: 'external_attributes',
    label: 'External Attributes',
    children: [
      { key: 'param_id', label: 'Attribute Name', helpText: attributesHelp },
      { key: 'value', label: 'Attribute Value' },
    ],
  },
]);

/**
 * Creates a request on an existing subscription.
 * @param more what the type needs beside the subscription: items of a change.
 * @returns the request as Connect gives it.
 */
export const createFor = (
  connect: Connect,
  type: string,
  assetId: string,
  given: { external_attributes?: unknown },
  more: object = {},
) => {
  const attributes = readAttributes(given.external_attributes);
  return connect.requests.create(
    {
      type,
      asset: { id: assetId, ...more, ...(attributes.length ? { external_attributes: attributes } : {}) },
    },
    {
      what: `create a ${type} request for subscription ${assetId}`,
      check: `Look at the requests of subscription ${assetId} in Connect before you run this step again.`,
    },
  );
};
