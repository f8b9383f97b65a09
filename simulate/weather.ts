import type { Fault } from '../sandbox/control.ts';
import type { Chance } from './chance.ts';

/** What goes wrong between Zapier, Connect and the vendor's system, each kind by its name. */

/** What befalls one call of a step. */
export interface Gust {
  /** Which call of the step, from 0. */
  readonly at: number;
  readonly kind: GustKind;
  /** For what has a measure: seconds. */
  readonly seconds: number;
}

type Befalls =
  /** The answer is another one, or none. */
  | { readonly does: 'fault'; readonly fault: (gust: Gust) => Omit<Fault, 'host' | 'path' | 'times'> }
  /** It takes its time. */
  | { readonly does: 'delay' }
  /** Its caller gives up before it is carried out; it is carried out all the same, or never. */
  | { readonly does: 'hang'; readonly isCarriedOut: boolean }
  /** Zapier ends the step there. */
  | { readonly does: 'kill'; readonly isCarriedOut: boolean };

interface Kind {
  readonly host: 'connect' | 'tenant' | 'any';
  /** Only calls that change something, only those that don't, or of these only lists. */
  readonly only?: 'writes' | 'reads' | 'lists';
  readonly befalls: Befalls;
  /** Whether it befalls all such calls of the step from then on, and not one alone. */
  readonly lasts?: boolean;
  /** How it is told. */
  readonly told: string;
}

const fault = (does: Omit<Fault, 'host' | 'path' | 'times'>): Befalls => ({
  does: 'fault',
  fault: () => does,
});
const refusal = (status: number, code: string, ...errors: string[]) =>
  fault({ kind: 'status', status, body: { error_code: code, errors } });

export const KINDS = {
  'cut before': {
    host: 'any',
    befalls: fault({ kind: 'reset', status: 0 }),
    told: 'the connection is cut before it arrives',
  },
  'cut after': {
    host: 'any',
    befalls: fault({ kind: 'resetAfter', status: 0 }),
    told: 'carried out, but the connection is cut',
  },
  'half an answer': {
    host: 'any',
    befalls: fault({ kind: 'truncate', status: 0 }),
    told: 'carried out, but half of the answer is lost',
  },
  'never arrives': {
    host: 'any',
    befalls: { does: 'hang', isCarriedOut: false },
    told: 'never arrives, and nobody says so',
  },
  'arrives late': {
    host: 'any',
    befalls: { does: 'hang', isCarriedOut: true },
    told: 'carried out only after its caller has given up',
  },
  slow: { host: 'any', befalls: { does: 'delay' }, told: 'takes long' },
  'server error': { host: 'any', befalls: fault({ kind: 'status', status: 500 }), told: 'answered 500' },
  maintenance: {
    host: 'connect',
    befalls: fault({ kind: 'html', status: 503, retryAfter: 120 }),
    told: 'answered 503 with a page: maintenance',
  },
  'bad gateway': {
    host: 'any',
    befalls: fault({ kind: 'html', status: 502 }),
    told: 'answered 502 with a page',
  },
  'too many': {
    host: 'any',
    befalls: {
      does: 'fault',
      fault: ({ seconds }) => ({
        kind: 'status',
        status: 429,
        retryAfter: seconds,
        body: { error_code: 'THR_001', errors: ['Request was throttled.'] },
      }),
    },
    told: 'answered 429',
  },
  'too many, no time said': {
    host: 'connect',
    befalls: refusal(429, 'THR_001', 'Request was throttled.'),
    told: 'answered 429 without a time',
  },
  'key revoked': {
    host: 'connect',
    befalls: refusal(401, 'AUTH_001', 'API request is unauthorized.'),
    told: 'answered 401',
  },
  forbidden: {
    host: 'connect',
    befalls: refusal(403, 'AUTH_003', 'You do not have permission to perform this action.'),
    told: 'answered 403',
  },
  killed: {
    host: 'any',
    befalls: { does: 'kill', isCarriedOut: false },
    told: 'Zapier ends the step before this arrives',
  },
  'killed after': {
    host: 'any',
    befalls: { does: 'kill', isCarriedOut: true },
    told: 'carried out, and Zapier ends the step there',
  },
  'unreadable row': {
    host: 'connect',
    only: 'lists',
    befalls: fault({ kind: 'garble', status: 0 }),
    told: 'its first row can’t be read',
  },
  'text answer': {
    host: 'tenant',
    only: 'writes',
    befalls: fault({ kind: 'replace', status: 200, body: 'OK, done.' }),
    told: 'carried out, and answered with a text',
  },
  'accepted only': {
    host: 'tenant',
    only: 'writes',
    befalls: fault({ kind: 'replace', status: 202, body: {} }),
    told: 'carried out, and answered 202 with an empty object',
  },
  'exists already': {
    host: 'tenant',
    only: 'writes',
    befalls: fault({ kind: 'replace', status: 409, body: { error: 'That exists already.' } }),
    told: 'carried out, and answered 409: exists already',
  },
  'half done': {
    host: 'tenant',
    only: 'writes',
    befalls: fault({ kind: 'replace', status: 500, body: { error: 'The e-mail could not be sent.' } }),
    told: 'carried out, and answered 500: half done',
  },
  busy: {
    host: 'tenant',
    only: 'writes',
    befalls: fault({ kind: 'status', status: 409, body: { error: 'Another operation is in progress.' } }),
    told: 'answered 409: another operation is in progress',
  },
  'page not found': {
    host: 'tenant',
    befalls: fault({ kind: 'html', status: 404 }),
    // While a new version of the system is put up, say.
    lasts: true,
    told: 'answered 404 with a page',
  },
  'vendor refuses': {
    host: 'tenant',
    only: 'writes',
    befalls: fault({ kind: 'status', status: 422, body: { error: 'This customer is not served.' } }),
    told: 'refused with 422',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type GustKind = keyof typeof KINDS;

export const kindOf = (gust: Gust): Kind => KINDS[gust.kind];

const WEIGHTS: Readonly<Record<GustKind, number>> = {
  'cut before': 4,
  'cut after': 8,
  'half an answer': 4,
  'never arrives': 3,
  'arrives late': 4,
  slow: 6,
  'server error': 4,
  maintenance: 3,
  'bad gateway': 3,
  'too many': 4,
  'too many, no time said': 2,
  'key revoked': 3,
  forbidden: 2,
  killed: 4,
  'killed after': 5,
  'unreadable row': 5,
  'text answer': 4,
  'accepted only': 3,
  'exists already': 4,
  'half done': 4,
  busy: 4,
  'page not found': 8,
  'vendor refuses': 4,
};

/** Calls of a step that are hit now and then; steps of more calls are rare. */
const CALLS = 6;

/** The weather of one step: mostly none. */
export const weatherFrom = (chance: Chance, percent = 40): Gust[] => {
  const gusts: Gust[] = [];
  while (gusts.length < 3 && chance.happens(percent)) {
    gusts.push({
      at: chance.below(CALLS),
      kind: chance.weighted(WEIGHTS),
      seconds: chance.of([1, 4, 9, 14, 60, 900]),
    });
  }
  return gusts;
};

/** Whether a kind of weather goes for a call at all. */
export const reaches = (gust: Gust, call: { host: string; method: string; path: string }): boolean => {
  const { host, only } = kindOf(gust);
  if (host !== 'any' && host !== call.host) return false;
  if (only === 'lists') return call.method === 'GET' && /\/[a-z-]+$/.test(call.path);
  return !only || (only === 'reads') === (call.method === 'GET');
};
