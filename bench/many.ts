import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/built/bundle.ts';
import { outlineOf } from '../scripts/built/outline.ts';

/** As many operations as Connect has verbs for, or twice what there are. */
const MANY = 140;
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = 'build/many';
/** What ships. */
export const DIST = 'dist';

/** A built App: the folder that it is in, below the project, and how many operations it has. */
export interface Built {
  readonly folder: string;
  readonly count: number;
}

/**
 * Builds the App with copies of its operations under other keys: at least {@link MANY}, and twice as many as there are.
 * @returns both, and what removes the second again.
 */
export const builtMany = async (): Promise<{ app: Built; many: Built; remove: () => void }> => {
  const outlined = await outlineOf(PROJECT);
  const { operations } = outlined.outline;
  const kinds = Object.keys(operations) as (keyof typeof operations)[];
  const all = kinds.flatMap((kind) => Object.keys(operations[kind] ?? {}).map((key) => ({ kind, key })));
  const wanted = Math.max(MANY, 2 * all.length);
  for (let count = all.length; count < wanted; count += 1) {
    const one = all[count % all.length];
    const known = one && operations[one.kind]?.[one.key];
    const stored = one && outlined.stored[one.kind]?.[one.key];
    if (!one || !known || !stored) throw new Error('The App has no operations.');
    const key = `${one.key}_${count}`;
    operations[one.kind] = { ...operations[one.kind], [key]: known };
    outlined.stored[one.kind] = { ...outlined.stored[one.kind], [key]: { ...stored, key } };
  }
  await bundle(PROJECT, join(PROJECT, FOLDER), outlined);
  return {
    app: { folder: DIST, count: all.length },
    many: { folder: FOLDER, count: wanted },
    remove: () => rmSync(join(PROJECT, FOLDER), { recursive: true, force: true }),
  };
};
