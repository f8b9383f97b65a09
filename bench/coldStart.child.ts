/** Loads one module in a process of its own and prints what that took: `node coldStart.child.ts MODULE`. */
import { registerHooks } from 'node:module';

let modules = 0;
registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('node:')) modules += 1;
    return nextLoad(url, context);
  },
});
const [target = ''] = process.argv.slice(2);
const before = process.memoryUsage().rss;
const started = performance.now();
await import('zapier-platform-core');
const core = performance.now() - started;
if (target) await import(target);
const total = performance.now() - started;
console.log(JSON.stringify({ core, total, bytes: process.memoryUsage().rss - before, modules }));
