import type { Bundle, ZObject } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { shortenedInside, unwrapped } from '../connect/text.ts';
import { endStep, wireOf } from './wires.ts';

/** Below this a text is no secret, and taking it out would spoil words. */
const MIN_SECRET = 6;
/** A sentence, and no page: what is longer is cut in its middle, because what to do stands at the end. */
const MAX_MESSAGE = 1_000;

/** Names of parameters whose values are secrets, in dictionaries and line items. */
const SECRET_NAME = /password|passwd|passphrase|secret|token|api.?key/i;
/** The key of a field for a password parameter begins so. */
const PASSWORD_FIELD = 'parameter_password__';
/** Dictionaries and line items hold parameters at most this deep. */
const MAX_LEVELS = 3;

const namedSecrets = (value: unknown, isSecret: boolean, level = 0): string[] => {
  if (typeof value === 'string' || typeof value === 'number') return isSecret ? [String(value)] : [];
  if (typeof value !== 'object' || value === null || level > MAX_LEVELS) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    namedSecrets(inner, isSecret || SECRET_NAME.test(name), level + 1),
  );
};

/** Values that a person gave for password parameters. The step's own fields are none, whatever they are called. */
const givenSecrets = (inputData: Record<string, unknown> = {}): string[] =>
  Object.entries(inputData).flatMap(([key, value]) => namedSecrets(value, key.startsWith(PASSWORD_FIELD)));

/** Parts of the connection and of the input that must never be read by anyone, should a server repeat them in an answer. */
const secretsOf = (bundle: Bundle): string[] => {
  const values = ['api_key', 'provisioning_token'].flatMap((key) => {
    const pasted = bundle.authData?.[key] ?? '';
    return [pasted.trim(), unwrapped(pasted)];
  });
  const parts = [
    ...values.flatMap((value) => [value, value.slice(value.indexOf(':') + 1)]),
    ...givenSecrets(bundle.inputData),
    ...namedSecrets(bundle.subscribeData, false, 0),
  ];
  const forms = parts
    .filter((value) => value.length >= MIN_SECRET)
    .flatMap((value) => [
      value,
      encodeURIComponent(value.toWellFormed()),
      Buffer.from(value).toString('base64'),
    ]);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
};

/** What makes a link to a file work for whoever has it. */
const SIGNATURE = /([?&](?:sig|[a-z-]*signature|[a-z-]*token|[a-z-]*credential)=)[^&\s"'<>]+/gi;

const censored = (text: string, bundle: Bundle): string =>
  secretsOf(bundle)
    .reduce((message, secret) => message.replaceAll(secret, '•••'), text)
    .replaceAll(SIGNATURE, '$1•••');

/** V8's words for a stack that is full. */
const isOverflow = (error: unknown) => error instanceof RangeError && /call stack/.test(error.message);

const inWords = (error: unknown): ConnectError => {
  if (error instanceof ConnectError) return error;
  if (isOverflow(error)) {
    return new ConnectError(
      'fix',
      'A value of this step is nested too deeply to be read. Give it with fewer levels.',
    );
  }
  return new ConnectError(
    'fix',
    `This integration failed in a way that it did not expect: ${error instanceof Error ? error.message : String(error)}`,
  );
};

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
  const text = shortenedInside(censored(failure.message, bundle), MAX_MESSAGE);
  return Object.assign(zapierError(z, text, failure), { doNotContextify: true });
};

/**
 * Wraps a perform: its time runs from here, whatever it throws reaches Zapier as the right kind of error, in words and
 * without secrets, and its connections end with it.
 */
export const speaking =
  <B extends Bundle, T>(perform: (z: ZObject, bundle: B) => Promise<T>) =>
  async (z: ZObject, bundle: B): Promise<T> => {
    wireOf(z);
    try {
      return await perform(z, bundle);
    } catch (error) {
      throw translated(z, bundle, error);
    } finally {
      endStep(z);
    }
  };
