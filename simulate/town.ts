import { createHash, type Hash } from 'node:crypto';
import { request } from 'node:http';
import { type Call, observers } from '../sandbox/control.ts';
import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { Books } from './books.ts';
import { Cache, type Mood } from './cache.ts';
import { Chance } from './chance.ts';
import { listenToConsole } from './console.ts';
import { withoutDomains } from './env.ts';
import type { AuthData, Json, Kind, Outcome } from './handler.ts';
import { watchPacking } from './packing.ts';
import { type Ended, Platform, type Run } from './platform.ts';
import { SIDES, type Who } from './sides.ts';
import { SimulatedTime } from './time.ts';
import { Verdicts } from './verdicts.ts';
import type { Gust } from './weather.ts';

/** Everything in which a history happens: Connect, the vendor's system, Zapier, and what is told of it. */

/** Seconds that a call of the background takes. */
const BACKGROUND = 400;

export class Town {
  readonly seed: number;
  readonly time = new SimulatedTime();
  readonly cache = new Cache(this.time);
  readonly story: string[] = [];
  /** What happened how often, by name. */
  readonly counts = new Map<string, number>();
  readonly verdicts: Verdicts;
  readonly platform: Platform;
  readonly #uninstall: () => void;
  #sandbox: Sandbox | undefined;
  #books: Books | undefined;
  /** Which of its keys each side uses, and in which form. */
  readonly #keys: Record<Who, { key: number; form: number }> = {
    vendor: { key: 0, form: 0 },
    distributor: { key: 0, form: 0 },
    otherDistributor: { key: 0, form: 0 },
  };

  private constructor(seed: number) {
    this.seed = seed;
    this.platform = new Platform(
      this.time,
      (line) => this.tell(line),
      (kind) => this.count(`weather: ${kind}`),
    );
    this.verdicts = new Verdicts((line) => this.tell(line));
    const releases = [this.time.install(), withoutDomains(), watchPacking()];
    // Zapier keeps what is written there, too.
    releases.push(listenToConsole((line) => this.verdicts.noSecret('The console', line, this.secrets)));
    this.#uninstall = () => {
      for (const release of releases) release();
    };
  }

  static async open(seed: number): Promise<Town> {
    const town = new Town(seed);
    const { gate } = town.platform;
    const { now, sleep } = town.time;
    town.#sandbox = await startSandbox({
      seedNumber: seed + 1,
      delay: BACKGROUND,
      distributors: 2,
      gate,
      time: { now, sleep },
    });
    town.#books = new Books(town.#sandbox, town.time);
    return town;
  }

  async close(): Promise<void> {
    this.platform.close();
    this.#uninstall();
    await this.#sandbox?.close();
  }

  get sandbox(): Sandbox {
    if (!this.#sandbox) throw new Error('The sandbox is not open.');
    return this.#sandbox;
  }

  get books(): Books {
    if (!this.#books) throw new Error('The sandbox is not open.');
    return this.#books;
  }

  chance(name: string | number): Chance {
    return new Chance(`${this.seed} ${name}`);
  }

  tell(line: string): void {
    const at = new Date(this.time.now()).toISOString().replace('T', ' ').slice(5, 19);
    // Ports differ from run to run.
    this.story.push(`${at}  ${line}`.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1'));
  }

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Writes down all calls and answers from now on, without the ports, which differ from run to run. */
  trace(): { end: () => Hash } {
    const hash = createHash('sha256');
    const observe = ({ ms: _ms, agent: _agent, ...call }: Call) => {
      hash.update(JSON.stringify(call).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1'));
    };
    observers.add(observe);
    return {
      end: () => {
        observers.delete(observe);
        return hash;
      },
    };
  }

  /** The connection of a side, as Zapier keeps it. */
  connection(who: Who): AuthData {
    const { url, tenantUrl, tenantToken: token } = this.sandbox;
    const key = this.keyOf(who);
    // People paste a key in more ways than one.
    const forms = [key, ` ${key}\n`, key.replace('ApiKey ', ''), `"${key}"`];
    const tokens = [token, `Bearer ${token}`, ` ${token}\n`, `"${token}"`];
    const form = this.#keys[who].form % forms.length;
    return {
      api_key: forms[form] ?? key,
      endpoint: url,
      ...(who === 'vendor' ? { provisioning_url: tenantUrl, provisioning_token: tokens[form] ?? token } : {}),
    };
  }

  /** The key that a side uses now, in Connect's own form. */
  keyOf(who: Who): string {
    const keys = this.sandbox.keys[who];
    return keys[this.#keys[who].key % keys.length] ?? '';
  }

  /** The side connects anew. @param isNew with the key of another token, not with the same one in another form. */
  reconnect(who: Who, isNew: boolean): void {
    this.#keys[who][isNew ? 'key' : 'form'] += 1;
    this.count(isNew ? 'another key' : 'key of another form');
  }

  /** Secrets that nobody may read anywhere. */
  get secrets(): readonly string[] {
    const { keys, tenantToken } = this.sandbox;
    const all = SIDES.flatMap((who) => keys[who]);
    return [...all.map((key) => key.split(':')[1] ?? ''), tenantToken];
  }

  /** A step of a side, ready to be carried out. */
  step(
    name: string,
    who: Who,
    kind: Kind,
    key: string,
    inputData: Json,
    {
      gusts = [],
      mood = 'works',
      meta,
      meanwhile,
    }: {
      gusts?: readonly Gust[];
      mood?: Mood;
      meta?: Json;
      meanwhile?: Run['meanwhile'];
    } = {},
  ): Run {
    return {
      name,
      gusts,
      meanwhile,
      spec: {
        kind,
        key,
        authData: this.connection(who),
        inputData,
        ...(meta ? { meta } : {}),
        cache: this.cache.view(mood),
        onLog: (line) => {
          this.verdicts.noSecret(name, line, this.secrets);
        },
      },
    };
  }

  /** Carries steps out, side by side; each is judged as it ends. */
  async carryOut(runs: readonly Run[], chance: Chance): Promise<Outcome[]> {
    for (const { name } of runs) this.tell(`  ${name}`);
    const ended = await this.platform.carryOut(runs, chance);
    this.books.look();
    return ended.map((one, index) => this.#judged(runs[index]?.name ?? '', one));
  }

  #judged(name: string, { outcome, took, struckLast }: Ended): Outcome {
    const told =
      outcome.is === 'failed'
        ? `${outcome.kind}: ${outcome.message}`
        : outcome.is === 'done'
          ? summary(outcome.result)
          : 'ended by Zapier';
    this.tell(`    → ${told}`);
    this.verdicts.ofStep(name, outcome, took, struckLast);
    if (outcome.is === 'failed') this.verdicts.noSecret(name, outcome.message, this.secrets);
    return outcome;
  }

  /** What somebody does in Connect itself. @returns the answer's status and body. */
  call(who: Who, method: string, path: string, body?: object): Promise<{ status: number; body: Json }> {
    const { url, keys } = this.sandbox;
    const text = body && JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = this.platform.outside(() =>
        request(
          `${url}${path}`,
          {
            method,
            agent: false,
            headers: {
              authorization: keys[who][0],
              'content-type': 'application/json',
              ...(text ? { 'content-length': String(Buffer.byteLength(text)) } : {}),
            },
          },
          (response) => {
            const pieces: Buffer[] = [];
            response.on('data', (piece: Buffer) => pieces.push(piece));
            response.on('end', () => {
              this.books.look();
              const answer = Buffer.concat(pieces).toString();
              resolve({ status: response.statusCode ?? 0, body: answer ? (JSON.parse(answer) as Json) : {} });
            });
          },
        ),
      );
      outgoing.once('error', reject);
      outgoing.end(text);
    });
  }
}

const summary = (result: unknown): string => {
  if (Array.isArray(result)) return `${result.length} rows`;
  const { id, status, type } = (result ?? {}) as Json;
  return [type, id, status].filter(Boolean).map(String).join(' ') || 'done';
};
