import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { upgraded, VERSION } from './upgrade.ts';
import type { SavedWorld, World } from './world/world.ts';

/** Milliseconds after a change until it is written. */
const DELAY = 300;
/** Up to so many letters a state is written before the change is answered; a larger one would make each call slow. */
const SMALL = 4_000_000;

interface Saved extends SavedWorld {
  readonly version: typeof VERSION;
}

/**
 * Keeps a world in a file between runs.
 * @returns a function that writes what is not written yet.
 * @throws Error in a sentence when the file is there but holds something else.
 */
export const keepIn = (file: string, world: World): (() => void) => {
  if (!existsSync(dirname(resolve(file))))
    throw new Error(
      `There is no folder ${dirname(resolve(file))} for the state. Make it, or name another file.`,
    );
  if (existsSync(file)) {
    try {
      world.load(upgraded(JSON.parse(readFileSync(file, 'utf8'))));
    } catch {
      throw new Error(`${file} is not a state that a sandbox has written. Remove it, or name another file.`);
    }
  }
  let timer: NodeJS.Timeout | undefined;
  let size = 0;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    // Written beside it first, so that a run that is ended meanwhile leaves the old state whole.
    const draft = `${file}.new`;
    const text = JSON.stringify({ version: VERSION, ...world.save() } satisfies Saved);
    size = text.length;
    writeFileSync(draft, text);
    renameSync(draft, file);
  };
  const soon = () => {
    timer ??= setTimeout(write, DELAY);
  };
  world.onChange = soon;
  world.beforeAnswer = () => {
    if (timer && size <= SMALL) write();
  };
  return () => {
    if (timer) write();
    world.beforeAnswer = () => {};
    // Another run may own the file now.
    world.onChange = () => {};
  };
};
