/**
 * Makes what ships, `dist/index.js`: the App and its schemas in one file, because Zapier starts the App often, and
 * loading 150 small files takes longer than running them. What is needed seldom stays outside and is loaded then.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  absWorkingDir: project,
  entryPoints: ['index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: ['zapier-platform-core', 'libphonenumber-js', 'i18n-iso-countries'],
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
});
