/** Polls a sandbox in a process of its own and prints what that took: `node poll.child.ts URL KEY`. Steps come on stdin. */
import '../demo/env.ts';
import { createInterface } from 'node:readline';
import { PolledZap, type RunnableApp, Zapier } from '../demo/zap.ts';

const [endpoint = '', apiKey = ''] = process.argv.slice(2);
const built: string = new URL('../dist/index.js', import.meta.url).href;
const { default: App } = (await import(built)) as { default: RunnableApp };
const zap = new PolledZap(new Zapier(App), 'new_requests', { api_key: apiKey, endpoint }, {}, 'bench');

for await (const step of createInterface({ input: process.stdin })) {
  const started = performance.now();
  const fresh = step === 'on' ? await zap.turnOn().then(() => []) : await zap.poll();
  const ms = performance.now() - started;
  // maxRSS is in kilobytes.
  console.log(JSON.stringify({ ms, fresh: fresh.length, peak: process.resourceUsage().maxRSS * 1024 }));
}
