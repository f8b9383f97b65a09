import { describe, expect, it } from '@jest/globals';
import type { Connect } from '../../src/connect/connect.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import { findSubscription } from '../../src/fields/subscription.ts';

interface Row {
  id: string;
  status: string;
  product?: { name: string };
  tiers?: object;
}

/** A Connect that has these subscriptions for whatever is asked; counts the lists that it is asked for. */
const connectWith = (...rows: Row[]) => {
  const asked: { where?: unknown }[] = [];
  const connect = {
    assets: {
      list: async (query: { where?: unknown }) => {
        asked.push(query);
        return { rows, total: rows.length };
      },
    },
  } as unknown as Connect;
  return { connect, asked };
};
const row = (id: string, status: string, name?: string): Row => ({
  id,
  status,
  ...(name ? { product: { name } } : {}),
});

const refusal = async (run: Promise<unknown>): Promise<string> => {
  const error = await run.then(
    (value) => `not refused: ${String(value)}`,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConnectError);
  expect(error).toMatchObject({ kind: 'fix' });
  return (error as ConnectError).message;
};

describe('a subscription', () => {
  it('is the one that is named by its ID, without a call', async () => {
    const { connect, asked } = connectWith(row('AS-2', 'active'));
    expect(await findSubscription(connect, { asset_id: 'AS-1', asset_external_id: 'X' })).toMatchObject({
      id: 'AS-1',
    });
    expect(asked).toEqual([]);
  });

  it.each([
    [{ asset_external_id: 'X' }, { external_id: 'X' }],
    [{ asset_external_uid: 'U' }, { external_uid: 'U' }],
    [
      { asset_id: '', asset_external_id: 'X', asset_external_uid: 'U' },
      { external_id: 'X', external_uid: 'U' },
    ],
  ])('is found by %j in one call', async (named, where) => {
    const { connect, asked } = connectWith(row('AS-1', 'active'));
    expect(await findSubscription(connect, named)).toMatchObject({ id: 'AS-1' });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.where).toEqual(where);
  });

  it.each([
    'active',
    'suspended',
    'processing',
    'terminating',
  ])('is the %s one, when others with its external ID have ended', async (status) => {
    const { connect } = connectWith(
      row('AS-1', 'terminated'),
      row('AS-2', status),
      row('AS-3', 'terminated'),
    );
    expect(await findSubscription(connect, { asset_external_id: 'X' })).toMatchObject({ id: 'AS-2' });
  });

  it('may have ended, when there is no other', async () => {
    const { connect } = connectWith(row('AS-1', 'terminated'));
    expect(await findSubscription(connect, { asset_external_id: 'X' })).toMatchObject({ id: 'AS-1' });
  });
});

describe('no subscription', () => {
  it.each([
    [{}],
    [{ asset_id: '', asset_external_id: '', asset_external_uid: '' }],
  ])('is found by %j, and none is looked for', async (named) => {
    const { connect, asked } = connectWith(row('AS-1', 'active'));
    expect(await refusal(findSubscription(connect, named))).toMatch(/^Subscription ID is missing\./);
    expect(asked).toEqual([]);
  });

  it('is found when there is none, and the sentence says what was searched', async () => {
    const { connect } = connectWith();
    const message = await refusal(
      findSubscription(connect, { asset_external_id: 'X-1', asset_external_uid: 'U-1' }),
    );
    expect(message).toContain('no subscription');
    expect(message).toContain('external ID "X-1"');
    expect(message).toContain('external UID "U-1"');
    expect(await refusal(findSubscription(connect, { asset_external_id: 'X-1' }))).not.toContain('UID');
  });

  it('is chosen among several that live, and the sentence names them', async () => {
    const { connect } = connectWith(row('AS-1', 'active', 'Mail'), row('AS-2', 'terminated', 'Old mail'), {
      ...row('AS-3', 'suspended'),
      tiers: { customer: { name: 'Example Ltd.', external_id: '#1001' } },
    });
    const message = await refusal(findSubscription(connect, { asset_external_id: 'X-1' }));
    expect(message).toContain('"X-1"');
    expect(message).toContain('AS-1 (active, Mail)');
    expect(message).toContain('AS-3 (suspended, unknown product, customer Example Ltd., external ID #1001)');
    expect(message).not.toContain('AS-2');
    expect(message).not.toContain('undefined');
  });

  it('is chosen among several that have ended', async () => {
    const { connect } = connectWith(row('AS-1', 'terminated'), row('AS-2', 'terminated'));
    expect(await refusal(findSubscription(connect, { asset_external_id: 'X' }))).toContain('several');
  });

  it('is chosen among many, of which the sentence names some', async () => {
    const many = Array.from({ length: 50 }, (_unused, index) => row(`AS-${index}.`, 'active'));
    const message = await refusal(findSubscription(connectWith(...many).connect, { asset_external_id: 'X' }));
    expect(message.match(/AS-/g)?.length).toBeLessThan(10);
    expect(message).toContain('AS-0.');
  });
});
