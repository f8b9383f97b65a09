import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { modules } from '../../sandbox/modules/index.ts';
import { Transitions } from '../../sandbox/transitions.ts';

/** How the sandbox is put together: arrows point one way, and states are Connect's. */

const root = fileURLToPath(new URL('../../sandbox', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export) [^;]*?from '(\.[^']+)';$/gm)].map(
    ([, path = '']) => relative(root, resolve(root, file, '..', path)),
  );
const graph = new Map(files.map((file) => [file, importsOf(file)]));
const folderOf = (file: string) => /^modules\/(\w+)\//.exec(file)?.[1];

describe('the arrows of the sandbox', () => {
  it('lead to no circle', () => {
    const done = new Set<string>();
    const visit = (file: string, way: readonly string[]): void => {
      expect(way.includes(file) ? [...way, file].join(' → ') : '').toBe('');
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(done.size).toBe(files.length);
  });

  it('lead from no world, query language or shared file up into a module', () => {
    const top = ['index.ts', 'connect.ts', 'cli.ts'];
    const shared = files.filter(
      (file) => !folderOf(file) && file !== 'modules/index.ts' && !top.includes(file),
    );
    expect(shared.length).toBeGreaterThan(20);
    for (const file of shared) {
      expect([file, (graph.get(file) ?? []).filter((to) => to.startsWith('modules/'))]).toEqual([file, []]);
    }
  });

  it('lead from a module only to those before it in the list', () => {
    const order = modules.map(({ name }) => name);
    expect(new Set(files.flatMap((file) => folderOf(file) ?? []))).toEqual(new Set(order));
    for (const [file, targets] of graph) {
      const from = folderOf(file);
      if (!from) continue;
      const late = targets.filter((to) => order.indexOf(folderOf(to) ?? from) > order.indexOf(from));
      expect([file, late]).toEqual([file, []]);
    }
  });

  it('lead nowhere outside', () => {
    for (const [file, targets] of graph)
      expect([file, targets.filter((to) => to.startsWith('..'))]).toEqual([file, []]);
  });
});

describe('transitions', () => {
  const life = new Transitions<'status', { id: string; status: string }>({
    path: '/requests/{id}',
    field: 'status',
    noun: 'Request',
    code: 'REQ_001',
  });
  const tried = (status: string, action: string, role: string) => {
    const row = { id: 'PR-1', status };
    let applied = 0;
    try {
      life.carryOut(row, action, role, () => {
        applied += 1;
      });
    } catch (error) {
      return { status: (error as { status: number }).status, text: (error as Error).message, applied, row };
    }
    return { applied, row };
  };

  it('have the actions of the description', () => {
    expect(life.actions.toSorted()).toEqual(
      [
        'approve',
        'confirm',
        'fail',
        'inquire',
        'pend',
        'purchase',
        'revoke',
        'schedule',
        'submit',
      ].toSorted(),
    );
  });

  it('lead to the state that follows', () => {
    expect(tried('pending', 'approve', 'vendor')).toEqual({
      applied: 1,
      row: { id: 'PR-1', status: 'approved' },
    });
  });

  it('are refused to the other side, and to one that has no part in this state', () => {
    expect(tried('pending', 'approve', 'provider')).toMatchObject({ status: 403, applied: 0 });
    expect(tried('scheduled', 'pend', 'provider')).toMatchObject({
      status: 403,
      row: { status: 'scheduled' },
    });
    expect(tried('scheduled', 'pend', 'vendor')).toMatchObject({ row: { status: 'pending' } });
  });

  it('are refused from other states, with those from which they are possible', () => {
    expect(tried('approved', 'fail', 'vendor')).toMatchObject({
      status: 400,
      applied: 0,
      text: 'Request PR-1 is approved; fail is possible only for pending, inquiring.',
    });
    // Only Connect itself fails what waits for its tiers.
    expect(tried('tiers_setup', 'fail', 'vendor')).toMatchObject({ status: 400, applied: 0 });
  });
});
