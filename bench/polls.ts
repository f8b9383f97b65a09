import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { median, megabytes, milliseconds, table } from './measure.ts';

const CHILD = fileURLToPath(new URL('poll.child.ts', import.meta.url));
const SIZES = [100, 1_000, 10_000, 100_000];
const POLLS = 15;
const NEW = 250;

interface Polled {
  ms: number;
  fresh: number;
  peak: number;
  calls: number;
  bytes: number;
}

/** A Zap in a process of its own, polled on command. */
class Poller {
  readonly #child: ReturnType<typeof spawn>;
  readonly #lines: AsyncIterator<string>;
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#child = spawn(process.execPath, [CHILD, sandbox.url, sandbox.vendorKey], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (!this.#child.stdout) throw new Error('The child has no output.');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async step(name: 'on' | 'poll'): Promise<Polled> {
    const { control } = this.#sandbox;
    control.calls = [];
    this.#child.stdin?.write(`${name}\n`);
    const { value } = await this.#lines.next();
    const bytes = control.calls.reduce((sum, { answer }) => sum + JSON.stringify(answer).length, 0);
    return { ...(JSON.parse(String(value)) as Polled), calls: control.calls.length, bytes };
  }

  end(): void {
    this.#child.stdin?.end();
  }
}

/** What a poll costs on accounts of growing size: with nothing new, and after a burst. */
export const polls = async (): Promise<void> => {
  const quiet: (string | number)[][] = [];
  const burst: (string | number)[][] = [];
  const times: number[] = [];
  for (const size of SIZES) {
    const sandbox = await startSandbox({ seed: size, strict: true });
    const poller = new Poller(sandbox);
    await poller.step('on');
    // The first poll of a kind is the one in which the sandbox puts its rows in order; Connect has them so.
    for (let warm = 0; warm < 3; warm += 1) await poller.step('poll');
    const found: Polled[] = [];
    for (let poll = 0; poll < POLLS; poll += 1) found.push(await poller.step('poll'));
    const ms = median(found.map((one) => one.ms));
    times.push(ms);
    quiet.push([
      size,
      median(found.map(({ calls }) => calls)),
      megabytes(median(found.map(({ bytes }) => bytes))),
      milliseconds(ms),
      megabytes(Math.max(...found.map(({ peak }) => peak))),
    ]);
    sandbox.world.seed(NEW, { days: 0 });
    const rounds: Polled[] = [];
    for (let left = NEW; left > 0 && rounds.length < 10; ) {
      const one = await poller.step('poll');
      left -= one.fresh;
      rounds.push(one);
    }
    burst.push([
      size,
      rounds.length,
      rounds.reduce((sum, { calls }) => sum + calls, 0),
      rounds.map(({ fresh }) => fresh).join(' + '),
      milliseconds(rounds.reduce((sum, one) => sum + one.ms, 0)),
    ]);
    poller.end();
    await sandbox.close();
  }
  table(
    `One poll, nothing new (median of ${POLLS})`,
    ['requests in the account', 'calls', 'MB', 'ms', 'peak MB'],
    quiet,
  );
  const [first = Number.NaN] = times;
  console.log(
    `  a poll at ${SIZES.at(-1)} takes ${((times.at(-1) ?? 0) / first).toFixed(2)} times as long as one at ${SIZES[0]}`,
  );
  table(
    `${NEW} new since the last poll`,
    ['requests in the account', 'polls', 'calls', 'new a poll', 'ms'],
    burst,
  );
};
