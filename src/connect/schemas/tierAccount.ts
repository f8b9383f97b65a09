import type * as z from 'zod';
import { event, id, object, part, reference, text } from './fieldTypes.ts';
import { contactInfo } from './subscriptionParts.ts';

/** A customer or reseller of a distributor: what `/tier/accounts` gives. */
export const TierAccount = object({
  id: id('Account ID'),
  type: text('Account Type'),
  name: text('Company Name'),
  external_id: text(),
  external_uid: text(),
  hub: reference('Hub'),
  owner: reference('Distributor'),
  parent: part({ id: text(), name: text(), external_id: text(), external_uid: text() }, 'Parent Account'),
  tax_id: text('Tax ID'),
  contact_info: contactInfo,
  events: part({ created: event('Created'), updated: event('Updated') }, ''),
});
export type TierAccount = z.infer<typeof TierAccount>;
