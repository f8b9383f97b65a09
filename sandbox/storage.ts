import fastify, { type FastifyInstance } from 'fastify';
import { storeOf, type World } from './world/world.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A quarter of an hour, in milliseconds. */
const LIFETIME = 15 * 60_000;

interface Kept {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

type Saved = [key: string, name: string, type: string, base64: string];

/** Files, as Connect keeps them on a host of their own: reached by links that end after a while, without a key. */
class Storage {
  readonly #files = new Map<string, Kept>();
  readonly #links = new Map<string, { key: string; until: number }>();
  readonly #current = new Map<string, string>();
  readonly #world: World;
  /** Set once the server listens. */
  origin = '';

  constructor(world: World) {
    this.#world = world;
    world.keep('storage', {
      save: () => this.#save(),
      load: (saved) => {
        for (const [key, name, type, base64] of saved as Saved[])
          this.put(key, Buffer.from(base64, 'base64'), name, type);
      },
    });
  }

  put(key: string, content: Buffer, name = key, type = XLSX): void {
    this.#files.set(key, { name, type, content });
  }

  get(key: string): Buffer | undefined {
    return this.#files.get(key)?.content;
  }

  remove(key: string): void {
    this.#files.delete(key);
  }

  /** An address of a file that works for a while yet, or undefined when there is no file. */
  link(key: string): string | undefined {
    const kept = this.#files.get(key);
    if (!kept) return undefined;
    const current = this.#current.get(key);
    const left = (this.#links.get(current ?? '')?.until ?? 0) - this.#world.clock.now();
    if (current && left > LIFETIME / 2) return this.#address(kept, current);
    const sig = this.#world.chance.groups('s', 8, 8, 8);
    this.#links.set(sig, { key, until: this.#world.clock.now() + LIFETIME });
    this.#current.set(key, sig);
    return this.#address(kept, sig);
  }

  #address({ name }: Kept, sig: string): string {
    return `${this.origin}/${encodeURIComponent(name)}?sig=${sig}`;
  }

  open(sig: string): Kept | undefined {
    const link = this.#links.get(sig);
    return link && link.until > this.#world.clock.now() ? this.#files.get(link.key) : undefined;
  }

  #save(): Saved[] {
    return [...this.#files].map(([key, { name, type, content }]) => [
      key,
      name,
      type,
      content.toString('base64'),
    ]);
  }
}

export const storageOf = storeOf((world) => new Storage(world));

/** The host of the links. Like the storage of clouds it wants no key beside the signature. */
export const storageServer = (storage: ReturnType<typeof storageOf>): FastifyInstance => {
  const app = fastify({ forceCloseConnections: true });
  app.get('/:name', async (request, reply) => {
    if (request.headers.authorization) {
      return reply.code(400).send('Only one way of authentication is allowed: the signature or a key.');
    }
    const kept = storage.open(String((request.query as Record<string, unknown>)['sig']));
    if (!kept) return reply.code(403).send('The link has ended.');
    return reply
      .type(kept.type)
      .header('content-disposition', `attachment; filename="${kept.name}"`)
      .send(kept.content);
  });
  return app;
};
