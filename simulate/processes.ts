import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Sum } from './seeds.ts';

/** Seeds in processes of their own. */

/** A sum as it goes from one process to another. */
export interface Told extends Omit<Sum, 'counts'> {
  readonly counts: readonly (readonly [string, number])[];
}
export const told = ({ counts, ...sum }: Sum): Told => ({ ...sum, counts: [...counts] });

/**
 * Plays seeds in another process.
 * @param script the simulation's command line: this one, or that of a copy of the sources.
 * @param more flags.
 */
export const inProcess = (
  first: number,
  seeds: number,
  more: readonly string[] = [],
  script = fileURLToPath(new URL('cli.ts', import.meta.url)),
): Promise<Told> =>
  new Promise((resolve, reject) => {
    const flags = ['--child', '--seed', String(first), '--seeds', String(seeds), ...more];
    const child = spawn(process.execPath, [...process.execArgv, script, ...flags], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let sum: Told | undefined;
    child.once('message', (message) => {
      sum = message as Told;
    });
    child.once('close', (code) => {
      if (sum) resolve(sum);
      else reject(new Error(`A process of the simulation ended with ${code}.`));
    });
  });
