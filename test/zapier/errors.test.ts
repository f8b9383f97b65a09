import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import zapier, { type Bundle, type ZObject } from 'zapier-platform-core';
import { answerError } from '../../src/connect/answerError.ts';
import { type Answer, ConnectError } from '../../src/connect/errors.ts';
import { speaking } from '../../src/zapier/errors.ts';
import { missing } from '../../src/zapier/input.ts';

const { errors } = zapier as unknown as { errors: ZObject['errors'] };
const z = { errors } as unknown as ZObject;
const SECRET = '0123456789abcdef';
const KEY = `ApiKey SU-111-222-333:${SECRET}`;
const TOKEN = 'tenant-token-4711';
const bundleOf = (authData: Record<string, string>): Bundle =>
  ({ authData, inputData: {}, meta: {} }) as unknown as Bundle;
const bundle = bundleOf({ api_key: KEY, provisioning_token: TOKEN });

/** What Zapier is given for something that a perform throws. */
const thrownFor = async (thrown: unknown, connection = bundle): Promise<Error> => {
  const outcome = await speaking(async () => {
    throw thrown;
  })(z, connection).then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Error);
  return outcome as Error;
};
/** The sentence that a person reads: some of Zapier's errors carry it in JSON, with the rest. */
const detailsOf = (error: Error): Record<string, unknown> => {
  try {
    return JSON.parse(error.message) as Record<string, unknown>;
  } catch {
    return { message: error.message };
  }
};
const textFor = async (thrown: unknown, connection = bundle): Promise<unknown> =>
  detailsOf(await thrownFor(thrown, connection))['message'];

describe('a perform that succeeds', () => {
  it('is left alone', async () => {
    const result = { id: 'PR-1', secret: SECRET };
    const seen: unknown[] = [];
    const perform = speaking(async (given: ZObject, by: Bundle) => {
      seen.push(given, by);
      return result;
    });
    expect(await perform(z, bundle)).toBe(result);
    expect(seen).toEqual([z, bundle]);
  });
});

describe('a failure becomes the error that makes Zapier do the right thing', () => {
  it('to reconnect: the connection is marked as expired', async () => {
    const error = await thrownFor(new ConnectError('reconnect', 'The key is wrong.', { status: 401 }));
    expect(error).toBeInstanceOf(errors.ExpiredAuthError);
    expect(detailsOf(error)).toEqual({ message: 'The key is wrong.' });
  });

  it('to wait: the step is run again after the delay', async () => {
    const error = await thrownFor(new ConnectError('wait', 'Busy.', { status: 429, delay: 17 }));
    expect(error).toBeInstanceOf(errors.ThrottledError);
    expect(detailsOf(error)).toEqual({ message: 'Busy.', delay: 17 });
  });

  it('to stop: the run ends without an alarm', async () => {
    const error = await thrownFor(new ConnectError('stop', 'Nothing to do.', { status: 409 }));
    expect(error).toBeInstanceOf(errors.HaltedError);
    expect(detailsOf(error)).toEqual({ message: 'Nothing to do.' });
  });

  it('to fix: an error with code and status', async () => {
    const error = await thrownFor(new ConnectError('fix', 'Refused.', { status: 400, code: 'VAL_001' }));
    expect(error).toBeInstanceOf(errors.Error);
    expect(detailsOf(error)).toEqual({ message: 'Refused.', code: 'VAL_001', status: 400 });
    expect(detailsOf(await thrownFor(missing('Hub ID')))).toEqual({
      message: 'Hub ID is missing. Fill it in.',
    });
  });

  it.each([
    'fix',
    'reconnect',
    'wait',
    'stop',
  ] as const)('to %s: without a log of calls added to the sentence', async (kind) => {
    expect(await thrownFor(new ConnectError(kind, 'Text.'))).toMatchObject({ doNotContextify: true });
  });

  it.each([
    [401, errors.ExpiredAuthError],
    [429, errors.ThrottledError],
    [503, errors.ThrottledError],
    [409, errors.Error],
    [400, errors.Error],
    [403, errors.Error],
    [404, errors.Error],
    [422, errors.Error],
    [500, errors.Error],
    [502, errors.Error],
  ])('when Connect answers %i', async (status, expected) => {
    const answer: Answer = {
      status,
      text: JSON.stringify({ error_code: 'REQ_003', errors: ['Only pending requests.'] }),
      header: (name) => (name.toLowerCase() === 'retry-after' ? '7' : null),
    };
    const error = await thrownFor(answerError(answer, { what: 'approve PR-1', system: 'Connect' }, true));
    expect(error).toBeInstanceOf(expected);
    const details = detailsOf(error);
    expect(details['message']).toContain('Only pending requests.');
    expect(details['message']).toContain('REQ_003');
    expect(details['delay']).toBe(expected === errors.ThrottledError ? 7 : undefined);
  });

  it.each([
    ['an error of the program', new TypeError('x is not a function'), 'x is not a function'],
    ['a text', 'just a text', 'just a text'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
  ])('when it was never expected: %s', async (_name, thrown, said) => {
    const error = await thrownFor(thrown);
    expect(error).toBeInstanceOf(errors.Error);
    expect(detailsOf(error)['message']).toMatch(/^This integration failed/);
    expect(detailsOf(error)['message']).toContain(said);
  });

  it('when a perform fails before it promises anything', async () => {
    const perform = speaking((): Promise<never> => {
      throw new ConnectError('stop', 'Early.');
    });
    await expect(perform(z, bundle)).rejects.toBeInstanceOf(errors.HaltedError);
  });
});

describe('secrets', () => {
  const secrets = [KEY, KEY.replace('ApiKey ', ''), SECRET, TOKEN];

  it.each(['fix', 'reconnect', 'wait', 'stop'] as const)('are in no error to %s', async (kind) => {
    for (const secret of secrets) {
      const text = await textFor(new ConnectError(kind, `Before ${secret} between ${secret}, after.`));
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(TOKEN);
      expect(text).toMatch(/^Before .+ between .+, after\.$/);
    }
  });

  it('are in no error that was never expected, and in no part of it', async () => {
    const error = await thrownFor(new Error(`fetch of https://x/?key=${SECRET}&token=${TOKEN} failed`));
    const everything = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join();
    expect(everything).not.toContain(SECRET);
    expect(everything).not.toContain(TOKEN);
    expect(error.message).toContain('https://x/?key=');
  });

  it.each([
    ['with ApiKey', KEY],
    ['without ApiKey', KEY.replace('ApiKey ', '')],
    ['with blanks around it', `  ${KEY}\n`],
  ])('are found in a key that was pasted %s', async (_name, api_key) => {
    const text = await textFor(new Error(`authorization: ${KEY}`), bundleOf({ api_key }));
    expect(text).not.toContain(SECRET);
  });

  it('are found whatever characters they are made of', async () => {
    const secret = fc.string({ minLength: 6, maxLength: 40 }).filter((text) => /^[^\s:•]+$/.test(text));
    await fc.assert(
      fc.asyncProperty(secret, secret, async (key, token) => {
        // A text of other characters, so that no secret is a part of it by chance.
        const connection = bundleOf({ api_key: `ApiKey SU-1:${key}`, provisioning_token: token });
        const text = await textFor(new ConnectError('fix', `§ ${key} § ${token} §`), connection);
        expect(text).not.toContain(key);
        expect(text).not.toContain(token);
        expect(String(text).startsWith('§ ')).toBe(true);
      }),
    );
  });

  it.each([
    [{}],
    [{ api_key: '' }],
    [{ api_key: '  ', provisioning_token: '' }],
    [{ api_key: 'a' }],
  ])('that are none leave the sentence as it is: %j', async (authData) => {
    const text = 'Connect refused: a name.';
    expect(await textFor(new ConnectError('fix', text), bundleOf(authData as Record<string, string>))).toBe(
      text,
    );
  });

  it('leave the rest of the connection readable', async () => {
    const connection = bundleOf({ api_key: KEY, endpoint: 'https://api.example.com/public/v1' });
    const text = 'https://api.example.com/public/v1 is not there.';
    expect(await textFor(new ConnectError('fix', text), connection)).toBe(text);
  });
});

describe('a message', () => {
  it('has at most 1 000 letters, and keeps what to do', async () => {
    const errors = Array.from({ length: 500 }, (_unused, row) => `row ${row} ${'x'.repeat(500)}`);
    const answer: Answer = { status: 500, text: JSON.stringify({ errors }), header: () => null };
    const intent = { what: `approve ${'y'.repeat(3_000)}`, system: 'Connect', check: 'Look at PR-1.' };
    const text = String(await textFor(answerError(answer, intent, true)));
    expect(text.length).toBeLessThanOrEqual(1_000);
    expect(text.endsWith('Look at PR-1.')).toBe(true);
  });

  it('says what overflows', async () => {
    const deep = (): number => 1 + deep();
    const overflow = await Promise.resolve()
      .then(deep)
      .catch((error: unknown) => error);
    expect(await textFor(overflow)).toMatch(/^A value of this step is nested too deeply/);
  });

  it.each([
    ['a password field', { parameter_password__admin: 'hunter2!' }],
    ['a dictionary', { params: { admin_password: 'hunter2!' } }],
    ['line items', { items: [{ params: { api_token: 'hunter2!' } }] }],
  ])('does not repeat the password of %s', async (_name, inputData) => {
    const text = await textFor(new ConnectError('fix', 'The value hunter2! is weak.'), {
      ...bundle,
      inputData,
    } as unknown as Bundle);
    expect(text).toBe('The value ••• is weak.');
  });

  it('does not repeat the signature of a link', async () => {
    const link = 'https://files.example.com/a.xlsx?sv=1&sig=abc%2Fdef&X-Amz-Signature=0123abc';
    expect(await textFor(new ConnectError('fix', `See ${link} there.`))).toBe(
      'See https://files.example.com/a.xlsx?sv=1&sig=•••&X-Amz-Signature=••• there.',
    );
  });

  it.each([
    ['as it was pasted', (key: string) => `"${key}"\n`],
    ['in an address', (key: string) => key],
  ])('does not repeat a key %s', async (_name, pasted) => {
    const text = await textFor(
      new ConnectError(
        'fix',
        `Bad ${KEY}, ${encodeURIComponent(KEY)}, ${Buffer.from(KEY).toString('base64')}`,
      ),
      bundleOf({ api_key: pasted(KEY) }),
    );
    expect(text).toBe('Bad •••, •••, •••');
  });
});
