import type * as z from 'zod/mini';
import {
  anything,
  asked,
  event,
  extended,
  id,
  list,
  number,
  object,
  part,
  reference,
  text,
} from './fieldTypes.ts';
import { contactInfo } from './subscriptionParts.ts';

export const TIER_ACCOUNT_TYPES = { customer: 'Customer', reseller: 'Reseller' } as const;

/** A customer or reseller of a distributor: what `/tier/accounts` gives. */
export const TierAccount = object(() => ({
  id: id('Account ID'),
  type: text('Account Type'),
  version: number('Version'),
  environment: text(),
  scopes: anything('Scopes'),
  name: text('Company Name'),
  external_id: text(),
  external_uid: text(),
  hub: reference('Hub'),
  owner: reference('Distributor'),
  parent: part({ id: text(), name: text(), external_id: text(), external_uid: text() }, 'Parent Account'),
  tax_id: text('Tax ID'),
  contact_info: contactInfo(),
  events: part({ created: event('Created'), updated: event('Updated') }, ''),
}));
export type TierAccount = z.infer<typeof TierAccount>;

/** An account that an action asked for. */
export const MadeAccount = asked(TierAccount);
export type MadeAccount = z.infer<typeof MadeAccount>;

/** What an account was after one of its changes: what `/tier/accounts/{id}/versions` gives. */
export const TierAccountVersion = object(() => ({
  id: id('Account ID'),
  version: number('Version Number'),
  name: text('Version Company Name'),
  external_id: text('Version External ID'),
  external_uid: text('Version External UID'),
  tax_id: text('Version Tax ID'),
  contact_info: contactInfo('Version'),
  events: part({ created: event('Version Created'), updated: event('Version Updated') }, ''),
}));

/** An account with what it was before. */
export const TierAccountWithVersions = extended(TierAccount, () => ({
  versions: list({ ...TierAccountVersion.shape, id: text('Version Account ID') }, 'Versions'),
}));
