import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a script of the project to its end. @throws Error when it fails. */
export const runScript = (name: string, ...args: string[]): void => {
  execFileSync(process.execPath, [join(project, 'scripts', name), ...args], { stdio: 'ignore' });
};

/**
 * Makes a folder of what runs at Zapier: the built App and Zapier's own handler for it, with the libraries that are
 * installed. Without touching `dist/`, which other tests may be reading.
 */
const stageInto = (folder: string): void => {
  runScript('build.ts', join(folder, 'dist'));
  cpSync(join(project, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const { name } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { name: string };
  const wrapper = join(project, 'node_modules/zapier-platform-core/include/zapierwrapper.mjs');
  // As Zapier's own tool puts it into the package.
  writeFileSync(
    join(folder, 'zapierwrapper.js'),
    readFileSync(wrapper, 'utf8').replaceAll('{REPLACE_ME_PACKAGE_NAME}', name),
  );
};

/** How long another process may take for it on a machine that is busy, ms, and how often it is looked for. */
const LONG = 120_000;
const LOOK = 100;

/**
 * The App as it runs at Zapier, made once for all files of a run; `unstage.cjs` removes it.
 * @returns its folder, to which a test may add files of its own.
 */
export const staged = async (): Promise<string> => {
  const folder = process.env['STAGED_APP'];
  if (!folder) throw new Error('jest.config.js says where the App is staged.');
  const ready = join(folder, '.ready');
  try {
    mkdirSync(folder);
  } catch {
    for (let waited = 0; !existsSync(ready); waited += LOOK) {
      if (waited > LONG) throw new Error(`Another process has not built the App in ${folder}.`);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
    return folder;
  }
  stageInto(folder);
  writeFileSync(ready, '');
  return folder;
};
