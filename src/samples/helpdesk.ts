import type { Case, CaseAttachment } from '../connect/schemas/helpdesk.ts';

const person = { id: 'UR-841-574-187', name: 'Robin Sample' };
const answering = { id: 'UR-539-008-555', name: 'Alex Sample' };
const opened = { at: '2026-01-14T10:04:54+00:00', by: answering };

const pending = {
  id: 'CA-485-157-569',
  subject: 'Customer can’t sign in',
  description: 'The customer of AS-7957-9623-8221 gets no activation link.',
  state: 'pending',
  type: 'technical',
  priority: 2,
  product: { id: 'PRD-838-787-106', name: 'Example Backup' },
  issuer: {
    account: { id: 'PA-425-033', name: 'Example Distributor' },
    agent: answering,
    recipients: [answering],
  },
  receiver: {
    account: { id: 'VA-392-495', name: 'Example Vendor' },
    agent: person,
    recipients: [person],
  },
  events: { created: opened, updated: opened, pending: opened },
} satisfies Case;

const asked = { at: '2026-01-14T11:00:00+00:00', by: person };
const answered = { at: '2026-01-15T09:00:00+00:00', by: person };
const ended = { at: '2026-01-16T09:00:00+00:00', by: answering };

/** A case in each of its states. */
export const caseIn = {
  pending,
  inquiring: {
    ...pending,
    state: 'inquiring',
    events: { ...pending.events, updated: asked, inquiring: asked },
  },
  resolved: {
    ...pending,
    state: 'resolved',
    events: { ...pending.events, updated: answered, resolved: answered },
  },
  closed: {
    ...pending,
    state: 'closed',
    rating: 5,
    feedback: 'Quick and clear.',
    events: { ...pending.events, updated: ended, resolved: answered, closed: ended },
  },
} as const satisfies Record<string, Case>;

const given = { at: '2026-01-14T15:00:00+00:00', by: answering };
/** A case that was inquired, and given back to its receiver. */
export const pendedCaseSample = {
  ...pending,
  events: { ...pending.events, updated: given, inquiring: asked, pending: given },
} satisfies Case;

export const caseSample: Case & typeof pending = pending;

export const attachmentSample = {
  id: 'CAAT-174-196-947',
  name: 'Screenshot.png',
  type: 'image/png',
  size: 549735,
  attachment: '/public/v1/helpdesk/cases/CA-485-157-569/attachments/CAAT-174-196-947?format=attachment',
  account: { id: 'PA-425-033', name: 'Example Distributor' },
  events: { created: opened },
} satisfies CaseAttachment;
