import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { project, staged } from '../support/staged.ts';

/** The App as it ships, which loads the code of a room when one of its functions is called, beside the sources. */

let folder: string;
const run = (code: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
    }),
  );

/** What core makes of an App for Zapier's editor and checks. */
const DEFINITION = `
  import { createRequire } from 'node:module';
  const { prepareApp, serializeApp, validateApp } = createRequire(process.cwd() + '/')('zapier-platform-core/src/tools/schema');
  const asked = (app) => { const made = prepareApp(app); return { definition: serializeApp(made), problems: validateApp(made) }; };
  const { default: built } = await import('./dist/index.js');
`;

beforeAll(async () => {
  folder = await staged();
}, 120_000);

describe('the built App', () => {
  it('is defined as the sources are, before its code is loaded and after', () => {
    const found = run(`${DEFINITION}
      const { default: source } = await import(${JSON.stringify(join(project, 'index.ts'))});
      const before = asked(built);
      // A call that is refused before anything is sent loads the room.
      const calls = ['triggers', 'creates', 'searches'].flatMap((kind) => Object.values(built[kind]));
      const z = { cache: {}, console, request: () => { throw new Error('sent'); }, errors: {} };
      for (const { operation } of calls) await operation.perform(z, { authData: {}, inputData: {}, meta: {} }).catch(() => {});
      const after = asked(built);
      process.stdout.write(JSON.stringify({ before, after, source: asked(source) }), () => process.exit(0));
    `) as Record<'before' | 'after' | 'source', { definition: object; problems: unknown[] }>;
    expect(found.before).toEqual(found.source);
    expect(found.after).toEqual(found.source);
    expect(found.before.problems).toEqual([]);
  }, 60_000);

  it('starts with its keys alone: not even what all rooms share is loaded', () => {
    const names = run(`
      const { default: built } = await import('./dist/index.js');
      process.stdout.write(JSON.stringify({
        keys: ['triggers', 'creates', 'searches'].map((kind) => Object.keys(built[kind]).length),
        // What zod leaves behind when it is loaded.
        hasZod: globalThis.__zod_globalRegistry !== undefined || globalThis.__zod_globalConfig !== undefined,
      }));
    `) as { keys: number[]; hasZod: boolean };
    expect(Math.min(...names.keys)).toBeGreaterThan(0);
    expect(names.hasZod).toBe(false);
  }, 60_000);

  it('gives fields that depend on a choice, whose code is loaded when they are asked for', () => {
    const found = run(`${DEFINITION}
      const { operation } = built.creates.create_asset_purchase_request;
      const { inputFields } = operation;
      const functions = inputFields.filter((field) => typeof field === 'function');
      const z = { request: () => { throw new Error('sent'); }, console };
      const given = await Promise.all(functions.map((field) => field(z, { authData: {}, inputData: {}, meta: {} }).catch(({ message }) => message)));
      process.stdout.write(JSON.stringify({ count: functions.length, lengths: functions.map(({ length }) => length), given }), () => process.exit(0));
    `) as { count: number; given: unknown[] };
    expect(found.count).toBeGreaterThan(0);
    expect(found.given).toHaveLength(found.count);
  }, 60_000);
});
