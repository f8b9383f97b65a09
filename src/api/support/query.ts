import { ConnectError } from '../../connect/errors.ts';
import { asText } from '../../fields/params.ts';
import { badValue } from '../../zapier/input.ts';

/** The query of an API request, as RQL and as names with values. */

/** What RQL takes without quotes (lib-rql, `grammar.py`). */
const UNQUOTED = /^[A-Za-z0-9_*+\\-][\w*+\\.:@ -]*$/;
const NAME = /^[A-Za-z][\w.-]*$/;

const quoted = (name: string, value: string): string => {
  if (UNQUOTED.test(value)) return encodeURIComponent(value);
  if (value.includes('"') && value.includes("'"))
    throw badValue(`Filters, ${name}`, value, 'a text that has only one kind of quotes');
  const quote = value.includes('"') ? "'" : '"';
  return encodeURIComponent(`${quote}${value}${quote}`).replaceAll("'", '%27');
};

/** @throws ConnectError for a name that no filter can have, and for a text with half of a letter. */
const pairOf = ([name, value]: [string, unknown]): string => {
  if (!NAME.test(name)) throw badValue('Filters', name, 'the name of a filter, for example status');
  const text = asText(value);
  if (!text.isWellFormed()) throw badValue('Filters', name, 'a text without half of a letter');
  return `${name}=${quoted(name, text)}`;
};

/** RQL as it is sent: what is encoded already stays so. @throws ConnectError for signs that can't be seen. */
const encoded = (rql: string): string => {
  // Empty parts, as at either end of a pasted query, mean nothing.
  const text = rql.trim().replace(/^\?+/, '').split('&').filter(Boolean).join('&');
  if (/\p{Cc}/u.test(text) || !text.isWellFormed())
    throw new ConnectError(
      'fix',
      "Query holds a sign that can't be seen, such as a line break. Write it in one line.",
    );
  return text
    .replaceAll(/%(?![0-9a-f]{2})|[^\w%.~!$&'()*+,;=:@/|-]/giu, (sign) => encodeURIComponent(sign))
    .replaceAll("'", '%27');
};

/**
 * The whole query, without `?`.
 * @param rql as people write it, of the query field and of the path.
 * @param pairs names with values, of which all have to hold.
 */
export const readQuery = (rql: readonly string[], pairs: Readonly<Record<string, unknown>> = {}): string =>
  [...rql.map(encoded), ...Object.entries(pairs).map(pairOf)].filter(Boolean).join('&');

/** Whether a query says itself which page is wanted; letters may be encoded. */
export const hasPage = (query: string): boolean =>
  /(?:^|&)(?:limit|offset)=/i.test(decodeURIComponent(query));
