/**
 * What each call of each collection of Connect answers: `object` is the object itself, `other` an object without an
 * id of its own, `list`, `text`, `file`, and `none` no body (204, or 200 with nothing).
 * Written by `npm run contract`; change contract/openapi.json.
 */
export interface Answers {
  'subscriptions/assets': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'subscriptions/requests': {
    create: 'object';
    get: 'object';
    update: never;
    delete: never;
    actions: { 'attributes': 'other' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'agreements': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'assets': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'render': 'text' };
  };
  'assets/{}/requests': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'contracts': {
    create: never;
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'countries': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'hubs': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'hubs/{}/connections': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'hubs/{}/marketplaces': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'listing-requests': {
    create: 'object';
    get: 'object';
    update: never;
    delete: never;
    actions: { 'assign': 'none'; 'cancel': 'none'; 'complete': 'none'; 'deploy': 'none'; 'refine': 'none'; 'submit': 'none'; 'unassign': 'none' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'listings': {
    create: never;
    get: 'object';
    update: 'object';
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'marketplaces': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'partners': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products': {
    create: 'other';
    get: 'object';
    update: 'other';
    delete: 'none';
    actions: { 'endsale': 'object'; 'resumesale': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products/{}/actions': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'actionLink': 'other' };
  };
  'products/{}/configurations': {
    create: 'other';
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products/{}/connections': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products/{}/items': {
    create: 'object';
    get: 'object';
    update: 'other';
    delete: 'none';
    actions: { 'endsale': 'none'; 'resumesale': 'none' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products/{}/parameters': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products/{}/templates': {
    create: 'object';
    get: 'object';
    update: 'other';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'render': 'text' };
  };
  'products/{}/versions': {
    create: 'object';
    get: 'object';
    update: 'other';
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'requests': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: never;
    actions: { 'approve': 'object'; 'assign': 'object'; 'confirm': 'object'; 'fail': 'object'; 'inquire': 'object'; 'pend': 'object'; 'purchase': 'object'; 'revoke': 'object'; 'schedule': 'object'; 'submit': 'object'; 'unassign': 'object'; 'validate': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'render': 'text' };
  };
  'tier/account-requests': {
    create: 'list';
    get: 'object';
    update: never;
    delete: never;
    actions: { 'accept': 'object'; 'ignore': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'tier/accounts': {
    create: 'other';
    get: 'object';
    update: 'other';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'tier/accounts/{}/versions': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'tier/config-requests': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: never;
    actions: { 'approve': 'other'; 'assign': 'none'; 'fail': 'none'; 'inquire': 'none'; 'pend': 'none'; 'submit': 'object'; 'unassign': 'none'; 'validate': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'render': 'text' };
  };
  'tier/configs': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'render': 'text' };
  };
  'assets/{}/usage/aggregates': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'products/{}/usage/rules': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'usage/aggregates': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'usage/chunks': {
    create: never;
    get: 'object';
    update: 'object';
    delete: never;
    actions: { 'close': 'object'; 'regenerate': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'download': 'file' };
  };
  'usage/files': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: never;
    actions: { 'accept': 'object'; 'approve-all': 'object'; 'close': 'object'; 'delete': 'object'; 'reject': 'object'; 'reprocess': 'object'; 'submit': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: { 'reconciliation': 'object'; 'upload': 'object' };
    parts: Record<never, never>;
  };
  'usage/files/{}/categories': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'usage/reconciliations': {
    create: 'object';
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'processedfile': 'file'; 'uploadedfile': 'file' };
  };
  'usage/records': {
    create: never;
    get: 'object';
    update: 'object';
    delete: never;
    actions: { 'close': 'object' };
    actionsOnMany: { 'close-records': 'list' };
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'notifications/webhooks': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: { 'trigger': 'none' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'accounts': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'accounts/{}/users': {
    create: 'object';
    get: 'object';
    update: 'other';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'auth/tokens': {
    create: 'other';
    get: 'object';
    update: 'other';
    delete: 'none';
    actions: { 'activate': 'object'; 'deactivate': 'object'; 'renew': 'object'; 'rotate': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'auth/tokens/{}/permissions': {
    create: 'object';
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'conversations': {
    create: 'object';
    get: 'object';
    update: never;
    delete: 'none';
    actions: { 'close': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'conversations/{}/messages': {
    create: 'object';
    get: never;
    update: 'object';
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'helpdesk/cases': {
    create: 'object';
    get: 'object';
    update: 'object';
    delete: never;
    actions: { 'close': 'object'; 'inquire': 'object'; 'pend': 'object'; 'resolve': 'object' };
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'helpdesk/cases/{}/attachments': {
    create: 'object';
    get: 'object';
    update: never;
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'reporting/reports': {
    create: 'object';
    get: 'object';
    update: never;
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'download': 'file' };
  };
  'reporting/templates': {
    create: never;
    get: 'object';
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
  'usage/products': {
    create: never;
    get: never;
    update: never;
    delete: never;
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: { 'template': 'other' };
  };
  'users': {
    create: never;
    get: 'object';
    update: 'object';
    delete: 'none';
    actions: Record<never, never>;
    actionsOnMany: Record<never, never>;
    uploads: Record<never, never>;
    parts: Record<never, never>;
  };
}

/** Changes of one object that don't answer the object, by collection and verb: it has to be read again. */
export const READ_AGAIN: ReadonlySet<string> = new Set<string>([
  'accounts/{}/users/{}',
  'auth/tokens/{}',
  'listing-requests/{}/assign',
  'listing-requests/{}/cancel',
  'listing-requests/{}/complete',
  'listing-requests/{}/deploy',
  'listing-requests/{}/refine',
  'listing-requests/{}/submit',
  'listing-requests/{}/unassign',
  'notifications/webhooks/{}/trigger',
  'products/{}',
  'products/{}/items/{}',
  'products/{}/items/{}/endsale',
  'products/{}/items/{}/resumesale',
  'products/{}/templates/{}',
  'products/{}/versions/{}',
  'subscriptions/requests/{}/attributes',
  'tier/accounts/{}',
  'tier/config-requests/{}/approve',
  'tier/config-requests/{}/assign',
  'tier/config-requests/{}/fail',
  'tier/config-requests/{}/inquire',
  'tier/config-requests/{}/pend',
  'tier/config-requests/{}/unassign',
]);

/** The actions that are sent by PUT; all others go by POST. */
export const PUT_ACTIONS: ReadonlySet<string> = new Set<string>([
  'subscriptions/requests/{}/attributes',
  'usage/files/{}/approve-all',
]);
