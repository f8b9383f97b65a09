import type { Bundle, ZObject } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';

/** Parts of the connection that must never be read by anyone, should a server repeat them in an answer. */
const secretsOf = (bundle: Bundle): string[] =>
  ['api_key', 'provisioning_token']
    .map((key) => bundle.authData?.[key]?.trim() ?? '')
    .flatMap((value) => [value, value.slice(value.indexOf(':') + 1)])
    .filter((value) => value.length >= 6);

const censored = (text: string, bundle: Bundle): string =>
  secretsOf(bundle).reduce((message, secret) => message.replaceAll(secret, '•••'), text);

const inWords = (error: unknown): ConnectError =>
  error instanceof ConnectError
    ? error
    : new ConnectError(
        'fix',
        `This integration failed in a way that it did not expect: ${error instanceof Error ? error.message : String(error)}`,
      );

/** The error of Zapier's that makes it do what a failure asks for. */
const zapierError = (z: ZObject, text: string, { kind, status, code, delay }: ConnectError): Error => {
  if (kind === 'reconnect') return new z.errors.ExpiredAuthError(text);
  if (kind === 'wait') return new z.errors.ThrottledError(text, delay);
  if (kind === 'stop') return new z.errors.HaltedError(text);
  return new z.errors.Error(text, code, status);
};

/** Core adds its own log of what happened to some errors; people should read the sentence alone. */
const translated = (z: ZObject, bundle: Bundle, error: unknown): Error => {
  const failure = inWords(error);
  return Object.assign(zapierError(z, censored(failure.message, bundle), failure), { doNotContextify: true });
};

/** Wraps a perform: whatever it throws reaches Zapier as the right kind of error, in words, without secrets. */
export const speaking =
  <B extends Bundle, T>(perform: (z: ZObject, bundle: B) => Promise<T>) =>
  async (z: ZObject, bundle: B): Promise<T> => {
    try {
      return await perform(z, bundle);
    } catch (error) {
      throw translated(z, bundle, error);
    }
  };
