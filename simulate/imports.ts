import type { Happening } from './history.ts';
import type { Town } from './town.ts';

/** Requests that nobody works on appear at once, of times that have passed, also all of one time. */

const MINUTE = 60_000;
/** As many events of the last minutes as polls read again for the sake of late ones: docs/polling.md. */
const MOST_BEFORE_LATE = 150;

export const importRows = (town: Town, { count, minutes, isEqual }: Happening & { do: 'import' }): void => {
  const { requests, seed } = town.sandbox.world;
  const known = new Map([...requests.all()].map((one) => [one.id, one]));
  const since = town.time.now() - 15 * MINUTE;
  const recent = [...known.values()].filter(({ updated }) => Date.parse(updated) > since).length;
  const isLate = minutes > 1 && recent + count < MOST_BEFORE_LATE;
  seed(count, { days: (isLate ? minutes : 1) / 1440 });
  const added = [...requests.all()].filter(({ id }) => !known.has(id));
  const [first] = added;
  if (isEqual && first) {
    for (const request of added) {
      Object.assign(request, { created: first.created, updated: first.updated });
      requests.changed(request);
    }
    town.count('rows of equal times');
  }
  if (isLate) town.count('rows that appear late');
  town.tell(
    `  ${added.length} requests appear at once${isLate ? `, up to ${minutes} minutes late` : ''}${isEqual ? ', all of one time' : ''}`,
  );
};
