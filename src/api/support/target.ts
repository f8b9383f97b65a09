import { badValue, missing } from '../../zapier/input.ts';

/** Where an API request goes: a path below the connection's endpoint, and nowhere else. */

const LABEL = 'Path';
const EXPECTED = 'a path below the API endpoint, for example /requests/PR-0000-0000-0000-001';
/** Signs that end a path, or that some server takes for a slash. */
const FORBIDDEN = /[\\/?#\p{Cc}\u2028\u2029]/u;
/** Levels of encoding that are looked through; no server decodes as often. */
const LEVELS = 5;

/** Whether a part of a path is plain text however often it is decoded: no dots alone, no slash, no end. */
const isPlain = (segment: string): boolean => {
  let text = segment;
  for (let level = 0; level < LEVELS; level += 1) {
    // A dot, or nothing, with parameters behind it is still that to some servers.
    if (FORBIDDEN.test(text) || ['', '.', '..'].includes(text.split(';', 1).join('').trim())) return false;
    if (!/%[0-9a-f]{2}/i.test(text)) return text.isWellFormed();
    try {
      text = decodeURIComponent(text);
    } catch {
      return false;
    }
  }
  return false;
};

/** A part as it is sent: what is encoded already stays so. */
const sent = (segment: string): string =>
  encodeURIComponent(/%[0-9a-f]{2}/i.test(segment) ? decodeURIComponent(segment) : segment);

export interface Target {
  /** Without a leading slash, each part escaped. */
  readonly path: string;
  /** What stood behind a `?`. */
  readonly query: string;
}

/**
 * Reads a path as people write it: with or without the leading slash, also with a query.
 * @throws ConnectError for all that isn't plainly below the endpoint: an address, `..`, `//`, a backslash, encoded forms
 *   of these, and signs that can't be seen.
 */
export const readTarget = (given: string): Target => {
  const text = given.trim();
  if (!text) throw missing(LABEL, EXPECTED);
  const at = text.indexOf('?');
  const path = at < 0 ? text : text.slice(0, at);
  const query = at < 0 ? '' : text.slice(at + 1);
  const bare = path.replace(/^\//, '').replace(/\/$/, '');
  const segments = bare.split('/');
  // A part with a colon before all others would be the scheme of an address.
  if (!segments.every(isPlain) || /^[a-z][a-z0-9+.-]*:/i.test(bare)) throw badValue(LABEL, given, EXPECTED);
  return { path: segments.map(sent).join('/'), query };
};

/** Modules of Connect, whose permission a key needs, by the first part of a path. */
const MODULES: Readonly<Record<string, string>> = {
  requests: 'Subscriptions',
  assets: 'Subscriptions',
  subscriptions: 'Subscriptions',
  products: 'Products',
  hubs: 'Marketplaces',
  marketplaces: 'Marketplaces',
  contracts: 'Marketplaces',
  tier: 'Customers',
  usage: 'Usage',
  listings: 'Listings',
  'listing-requests': 'Listings',
  helpdesk: 'Helpdesk',
  conversations: 'Conversations',
  reporting: 'Reports',
  partners: 'Partners',
  accounts: 'Account',
};

export const moduleOf = (path: string): string | undefined => MODULES[path.split('/')[0] ?? ''];
