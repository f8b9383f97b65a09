import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { contract } from '../../contract/check.ts';
import { Stage } from '../../demo/stage.ts';
import { EXTERNAL_ID, playSubscription } from '../../demo/subscription.ts';
import { playUsage } from '../../demo/usage.ts';
import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import App from '../../index.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

describe('a subscription lives its whole life through the integration', () => {
  let sandbox: Sandbox;
  const lines: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ strict: true });
    jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    const stage = new Stage(() => sandbox.control.calls.length);
    const zapier = new Zapier(App as unknown as RunnableApp);
    await playSubscription(stage, zapier, sandbox);
    await playUsage(stage, zapier, sandbox, EXTERNAL_ID);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await sandbox.close();
  });

  it('leaves it terminated, with five approved requests', () => {
    const requests = [...sandbox.world.requests.all()];
    expect(requests.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'purchase approved',
      'change approved',
      'suspend approved',
      'resume approved',
      'cancel approved',
    ]);
    expect([...sandbox.world.assets.all()].map(({ status }) => status)).toEqual(['terminated']);
  });

  it('leaves its usage closed, every record billed', () => {
    const { files, records } = sandbox.world.usage;
    expect([...files.all()].map(({ status }) => status)).toEqual(['closed']);
    expect([...records.all()].map((one) => one.external_billing_id)).toEqual(Array(3).fill('INV-2026-01'));
  });

  it('tells each step in a line', () => {
    expect(lines.filter((line) => line.includes('✓'))).toHaveLength(37);
    expect(lines.some((line) => line.includes('✗'))).toBe(false);
  });

  it('sends the vendor system its own token, and Connect its key, each to its own host', () => {
    const hosts = (host: string) =>
      new Set(sandbox.control.calls.filter((call) => call.host === host).map((call) => call.authorization));
    expect([...hosts('tenant')]).toEqual(['Bearer']);
    expect([...hosts('connect')].every((one) => one.startsWith('ApiKey SU-'))).toBe(true);
  });

  it('keeps the contract of Connect in every call and every answer', () => {
    expect(sandbox.control.calls.length).toBeGreaterThan(29);
    expect(sandbox.control.calls.flatMap((call) => contract().problems(call))).toEqual([]);
  });
});
