import { asText } from '../../fields/params.ts';
import { badValue } from '../../zapier/input.ts';

/** Headers that the connection and the call decide about (RFC 9110; RFC 9112). */
const OWN = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'user-agent',
]);
/** A name, and what a value may hold (RFC 9110, 5.1 and 5.5). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\x20-\x7E]*$/;

/** Headers of an API request, by their names in small letters. @throws ConnectError for those that it can't have. */
export const readHeaders = (given: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const key = name.toLowerCase();
      if (!TOKEN.test(name))
        throw badValue('Headers', name, 'the name of a header, for example Connect-Localization');
      if (OWN.has(key)) throw badValue('Headers', name, 'another header: this one comes from the connection');
      const text = asText(value).trim();
      if (!VALUE.test(text)) throw badValue(`Headers, ${name}`, text, 'plain letters, digits and signs');
      return [key, text];
    }),
  );
