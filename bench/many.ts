import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/built/bundle.ts';
import { outlineOf } from '../scripts/built/outline.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = 'build/many';
/** What ships. */
export const DIST = 'dist';

/** A built App: the folder that it is in, below the project, and how many operations it has. */
export interface Built {
  readonly folder: string;
  readonly count: number;
}

type Outlined = Awaited<ReturnType<typeof outlineOf>>;

/** The same App with so many operations: the first ones, and copies under other keys where there aren't enough. */
const ofSize = ({ outline, stored, ...more }: Outlined, count: number): Outlined => {
  const { operations } = outline;
  const kinds = Object.keys(operations) as (keyof typeof operations)[];
  const all = kinds.flatMap((kind) => Object.keys(operations[kind] ?? {}).map((key) => ({ kind, key })));
  const sized: Outlined = {
    ...more,
    outline: { ...outline, operations: { triggers: {}, creates: {}, searches: {} } },
    stored: {},
  };
  for (let index = 0; index < count; index += 1) {
    const one = all[index % all.length];
    const known = one && operations[one.kind]?.[one.key];
    const told = one && stored[one.kind]?.[one.key];
    if (!one || !known || !told) throw new Error('The App has no operations.');
    const { kind } = one;
    const key = index < all.length ? one.key : `${one.key}_${index}`;
    sized.outline.operations[kind] = { ...sized.outline.operations[kind], [key]: known };
    sized.stored[kind] = { ...sized.stored[kind], [key]: { ...told, key } };
  }
  return sized;
};

/**
 * Builds the App again with other numbers of operations.
 * @param few how many the first has; the second has twice as many as there are.
 * @returns what ships and both, and what removes them again.
 */
export const builtOthers = async (
  few: number,
): Promise<{ app: Built; few: Built; many: Built; remove: () => void }> => {
  const outlined = await outlineOf(PROJECT);
  const own = Object.values(outlined.outline.operations).flatMap((some) => Object.keys(some ?? {})).length;
  const build = async (count: number): Promise<Built> => {
    const folder = `${FOLDER}-${count}`;
    await bundle(PROJECT, join(PROJECT, folder), ofSize(outlined, count));
    return { folder, count };
  };
  const [less, more] = [await build(few), await build(2 * own)];
  return {
    app: { folder: DIST, count: own },
    few: less,
    many: more,
    remove: () => {
      for (const { folder } of [less, more]) rmSync(join(PROJECT, folder), { recursive: true, force: true });
    },
  };
};
