import type { Bundle, ZObject } from 'zapier-platform-core';
import { isLoopback } from '../connect/addresses.ts';
import { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { unwrapped } from '../connect/text.ts';
import { wireOf } from './wires.ts';

export const DEFAULT_ENDPOINT = 'https://api.connect.cloudblue.com/public/v1';
const DEFAULT_PATH = '/public/v1';

/** Connect's own form: the service user's id, a colon, a secret (which is opaque). */
const API_KEY = /^(?:ApiKey[\s:]+)?(SU-[0-9-]+:\S+)$/i;
/** What tokens of the extension "Zapier" show instead of a key; only the published app can exchange it. */
const HANDLE = /^[0-9a-f]{40}(@|$)/i;
/** What a header can carry (RFC 9110, 5.5), which is less than a field can. */
const HEADER = /^[\x21-\x7E]*$/;

/**
 * A secret as a header can carry it: without the blanks, line breaks and quotes around it that come along in copying.
 * @param where where to copy it anew, for the message.
 * @throws ConnectError naming the field, and never its value.
 */
const readSecret = (label: string, pasted: string | undefined, where: string): string => {
  const text = unwrapped(pasted ?? '');
  if (!text) throw new ConnectError('reconnect', `${label} is missing. ${where}`);
  if (/[\r\n]/.test(text)) {
    throw new ConnectError('reconnect', `${label} has a line break inside. ${where}`);
  }
  if (!HEADER.test(text.replaceAll(' ', ''))) {
    throw new ConnectError(
      'reconnect',
      `${label} holds letters that no key has, such as letters with accents, dashes of a text program or blanks that can't be seen. ${where}`,
    );
  }
  return text;
};

/**
 * The Authorization header for a key as people paste it: with or without `ApiKey`, with blanks or quotes around it.
 * @throws ConnectError when it has another form.
 */
export const readApiKey = (pasted: string | undefined): string => {
  // Out of a table, the word before the key comes with a tab or a blank that doesn't break.
  const given = unwrapped(pasted ?? '').replace(/^ApiKey[\t\u00A0 :]+/i, 'ApiKey ');
  const text = readSecret('API Key', given, 'Copy it from Integrations > Tokens in Connect.');
  const match = API_KEY.exec(text);
  if (match) return `ApiKey ${match[1]}`;
  throw new ConnectError(
    'reconnect',
    HANDLE.test(text)
      ? 'API Key: this is the handle of a token made for the extension "Zapier". Create a token with the extension "Custom" in Connect (Integrations > Tokens) and copy its API key.'
      : 'API Key doesn\'t have the form "ApiKey SU-000-000-000:…". Copy the whole key from the token\'s details in Connect (Integrations > Tokens).',
  );
};

/**
 * The token of a vendor's own system, as people paste it: also with `Bearer` before it.
 * @throws ConnectError when no header can carry it.
 */
export const readToken = (pasted: string): string => {
  const text = readSecret(
    'Provisioning Token',
    pasted.trim().replace(/^["']?Bearer\s+/i, ''),
    'Copy it anew from your own system.',
  );
  if (text.includes(' ')) {
    throw new ConnectError(
      'reconnect',
      'Provisioning Token has a blank inside. Copy it anew from your own system.',
    );
  }
  return text;
};

/**
 * An address of a connection, checked: https, or http on this machine; no trailing slash.
 * @throws ConnectError naming the field by its label.
 */
export const readAddress = (label: string, pasted: string, example: string): string => {
  const text = pasted.trim();
  if (!URL.canParse(text)) {
    throw new ConnectError('reconnect', `${label}: "${text}" is not a web address. Give one like ${example}`);
  }
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) {
    throw new ConnectError(
      'reconnect',
      `${label}: give the address alone, without user, password, ? or #, like ${example}`,
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw new ConnectError(
      'reconnect',
      `${label}: "${text}" is not safe for a secret. The address has to begin with https://`,
    );
  }
  let end = url.pathname.length;
  while (url.pathname[end - 1] === '/') end -= 1;
  return `${url.origin}${url.pathname.slice(0, end)}`;
};

/** The base URL of Connect for a connection. */
export const readEndpoint = (pasted: string | undefined): string => {
  if (!pasted?.trim()) return DEFAULT_ENDPOINT;
  const address = readAddress('API Endpoint', pasted, DEFAULT_ENDPOINT);
  return new URL(address).pathname === '/' ? `${address}${DEFAULT_PATH}` : address;
};

/**
 * Connect for one step, as the connection of the bundle says.
 * @throws ConnectError when the connection's fields can't be right.
 */
export const openConnect = (z: ZObject, bundle: Bundle): Connect =>
  new Connect(wireOf(z), {
    endpoint: readEndpoint(bundle.authData['endpoint']),
    apiKey: readApiKey(bundle.authData['api_key']),
  });
