import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import semver from 'semver';

/** What `npm ci` would warn of on a newcomer's first screen, read from the files that it reads. */

interface Package {
  version?: string;
  engines?: { node?: string };
  hasInstallScript?: boolean;
  optional?: boolean;
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) as T;
const { engines, allowScripts, devDependencies } = read<{
  engines: { node: string };
  allowScripts: Record<string, boolean>;
  devDependencies: Record<string, string>;
}>('package.json');
const { packages } = read<{ packages: Record<string, Package> }>('package-lock.json');
const installed = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The oldest Node of each range that package.json allows. */
const oldest = engines.node.split('||').map((range) => semver.minVersion(range)?.version ?? '');

describe('npm ci', () => {
  it.each(oldest)('finds no package that Node %s is too old for', (version) => {
    const refused = installed.filter(
      ([, { engines: wanted, optional }]) =>
        wanted?.node && !optional && !semver.satisfies(version, wanted.node),
    );
    expect(refused.map(([path, { engines: wanted }]) => `${path} wants Node ${wanted?.node}`)).toEqual([]);
  });

  it('knows of each install script whether it may run, and of nothing else', () => {
    const scripted = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(scripted)].sort());
  });

  it('runs the one script that is needed: the one that fetches Node 22', () => {
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
  });
});

describe('Node', () => {
  it('is of one major version wherever it is named', () => {
    const wanted = readFileSync(new URL('../../.node-version', import.meta.url), 'utf8').trim();
    expect(semver.satisfies(wanted, engines.node)).toBe(true);
    expect(semver.major(devDependencies['node'] ?? '')).toBe(semver.major(wanted));
    expect(semver.major(devDependencies['@types/node'] ?? '')).toBe(semver.major(wanted));
  });
});
