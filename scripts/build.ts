/**
 * Makes what ships, `dist/`. Zapier starts the App often, and runs one operation then: so the App is an entry that knows
 * the keys of its operations, a file for each room with what is shared by several beside them, and the definition as
 * data, for Zapier's editor. What is needed seldom stays in files of its own, too, and is loaded then.
 * `node scripts/build.ts FOLDER` makes it elsewhere.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './built/bundle.ts';
import { outlineOf } from './built/outline.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const out = process.argv[2] ?? join(project, 'dist');
rmSync(out, { recursive: true, force: true });
const metafile = await bundle(project, out, await outlineOf(project));

/** The libraries of which something is in a bundle: their folders below the project. */
const bundled = new Set(
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []),
);

/** The licence of a library, as its authors wrote it: who passes the library on has to pass it on as well. */
const licenceOf = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)(?:\.|$)/i.test(file));
  if (!texts.length) throw new Error(`${name} is bundled and has no licence text.`);
  const text = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  return `${name} ${version} (${license})\n\n${text}\n`;
};

const rule = `\n${'-'.repeat(80)}\n\n`;
writeFileSync(
  join(out, 'THIRD_PARTY_LICENSES'),
  [
    'Libraries in these files, and their licences.\n',
    ...[...bundled].sort().map((path) => licenceOf(join(project, path))),
  ].join(rule),
);
