import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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
 * installed. In a second, and without touching `dist/`, which other tests may be reading.
 */
export const stageInto = (folder: string): void => {
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
