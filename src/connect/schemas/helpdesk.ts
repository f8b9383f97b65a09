import type * as z from 'zod/mini';
import {
  asked,
  derivedText,
  event,
  extended,
  file,
  id,
  list,
  number,
  object,
  part,
  reference,
  state,
  text,
} from './fieldTypes.ts';

export const CASE_STATES = {
  pending: 'Pending',
  inquiring: 'Inquiring',
  resolved: 'Resolved',
  closed: 'Closed',
} as const;

export const CASE_TYPES = { technical: 'Technical', business: 'Business' } as const;

/** Connect has numbers for them. */
export const CASE_PRIORITIES = { 0: 'Low', 1: 'Medium', 2: 'High', 3: 'Urgent' } as const;

const side = (label: string) =>
  part(
    {
      account: reference('Account'),
      agent: reference('Agent'),
      recipients: list({ id: text(`${label} Recipient ID`), name: text(`${label} Recipient Name`) }),
    },
    label,
  );

const TURNS: Readonly<Record<string, 'issuer' | 'receiver'>> = {
  pending: 'receiver',
  inquiring: 'issuer',
  resolved: 'issuer',
};

/** Which side of a case has to do something: the receiver to answer, the issuer to explain or to close; nobody once it is closed. */
export const turnOf = ({ state: now }: { readonly state?: unknown }): 'issuer' | 'receiver' | undefined =>
  TURNS[String(now)];

/** A question or problem that one account has brought before another. */
export const Case = object(() => ({
  id: id('Case ID'),
  subject: text(),
  description: text(),
  state: state(CASE_STATES),
  type: text(),
  priority: number(),
  priority_name: derivedText(
    'Priority Name',
    ({ priority }) => CASE_PRIORITIES[String(priority) as unknown as keyof typeof CASE_PRIORITIES],
  ),
  turn: derivedText('Whose Turn', (row) => turnOf(row) ?? 'nobody'),
  product: reference('Product'),
  issuer: side('Issuer'),
  receiver: side('Receiver'),
  rating: number(),
  feedback: text(),
  events: part({
    created: event('Created'),
    updated: event('Updated'),
    pending: event('Pending'),
    inquiring: event('Inquiring'),
    resolved: event('Resolved'),
    closed: event('Closed'),
  }),
}));
export type Case = z.infer<typeof Case>;

/** A case that a step has opened, or found opened already. */
export const OpenedCase = asked(Case);
export type OpenedCase = z.infer<typeof OpenedCase>;

/** A file of a case. */
export const CaseAttachment = object(() => ({
  id: id('Attachment ID'),
  name: text(),
  type: text(),
  size: number('Size in Bytes'),
  attachment: text('Address'),
  account: reference('Account'),
  events: part({ created: event('Created') }),
}));
export type CaseAttachment = z.infer<typeof CaseAttachment>;

export const CaseAttachmentWithFile = extended(CaseAttachment, () => ({ file: file('File') }));
