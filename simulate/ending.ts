import { isOurs } from './people.ts';
import type { Task, Tasks } from './tasks.ts';
import type { Town } from './town.ts';
import type { Usage } from './usage.ts';
import type { Work } from './work.ts';
import type { Zaps } from './zaps.ts';

/** The quiet at the end of a history: the weather is fine, and everything gets done that can be. */

/** Rounds that it takes at most. */
const ROUNDS = 9;
const MINUTE = 60_000;

export interface Left {
  readonly tasks: Tasks;
  readonly usage: Usage;
  readonly zaps: Zaps;
  readonly work: Work;
}

/** States of a usage file in which a step on it has come too late. */
const TOO_LATE: Partial<Record<Task['what'], readonly string[]>> = {
  submit: ['draft', 'invalid', 'rejected'],
  accept: ['draft', 'invalid', 'ready', 'rejected'],
  'give back': ['draft', 'invalid', 'ready', 'accepted', 'closed'],
};

/** Whether a step can't get done any more, through nobody's fault. */
const isHopeless = (town: Town, { what, assetId, input }: Task): boolean => {
  const { usage } = town.sandbox.world;
  if (what === 'provision') {
    const { status = '' } = town.books.request(String(input['request_id'])) ?? {};
    return status === 'failed';
  }
  if (what === 'bill') {
    const records = (input['records'] ?? []) as { id: string }[];
    return records.length > 0 && records.every(({ id }) => usage.records.get(id)?.status === 'closed');
  }
  const file = usage.files.get(String(input['usage_file_id']));
  if (file) return TOO_LATE[what]?.includes(file.status) ?? false;
  const { status = '' } = town.books.asset(assetId ?? '') ?? {};
  if (what === 'resume' || what === 'cancel') return status === 'terminated';
  return ['change', 'suspend'].includes(what) && status !== 'active' && status !== 'terminating';
};

export const endWell = async (town: Town, { tasks, usage, zaps, work }: Left): Promise<void> => {
  const chance = town.chance('end');
  town.tell('  From here on the weather is fine.');
  for (let round = 0; round < ROUNDS; round += 1) {
    await town.platform.pass((round === 0 ? 3 * 1440 : 20) * MINUTE);
    await town.call('vendor', 'GET', '/requests?limit=1');
    for (const { id, status } of town.books.requests().filter(isOurs)) {
      if (status === 'inquiring') await town.call('vendor', 'POST', `/requests/${id}/pend`, {});
    }
    let events = 0;
    const left = tasks.open.length;
    for (const zap of zaps.all) {
      const fired = await zaps.poll(zap, chance);
      events += fired.length;
      if (zap === zaps.all[0]) await work.on(fired);
    }
    for (const task of tasks.open) {
      await tasks.run(task, chance);
      if (task.state === 'open' && isHopeless(town, task)) task.state = 'given up';
    }
    let reports = 0;
    for (const report of usage.reports) {
      for (let task = usage.next(report); task && reports < ROUNDS * 4; task = usage.next(report)) {
        reports += 1;
        await tasks.run(task, chance);
        if (task.state === 'open') break;
      }
    }
    if (!events && !left && !reports) break;
  }
};
