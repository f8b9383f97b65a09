import type { Happening } from './history.ts';
import type { Run } from './platform.ts';
import type { Task, Tasks } from './tasks.ts';
import type { Town } from './town.ts';
import type { Fired } from './zaps.ts';

/** The vendor's Zap does the whole work on what it is told of. */
export class Work {
  readonly #town: Town;
  readonly #tasks: Tasks;

  constructor(town: Town, tasks: Tasks) {
    this.#town = town;
    this.#tasks = tasks;
  }

  /** @param one what befalls the first of them. */
  async on(
    fired: readonly Fired[],
    one?: Happening & { do: 'poll' },
    meanwhile?: Run['meanwhile'],
  ): Promise<void> {
    const ours = fired.filter(({ row }) =>
      ((row['asset'] ?? {}) as { external_id?: string }).external_id?.startsWith('#'),
    );
    for (const [index, { id, row, event }] of ours.entries()) {
      const task = this.#provision(id, String(row['type'] ?? ''), event);
      const befalls =
        index === 0 && one
          ? { gusts: one.work, mood: one.mood, twice: one.twice, ...(meanwhile ? { meanwhile } : {}) }
          : {};
      if (one?.isHeld) {
        this.#town.count('runs held');
        this.#town.tell(`  Zapier holds: ${task.name}`);
      } else
        await this.#tasks.run(
          task,
          this.#town.chance(`work on ${one?.number ?? 'the end'} ${index}`),
          befalls,
        );
    }
  }

  #provision(id: string, type: string, event: string): Task {
    const { ids } = this.#town.sandbox;
    return this.#tasks.add({
      name: `the vendor’s Zap provisions ${id} (${type})`,
      what: 'provision',
      who: 'vendor',
      kind: 'creates',
      key: 'provision_request',
      input: {
        request_id: id,
        template_id: ids.template,
        tenant_parameter: 'tenant_id',
        mapping: {},
        resources: { 'BACKUP-USER': 'users' },
        event,
      },
    });
  }
}
