import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/** How the sources hang together: what a file asks for, types and what is loaded later included. */

const root = fileURLToPath(new URL('../../src', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^(?:import|export) [^;]*?from '(\.[^']+)';$|\bimport\('(\.[^']+)'\)/gm,
    ),
  ].map(([, asked, later]) => relative(root, resolve(root, file, '..', asked ?? later ?? '')));
const graph = new Map(files.map((file) => [file, importsOf(file)]));

/** From the top down; what is in none of them is a room, or stands beside the rooms. */
const LAYERS = ['samples', 'fields', 'zapier', 'connect', 'spreadsheets'];
const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
const rooms = [...new Set(files.map(folderOf))].filter((folder) => folder && !LAYERS.includes(folder));

describe('the arrows of the sources', () => {
  it('lead to no circle', () => {
    const done = new Set<string>();
    const visit = (file: string, way: readonly string[]): void => {
      expect(way.includes(file) ? [...way.slice(way.indexOf(file)), file].join(' → ') : '').toBe('');
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect([...graph.values()].flat().length).toBeGreaterThan(files.length);
  });

  it('lead from no room into another, and from no layer up', () => {
    expect(rooms).toContain('requests');
    const wrong = [...graph].flatMap(([file, targets]) => {
      const from = folderOf(file);
      if (!from) return [];
      const above = rooms.includes(from) ? rooms : [...rooms, ...LAYERS.slice(0, LAYERS.indexOf(from))];
      return targets
        .filter((to) => folderOf(to) !== from && above.includes(folderOf(to)))
        .map((to) => `${file} → ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it('take none of Node’s large modules by name: Node would load all that it has, at each start', () => {
    const taken = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^import (?!type )[^;]*?from '([^.'][^']*)';$/gm)]
        .map(([, asked = '']) => asked)
        .filter((asked) => /^(?:node:)?(?:https?|http2|net|tls|dns|util|fs)(?:\/|$)/.test(asked))
        .map((asked) => `${file} → ${asked}`),
    );
    expect(taken).toEqual([]);
  });
});
