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
/** Headers by which some servers take a call for another one than was chosen: another method, path or host. */
const ELSEWHERE =
  /^(?:x-(?:http-)?method(?:-override)?|x-(?:original|rewrite)-ur[il]|forwarded|x-forwarded-.*|x-host)$/;
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
      if (ELSEWHERE.test(key.replaceAll('_', '-')))
        throw badValue('Headers', name, 'another header: where the call goes is said by Method and Path');
      const text = asText(value).trim();
      if (!VALUE.test(text)) throw badValue(`Headers, ${name}`, text, 'plain letters, digits and signs');
      return [key, text];
    }),
  );
