/**
 * Runs operations through Zapier's own handler, in a process of its own: of a built App, of the same with core's log of
 * each call at the level of sockets, or of a bare App on Zapier's core. `node runner.child.ts app|logging|bare FOLDER`;
 * runs come on stdin and go to stdout as JSON lines. A line that moves the clock on does so at once, also while a run
 * waits.
 */
import '../demo/env.ts';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Later, Ran, Run } from './runner.ts';

type Handler = (event: object) => Promise<{ results: unknown }>;
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

const [which = '', folder = ''] = process.argv.slice(2);

const builtApp = async (): Promise<object> => {
  const built: string = new URL(`../${folder}/index.js`, import.meta.url).href;
  return ((await import(built)) as { default: object }).default;
};

const APPS: Readonly<Record<string, () => object | Promise<object>>> = {
  app: builtApp,
  logging: async () => ({ ...(await builtApp()), flags: {} }),
  bare: bareApp,
};
const handler = zapier.createAppHandler((await APPS[which]?.()) ?? {});

/** How far the clock is ahead, ms. */
let ahead = 0;
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const { now } = Date;
/** When a run began whose time is counted in CPU. */
let counted: { readonly at: number; readonly cpu: number } | undefined;
Date.now = () => Math.round(ahead + (counted ? counted.at + cpu() - counted.cpu : now()));
const zcacheTestObj = {};

/** The most memory of this process, bytes. Linux counts into `maxRSS` what the process had that began this one. */
const peak = (): number => {
  const [, kilobytes = process.resourceUsage().maxRSS] =
    (existsSync('/proc/self/status') &&
      /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))) ||
    [];
  return Number(kilobytes) * 1024;
};

const run = async ({ method, bundle, repeat = 1, isBusy = false }: Run): Promise<void> => {
  const idle = process.memoryUsage.rss();
  // A step may take 25 s, and a busy machine takes many times as long as an idle one.
  counted = isBusy ? { at: now(), cpu: cpu() } : undefined;
  const started = { wall: performance.now(), cpu: cpu() };
  let results: unknown;
  for (let time = 0; time < repeat; time += 1)
    ({ results } = await handler({
      command: 'execute',
      method,
      bundle: structuredClone(bundle),
      // Where Zapier would have steps that wait be called.
      callback_url: 'http://127.0.0.1:9/callbacks/1',
      zcacheTestObj,
    }));
  const ran: Ran = {
    ms: (performance.now() - started.wall) / repeat,
    cpu: (cpu() - started.cpu) / repeat,
    // From the start of the process: it counts from there.
    sinceStart: performance.now(),
    cpuSinceStart: cpu(),
    above: (peak() - idle) / 1_000_000,
    results,
  };
  console.log(JSON.stringify(ran));
};

let runs = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line) as Run | Later;
  if ('later' in asked) ahead += asked.later;
  else runs = runs.then(() => run(asked));
});
