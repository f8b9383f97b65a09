/**
 * Runs operations through Zapier's own handler, in a process of its own: of the built App, of the same with 140
 * operations, or of a bare App on Zapier's core. `node runner.child.ts app|many|bare`; runs come on stdin and go to
 * stdout as JSON lines.
 */
import '../demo/env.ts';
import { createInterface } from 'node:readline';
import type { Ran, Run } from './runner.ts';

type Operations = Record<string, { key: string; operation: object }>;
type App = Record<'triggers' | 'creates' | 'searches', Operations>;
type Handler = (event: object) => Promise<{ results: unknown }>;
/** As many operations as Connect has verbs for, roughly twice what there are. */
const MANY = 140;

const { default: zapier } = (await import('zapier-platform-core')) as unknown as {
  default: { version: string; createAppHandler: (app: object) => Handler };
};

/** The same call as the App's, and nothing else: what core itself takes. */
const bareApp = () => ({
  version: '1.0.0',
  platformVersion: zapier.version,
  flags: { skipHttpPatch: true },
  triggers: {
    bare: {
      key: 'bare',
      noun: 'Row',
      display: { label: 'New Row', description: 'Triggers when there is a row.' },
      operation: {
        type: 'polling',
        perform: async (
          z: { request: (call: object) => Promise<{ data: unknown }> },
          { authData, inputData }: { authData: Record<string, string>; inputData: Record<string, string> },
        ) => {
          const headers = { authorization: authData['api_key'] };
          return (await z.request({ url: `${authData['endpoint']}${inputData['path']}`, headers })).data;
        },
      },
    },
  },
});

const builtApp = async (): Promise<App> => {
  const built: string = new URL('../dist/index.js', import.meta.url).href;
  return ((await import(built)) as { default: App }).default;
};

/** The App with copies of its operations under other keys, each with its own data. */
const largeApp = async (): Promise<App> => {
  const app = await builtApp();
  const all = (['triggers', 'creates', 'searches'] as const).flatMap((kind) =>
    Object.values(app[kind]).map((one) => ({ kind, one })),
  );
  const large = {
    ...app,
    triggers: { ...app.triggers },
    creates: { ...app.creates },
    searches: { ...app.searches },
  };
  for (let count = all.length; count < MANY; count += 1) {
    const { kind, one } = all[count % all.length] as (typeof all)[number];
    const key = `${one.key}_${count}`;
    large[kind][key] = { ...one, key, operation: { ...one.operation } };
  }
  return large;
};

const APPS: Readonly<Record<string, () => object | Promise<object>>> = {
  app: builtApp,
  many: largeApp,
  bare: bareApp,
};
const [which = ''] = process.argv.slice(2);
const handler = zapier.createAppHandler((await APPS[which]?.()) ?? {});

/** How far the clock is ahead, ms. */
let ahead = 0;
const { now } = Date;
Date.now = () => now() + ahead;
const zcacheTestObj = {};
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

for await (const line of createInterface({ input: process.stdin })) {
  const { method, bundle, later = 0, repeat = 1 } = JSON.parse(line) as Run;
  ahead += later;
  const idle = process.memoryUsage.rss();
  const started = { wall: performance.now(), cpu: cpu() };
  let results: unknown;
  for (let time = 0; time < repeat; time += 1)
    ({ results } = await handler({
      command: 'execute',
      method,
      bundle: structuredClone(bundle),
      zcacheTestObj,
    }));
  const ran: Ran = {
    ms: (performance.now() - started.wall) / repeat,
    cpu: (cpu() - started.cpu) / repeat,
    // From the start of the process: it counts from there.
    sinceStart: performance.now(),
    cpuSinceStart: cpu(),
    // maxRSS is in kilobytes.
    above: (process.resourceUsage().maxRSS * 1024 - idle) / 1_000_000,
    results,
  };
  console.log(JSON.stringify(ran));
}
