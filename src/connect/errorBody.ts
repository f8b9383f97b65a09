import { jsonOrNothing } from './json.ts';
import { shortened } from './text.ts';

/** What a server says about a failure, whatever the form in which it does. */
export interface ErrorBody {
  code: string | undefined;
  reasons: string[];
}

const MAX_CODE = 40;

/** A person reads few; servers may send one for each of a thousand rows. */
const MAX_REASONS = 10;
const MAX_REASON = 300;
const MAX_SAID = 600;
/** Names of fields inside each other that are still read; deeper ones say nothing to people. */
const MAX_LEVELS = 10;

/** Text of a server in one line, without markup. */
const plain = (value: unknown): string =>
  String(value)
    .slice(0, 4 * MAX_REASON)
    // Tags, and not what stands between a "<" and a ">" of a rule.
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Collects the reasons of a value, whatever its form, into `found`: each with the names of its fields. */
const collect = (value: unknown, fields: string, found: string[], level = 0): void => {
  if (value === null || value === undefined || value === '' || level > MAX_LEVELS) return;
  if (typeof value === 'object') {
    for (const [field, inner] of Object.entries(value)) {
      if (found.length >= MAX_REASONS) return;
      collect(inner, Array.isArray(value) ? fields : `${fields}${plain(field)}: `, found, level + 1);
    }
    return;
  }
  const text = plain(value);
  if (text) found.push(shortened(`${fields}${text}`, MAX_REASON));
};

const asReasons = (value: unknown): string[] => {
  const found: string[] = [];
  collect(value, '', found);
  let left = MAX_SAID;
  return found.filter((reason, index) => {
    left -= reason.length;
    return index === 0 || left >= 0;
  });
};

/** Whether an answer is HTML or XML. */
export const isPage = (text: string): boolean => /^\uFEFF?\s*</.test(text);

/** What servers say when they have no reason to give, in small letters alone. */
const NO_REASONS = new Set([
  '',
  ...['true', 'false', 'null', 'none', 'error', 'errors', 'fail', 'failed', 'failure', 'invalid'],
  ...['bad request', 'invalid request', 'validation error', 'validation failed', 'validation errors'],
  ...['unprocessable entity', 'unprocessable content', 'one or more validation errors occurred'],
  ...['conflict', 'not found', 'forbidden', 'unauthorized', 'internal server error', 'an error occurred'],
]);

/** Whether what a server says is more than that something failed. */
export const isReason = (said: string): boolean =>
  !NO_REASONS.has(
    said
      .toLowerCase()
      .replaceAll(/[^\p{L}]+/gu, ' ')
      .trim(),
  );

const isText = (value: unknown): boolean => typeof value === 'string';
/** `{"domain": ["is taken"]}`: nothing but reasons, by their fields. */
const isByField = (body: object): boolean =>
  Object.values(body).every((value) => Array.isArray(value) && value.length > 0 && value.every(isText));

const reasonsOf = (body: object | string): string[] => {
  if (typeof body === 'string' || Array.isArray(body)) return asReasons(body);
  const {
    errors,
    error,
    message,
    detail,
    title,
    error_description: description,
    params,
  } = body as Record<string, unknown>;
  const [first = [], ...others] = [errors, error, message, detail, title, description]
    .map(asReasons)
    .filter((one) => one.length > 0);
  const told = first.filter(isReason);
  // A name for programs, or of the status alone, often stands beside a sentence for people.
  const isSentence = told.some((reason) => /\s/.test(reason));
  const sentence = isSentence
    ? []
    : others.find((one) => one.some((reason) => isReason(reason) && /\s/.test(reason)));
  if (sentence?.length) return [...told, ...sentence];
  return first.length ? first : asReasons(isByField(body) ? body : params);
};

/** Reads `{error_code, errors}` (or a message of another form); HTML and other text give no reasons. */
export const readErrorBody = (text: string): ErrorBody => {
  const body = jsonOrNothing(text);
  if (typeof body === 'string') return { code: undefined, reasons: reasonsOf(body) };
  if (typeof body !== 'object' || body === null) return { code: undefined, reasons: [] };
  const { error_code: code } = body as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? plain(code).slice(0, MAX_CODE) || undefined : undefined,
    reasons: reasonsOf(body),
  };
};

/** All texts of an answer, short, without the names of its fields; empty for a page. */
export const wordsOf = (text: string): string => {
  if (isPage(text)) return '';
  const found: string[] = [];
  const body = jsonOrNothing(text);
  collect(typeof body === 'object' ? Object.values(body ?? {}) : (body ?? text), '', found);
  return found.join(' ').slice(0, MAX_SAID);
};

/** What ends by itself: another call on the same object, of this Zap, another one, or a person. */
const UNDER_WAY = new RegExp(
  [
    /\b(?:another|an|other) (?:operation|request|process|task|change|update|transaction) is (?:already |still |currently )?(?:in progress|running|under way|being processed)/,
    /\b(?:operation|task|change|update|transaction)s? (?:already |still |currently )?in progress\b/,
    /\b(?:currently|still|already) (?:in progress|running|being \w+ed|locked|busy)\b/,
    /\bis being (?:processed|modified|changed|updated|edited) by (?:another|an|other)\b/,
    /\b(?:is|are|was) (?:temporarily )?locked\b|\b(?:object|record|resource|row) locked\b/,
    /\block(?:ed by (?:another|an)\b|(?: could)? not (?:be )?(?:acquired|obtained)| (?:wait )?timeout)|\b(?:acquire|obtain|get) (?:a |the )?lock\b|\bdeadlock\b/,
    /\bconcurrent (?:change|modification|operation|request|transaction|update)/,
    /\b(?:re)?try (?:again )?(?:later|in (?:a|\d))/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Whether a reason says that something else is going on, which ends by itself. */
export const asksForPatience = (said: string): boolean => UNDER_WAY.test(said);
