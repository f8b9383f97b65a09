import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Stage } from '../../demo/stage.ts';
import { playSubscription } from '../../demo/subscription.ts';
import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import App from '../../index.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { Contract, loadDescription } from '../support/contract.ts';

describe('a subscription lives its whole life through the integration', () => {
  let sandbox: Sandbox;
  const lines: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ strict: true });
    jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    await playSubscription(
      new Stage(() => sandbox.control.calls.length),
      new Zapier(App as unknown as RunnableApp),
      sandbox,
    );
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

  it('tells each step in a line', () => {
    expect(lines.filter((line) => line.includes('✓'))).toHaveLength(29);
    expect(lines.some((line) => line.includes('✗'))).toBe(false);
  });

  it('sends the vendor system its own token, and Connect its key, each to its own host', () => {
    const hosts = (host: string) =>
      new Set(sandbox.control.calls.filter((call) => call.host === host).map((call) => call.authorization));
    expect([...hosts('tenant')]).toEqual(['Bearer']);
    expect([...hosts('connect')].every((one) => one.startsWith('ApiKey SU-'))).toBe(true);
  });

  it('keeps the contract of Connect in every call and every answer', () => {
    const description = loadDescription();
    if (!description) {
      process.stderr.write(
        'Contract test: no OpenAPI description at hand (CONNECT_OPENAPI), so calls were not checked.\n',
      );
      return;
    }
    const contract = new Contract(description);
    expect(sandbox.control.calls.flatMap((call) => contract.problems(call))).toEqual([]);
    expect(sandbox.control.calls.length).toBeGreaterThan(29);
  });
});
