import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DIST } from './many.ts';

/** What is to be run: a method of an App, as Zapier names it. */
export interface Run {
  readonly method: string;
  readonly bundle: { authData: Record<string, string>; inputData: Record<string, unknown>; meta: object };
  /** How often it is run; times are those of one. */
  readonly repeat?: number;
  /** Its time is counted in CPU, so that other programs don't take of it. */
  readonly isBusy?: boolean;
}

/** How far a clock moves on, ms. */
export interface Later {
  readonly later: number;
}

/** What came of it. Times are in ms. */
export interface Ran {
  readonly ms: number;
  readonly cpu: number;
  readonly sinceStart: number;
  readonly cpuSinceStart: number;
  /** The most memory of the process above what it had before, MB. */
  readonly above: number;
  readonly results: unknown;
}

const CHILD = fileURLToPath(new URL('runner.child.ts', import.meta.url));

export type Which = 'app' | 'logging' | 'bare';

/** An App in a process of its own. */
export class Runner {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /**
   * @param which the built App, the same with core's log of each call, or a bare App on Zapier's core.
   * @param trusted a certificate that it trusts, as a file.
   * @param folder of the built App, below the project.
   */
  constructor(which: Which, { trusted, folder = DIST }: { trusted?: string; folder?: string } = {}) {
    this.#child = spawn(process.execPath, [CHILD, which, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...(trusted ? { NODE_EXTRA_CA_CERTS: trusted } : {}) },
    });
    if (!this.#child.stdout) throw new Error('The child has no output.');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  #say(line: Run | Later): void {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  /** Moves its clock on, also in the middle of a run. */
  later(ms: number): void {
    this.#say({ later: ms });
  }

  /** @throws Error when the run failed, which ends the process. */
  async run(run: Run): Promise<Ran> {
    this.#say(run);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${run.method} failed.`);
    return JSON.parse(String(value)) as Ran;
  }

  end(): void {
    this.#child.stdin?.end();
  }
}
