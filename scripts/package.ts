/**
 * Makes `build/build.zip`, the package that `zapier-platform push` would upload, without asking Zapier's server.
 * It is made in a folder that holds only what ships: Zapier's tool copies the whole project, and the development
 * dependencies are too many files for that.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const staging = mkdtempSync(join(tmpdir(), 'connect-for-zapier-'));

const run = (command: string, args: string[], cwd: string) => {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, DISABLE_ZAPIER_ANALYTICS: '1' },
  });
  if (status !== 0) {
    rmSync(staging, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
};

run('npm', ['run', '--silent', 'build'], project);
for (const name of [
  'dist',
  'package-lock.json',
  '.zapierapprc',
  '.npmrc',
  '.gitignore',
  'README.md',
  'LICENSE',
]) {
  cpSync(join(project, name), join(staging, name), { recursive: true });
}
const packageJson = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
// `dist` is there already, and there is no compiler to make it anew.
delete packageJson.scripts;
writeFileSync(join(staging, 'package.json'), JSON.stringify(packageJson, null, 2));
// What core can do without: types, and tables of old encodings that nothing of it or of the App asks for.
run('npm', ['ci', '--omit=dev', '--omit=optional', '--loglevel=error'], staging);
// What is bundled into the App isn't asked for.
for (const name of Object.keys(packageJson.dependencies))
  if (name !== 'zapier-platform-core')
    rmSync(join(staging, 'node_modules', name), { recursive: true, force: true });
// Of what packages say of themselves, Node needs where their code is; the rest is for their makers.
const ASKED_FOR = [
  'name',
  'version',
  'license',
  'type',
  'main',
  'exports',
  'imports',
  'browser',
  'dependencies',
];
for (const path of globSync('node_modules/**/package.json', { cwd: staging })) {
  if (/zapier/.test(path)) continue;
  const file = join(staging, path);
  const whole = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
  const kept = whole.filter(([name]) => ASKED_FOR.includes(name));
  writeFileSync(file, JSON.stringify(Object.fromEntries(kept)));
}
run('zapier-platform', ['build', '--skip-validation', '--skip-npm-install'], staging);

const out = join(project, 'build');
mkdirSync(out, { recursive: true });
for (const name of ['build.zip', 'source.zip']) cpSync(join(staging, 'build', name), join(out, name));
rmSync(staging, { recursive: true, force: true });
const { size } = statSync(join(out, 'build.zip'));
console.log(`build/build.zip: ${(size / 1_000_000).toFixed(2)} MB`);
