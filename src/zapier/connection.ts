import type { Bundle, ZObject } from 'zapier-platform-core';
import { Connect } from '../connect/connect.ts';
import { Deadline } from '../connect/deadline.ts';
import { ConnectError } from '../connect/errors.ts';
import { requester } from '../connect/http.ts';

export const DEFAULT_ENDPOINT = 'https://api.connect.cloudblue.com/public/v1';
const DEFAULT_PATH = '/public/v1';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Connect's own form: the service user's id, a colon, a secret (which is opaque). */
const API_KEY = /^(?:ApiKey\s+)?(SU-[0-9-]+:\S+)$/i;
/** What tokens of the extension "Zapier" show instead of a key; only the published app can exchange it. */
const HANDLE = /^[0-9a-f]{40}(@|$)/i;

/**
 * The Authorization header for a key as people paste it: with or without `ApiKey`, with blanks around it.
 * @throws ConnectError when it has another form.
 */
export const readApiKey = (pasted: string | undefined): string => {
  const text = (pasted ?? '').trim();
  const match = API_KEY.exec(text);
  if (match) return `ApiKey ${match[1]}`;
  if (!text) {
    throw new ConnectError('reconnect', 'API Key is missing. Copy it from Integrations > Tokens in Connect.');
  }
  throw new ConnectError(
    'reconnect',
    HANDLE.test(text)
      ? 'API Key: this is the handle of a token made for the extension "Zapier". Create a token with the extension "Custom" in Connect (Integrations > Tokens) and copy its API key.'
      : 'API Key doesn\'t have the form "ApiKey SU-000-000-000:…". Copy the whole key from the token\'s details in Connect (Integrations > Tokens).',
  );
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
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) {
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
  new Connect(
    requester(z),
    { endpoint: readEndpoint(bundle.authData['endpoint']), apiKey: readApiKey(bundle.authData['api_key']) },
    new Deadline(),
  );
