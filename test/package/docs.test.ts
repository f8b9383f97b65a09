import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** What the documents say of the project, against the project. */

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const { scripts, dependencies } = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies',
  Record<string, string>
>;
const readme = read('README.md');
const documents = ['.', 'docs'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
);

/** The names in the first column of the table under a heading. */
const firstColumn = (heading: string): string[] => {
  const table =
    readme
      .slice(readme.indexOf(heading))
      .split('\n\n')
      .find((part) => part.startsWith('|')) ?? '';
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
};

describe('README', () => {
  it('lists every script', () => {
    const own = Object.keys(scripts).filter((name) => !name.startsWith('_'));
    expect(firstColumn('## Scripts').sort()).toEqual(own.sort());
  });

  it('gives the reason of every runtime dependency', () => {
    expect(firstColumn('Runtime dependencies').sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe.each(documents)('%s', (name) => {
  it('links to what is there', () => {
    const links = [...read(name).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.filter((link) => !existsSync(new URL(link, new URL(name, root))))).toEqual([]);
  });
});
