import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProcess } from './processes.ts';

/** Mistakes that were made once, put back into a copy of the sources one at a time: each has to be found. */

interface Defect {
  readonly name: string;
  /** The promise that it breaks. */
  readonly rule: string;
  readonly file: string;
  /** What stands in the sources now, and what stood there then. */
  readonly is: string;
  readonly was: string;
}

export const DEFECTS: readonly Defect[] = [
  {
    name: 'a cache that hangs is waited for',
    rule: 'nobody waits past the time of a step',
    file: 'src/zapier/polling/memory.ts',
    is: 'await Promise.race([work, clock.sleep(PATIENCE).then((): typeof LATE => LATE)])',
    was: 'await (work as Promise<T | typeof LATE>)',
  },
  {
    name: 'a memory that was lost is never kept again',
    rule: 'each event fires',
    file: 'src/zapier/polling/begin.ts',
    is: 'born: isStart ? Math.max(0, ...times) || now : start }',
    was: 'born: (isStart ? Math.max(0, ...times) || now : undefined) as number }',
  },
  {
    name: 'keys stand in a second line of the log',
    rule: 'no secret is written anywhere',
    file: 'index.ts',
    is: 'flags: { skipHttpPatch: true },',
    was: '',
  },
  {
    name: 'a request is rejected on any refusal',
    rule: 'an order is rejected for a reason',
    file: 'src/tenants/support/provisioning.ts',
    is: 'if (!provisioning.rejects || !isRefusal(error)) throw error;',
    was: 'if (!provisioning.rejects || !(error instanceof ConnectError) || !(isRefusal(error) || error.status === 409)) throw error;',
  },
  {
    name: 'a web page with 404 means that a tenant is gone',
    rule: 'a subscription has its tenant',
    file: 'src/tenants/api.ts',
    is: 'if (error.isPage) throw notAnApi();\n      // Only what',
    was: "if (error.isPage) throw new ConnectError('fix', error.message, { status: 410 });\n      // Only what",
  },
  {
    name: 'two runs of one report make two files',
    rule: 'a report makes one file',
    file: 'src/usage/support/oneFile.ts',
    is: 'if (first.id !== own.id) await drop(connect, own, first);\n  return first;',
    was: 'void [first, drop];\n  return own;',
  },
  {
    name: 'orders of all contracts share their numbers',
    rule: 'a report gets done',
    file: 'src/usage/report/catalog.ts',
    is: 'rather(all, ({ contract }) => contract?.id === contractId),',
    was: 'rather(all, ({ contract }) => contractId === contractId || !contract),',
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const PARTS = ['index.ts', 'package.json', 'src', 'sandbox', 'simulate'];

/** Whether the sources still say what a defect is made of, once. */
export const fits = (defect: Defect): boolean => {
  const text = readFileSync(join(root, defect.file), 'utf8');
  return text.split(defect.is).length === 2;
};

/** @returns a copy of the sources with the defect in it. @throws Error when the sources don't say any more what it was made of. */
const copyWith = (defect: Defect): string => {
  if (!fits(defect)) throw new Error(`“${defect.name}” no longer fits ${defect.file}.`);
  const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, defect.file);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(defect.is, () => defect.was),
  );
  return folder;
};

/** @returns the exit code: 1 when one is not found within so many seeds. */
export const findAll = async (first: number, seeds: number): Promise<number> => {
  let missed = 0;
  for (const defect of DEFECTS) {
    const folder = copyWith(defect);
    try {
      const { found, played } = await inProcess(
        first,
        seeds,
        ['--until-found', '--rule', defect.rule],
        join(folder, 'simulate', 'cli.ts'),
      );
      const [one] = found;
      if (!one) missed += 1;
      const told = one
        ? `seed ${String(one.seed).padStart(4)}: ${one.violations[0]?.rule}`
        : `not found in ${played} seeds`;
      console.log(`${defect.name.padEnd(50)} ${told}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return missed ? 1 : 0;
};
