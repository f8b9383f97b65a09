import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Exported, Form, Outline, StoredOperation } from '../../src/zapier/onDemand.ts';

/** What the entry of the built App knows of its rooms, read from the App itself. */

const KINDS = ['triggers', 'creates', 'searches'] as const;

interface App {
  readonly [part: string]: unknown;
  readonly authentication: object;
  readonly hydrators?: Record<string, unknown>;
}
type Exports = Record<string, unknown>;

/** A room and the file that has its exports, below the project. */
const roomsOf = (project: string): Map<string, string> =>
  new Map([
    ...readdirSync(join(project, 'src'), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && readdirSync(join(project, 'src', entry.name)).includes('index.ts')
        ? [[entry.name, `./src/${entry.name}/index.ts`] as const]
        : [],
    ),
    ['authentication', './src/authentication.ts'],
  ]);

/** Loads the App of the sources with all that its rooms export. */
const loaded = async (project: string, rooms: ReadonlyMap<string, string>) => {
  const file = join(project, 'build', `whole-${process.pid}.mjs`);
  await build({
    absWorkingDir: project,
    stdin: {
      contents: [
        `export { default as app } from './index.ts';`,
        ...Array.from(
          rooms,
          ([room, path]) =>
            `import * as ${room}_ from ${JSON.stringify(path)}; export { ${room}_ as ${room} };`,
        ),
      ].join('\n'),
      resolveDir: project,
      loader: 'ts',
    },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['zapier-platform-core'],
    logLevel: 'warning',
  });
  try {
    return (await import(pathToFileURL(file).href)) as { app: App } & Record<string, Exports>;
  } finally {
    rmSync(file);
  }
};

/** Where a room exports something: by itself, in a list or in an object. */
const placeIn = (room: string, exports: Exports, thing: unknown): Exported | undefined => {
  for (const [name, value] of Object.entries(exports)) {
    if (value === thing) return { room, place: [name] };
    if (typeof value !== 'object' || value === null) continue;
    const [key] = Object.entries(value).find(([, one]) => one === thing) ?? [];
    if (key !== undefined) return { room, place: [name, Array.isArray(value) ? Number(key) : key] };
  }
  return undefined;
};

/** As JSON has it, with marks in the places of functions. */
const storedOf = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, one) => (typeof one === 'function' ? { $function: one.length } : one)),
  );

/** The outline of the App, what it has beside its rooms, and what its operations say of themselves. */
export const outlineOf = async (project: string) => {
  const rooms = roomsOf(project);
  const { app, ...exports } = await loaded(project, rooms);
  const exportOf = (thing: unknown, what: string): Exported => {
    for (const room of rooms.keys()) {
      const found = placeIn(room, exports[room] ?? {}, thing);
      if (found) return found;
    }
    throw new Error(`${what} is exported by no room, so that it can't be loaded when it is needed.`);
  };
  const stored: Record<string, Record<string, StoredOperation>> = {};
  const operations: Record<string, Outline['operations'][(typeof KINDS)[number]]> = {};
  const forms: Form[] = [];
  const formOf = (one: StoredOperation): number => {
    const form = { has: Object.keys(one), operationHas: Object.keys(one.operation) };
    const index = forms.findIndex((other) => JSON.stringify(other) === JSON.stringify(form));
    return index < 0 ? forms.push(form) - 1 : index;
  };
  for (const kind of KINDS) {
    const all = app[kind] as Record<string, StoredOperation>;
    stored[kind] = storedOf(all) as Record<string, StoredOperation>;
    operations[kind] = Object.fromEntries(
      Object.entries(all).map(([key, one]) => [
        key,
        { ...exportOf(one, `${kind}.${key}`), form: formOf(one) },
      ]),
    );
  }
  const hydrators = Object.fromEntries(
    Object.entries(app.hydrators ?? {}).map(([key, one]) => [key, exportOf(one, `hydrators.${key}`)]),
  );
  const { triggers, creates, searches, hydrators: _hydrators, authentication, ...rest } = app;
  return {
    rooms,
    outline: {
      forms,
      operations,
      hydrators,
      authentication: { ...exportOf(authentication, 'authentication'), stored: storedOf(authentication) },
    },
    rest: storedOf(rest),
    stored,
  };
};

export type Outlined = Awaited<ReturnType<typeof outlineOf>>;

/** What operations say of themselves, in a file beside the entry: packed, much of it being the same. */
export const STORED = 'operations.json.br';

/** The entry of the built App. Node's modules aren't imported by name there: Node would look at all that they have. */
export const entryOf = ({ rooms, outline, rest }: Outlined): string => `
import { passOn } from './src/zapier/byReference.ts';
import { onDemand } from './src/zapier/onDemand.ts';
const parts = onDemand({
  rooms: {${Array.from(rooms, ([room, path]) => `${room}: () => import(${JSON.stringify(path)})`).join(',\n')}},
  ...${JSON.stringify(outline)},
  stored: () => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const { brotliDecompressSync } = process.getBuiltinModule('node:zlib');
    return JSON.parse(brotliDecompressSync(readFileSync(new URL('./${STORED}', import.meta.url))));
  },
});
for (const operations of [parts.triggers, parts.creates, parts.searches]) passOn(operations);
export default { ...${JSON.stringify(rest)}, ...parts };
`;
