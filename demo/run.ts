/**
 * `npm run demo`: plays a subscription's life, its usage and what goes on around it through the built integration, on a fresh local Connect,
 * and checks each call and answer against Connect's contract.
 * With CONNECT_API_KEY set (and CONNECT_API_ENDPOINT, if need be) it looks at that account instead.
 */
import './env.ts';
import { contract } from '../contract/check.ts';
import { type Call, observers } from '../sandbox/control.ts';
import { startSandbox } from '../sandbox/index.ts';
import { playAround } from './around.ts';
import { playReadOnly } from './readOnly.ts';
import { Stage, StepFailed } from './stage.ts';
import { EXTERNAL_ID, playSubscription } from './subscription.ts';
import { playUsage } from './usage.ts';
import { type RunnableApp, Zapier } from './zap.ts';

// The built App, as it would be pushed; it is made just before.
const built: string = new URL('../dist/index.js', import.meta.url).href;
const { default: App } = (await import(built)) as { default: RunnableApp };
const app = new Zapier(App);

const tell = async (stage: Stage, play: () => Promise<void>): Promise<0 | 1> => {
  try {
    await play();
    stage.end(0);
    return 0;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    stage.end(1);
    return 1;
  }
};

/** @throws Error that says which calls or answers break the contract. */
const keep = (calls: readonly Call[]): void => {
  const problems = new Set(calls.flatMap((call) => contract().problems(call)));
  if (problems.size) throw new Error([...problems].join('\n'));
};

const { CONNECT_API_KEY: apiKey, CONNECT_API_ENDPOINT: endpoint = '' } = process.env;
if (apiKey) {
  const stage = new Stage();
  process.exitCode = await tell(stage, () => playReadOnly(stage, app, { api_key: apiKey, endpoint }));
} else {
  const calls: Call[] = [];
  observers.add((call) => calls.push(call));
  const sandbox = await startSandbox({ strict: true });
  const stage = new Stage(() => sandbox.control.calls.length);
  process.exitCode = await tell(stage, async () => {
    await playSubscription(stage, app, sandbox);
    await playUsage(stage, app, sandbox, EXTERNAL_ID);
    await playAround(stage, app, sandbox);
    stage.scene('Connect’s contract');
    await stage.step(
      'Contract',
      'Calls and answers as described',
      async () => keep(calls),
      () => ({ id: `${calls.length} calls`, state: 'kept' }),
    );
  });
  await sandbox.close();
}
