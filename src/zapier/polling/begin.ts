import type { EventSource } from './eventSource.ts';
import { Events, MAX_AGAIN, OVERLAP } from './events.ts';
import { EMPTY, type Memory, type MemoryStore, SETTLED, SILENT } from './memory.ts';
import { fitting, type Handed, MAX_NEW, PAGE, Reader } from './source.ts';

/** Events looked at when nothing is remembered: the first poll of a Zap, and after the memory was lost. */
export const LOOK_BACK = 300;
/** Two or three on a server that gives pages as large as they are asked for. */
const BEGINNING_CALLS = 40;
/** Objects that are looked at beside them when a Zap is turned on: those that can still change. */
export const MAX_OPEN = 2 * PAGE;

/** The newest rows by the time of their event, and the time from which on there are no others. */
const newest = async <Row>(source: EventSource<Row>, reader: Reader<Row>) => {
  // By the time of creation first: that costs little, where finding the newest updates may take all calls.
  const created = await reader.newest({ by: 'created' }, LOOK_BACK);
  // Rows without a time of update may stand first, so they are left out here and come by their time of creation.
  const updated = source.hasUpdates
    ? await reader.newest({ by: 'updated', after: 1 }, LOOK_BACK)
    : { rows: [], isAll: true };
  const never = created.rows.filter((row) => source.timesOf(row).updatedAt === undefined);
  const timeOf = (row: Row) => {
    const { updatedAt, createdAt } = source.timesOf(row);
    return updatedAt ?? createdAt ?? 0;
  };
  const oldest = (rows: readonly Row[]) => Math.min(...rows.map(timeOf));
  const floor = Math.max(
    updated.isAll ? 0 : oldest(updated.rows),
    created.isAll ? 0 : Math.min(...created.rows.map((row) => source.timesOf(row).createdAt ?? 0)),
  );
  const rows = [...updated.rows, ...never]
    .filter((row) => timeOf(row) >= floor)
    .sort((a, b) => timeOf(b) - timeOf(a));
  return { rows, isAll: updated.isAll && created.isAll, timeOf };
};

/**
 * Nothing is remembered. When a Zap is turned on, all that is there counts as seen. After the memory was lost, the
 * newest events are delivered at once and the next polls bring those before them.
 * @param since what happened before was handed over (ms since 1970).
 * @param memory where the Zap being turned on shares it with others: theirs, which stays as it is.
 */
export const begin = async <Row>(
  source: EventSource<Row>,
  store: MemoryStore,
  { isStart, now, memory, since = 0 }: { isStart: boolean; now: number; memory: Memory; since?: number },
): Promise<Handed<Row>[]> => {
  const reader = new Reader(source, PAGE, BEGINNING_CALLS);
  const { rows: newestRows, isAll, timeOf } = await newest(source, reader);
  const rows = newestRows.filter((row) => timeOf(row) >= since);
  const isJoining = memory !== EMPTY;
  if (isJoining) {
    for (const by of source.hasUpdates ? (['updated', 'created'] as const) : (['created'] as const))
      await reader.forward(by, memory.start, { limit: PAGE, isEnough: () => false });
  }
  // Objects that can still change would look new when they do, unless Zapier has them from the start.
  const open =
    isStart || source.entries
      ? await reader.newest({ by: 'updated', isOpen: true }, isStart ? MAX_OPEN : MAX_AGAIN)
      : { rows: [] };
  reader.report();

  const times = rows.map(timeOf);
  const oldest = times.length ? Math.min(...times) : 0;
  // Before the oldest of a full look-back there are rows that must not fire; before the oldest of all, only late ones.
  // Of those that happened together with the oldest one some may lie beyond it, so that it is the last that is passed by.
  const tied = times.filter((time) => time === oldest).length;
  const isCut = tied < times.length && (isStart || (source.hasIds && tied < MAX_AGAIN / 2));
  const start = Math.max(since, isAll ? oldest - OVERLAP : isCut ? oldest + 1 : oldest);
  const last = Math.min(Math.max(start, ...times), now);
  const base: Memory = { ...memory, start, born: isStart ? Math.max(0, ...times) || now : start };
  const events = new Events(source, isJoining ? memory : base);
  const ids = new Set(rows.map((row) => source.idOf(row)));
  const beyond = (isJoining ? [...reader.rows.values()] : open.rows).filter(
    (row) => !ids.has(source.idOf(row)),
  );
  const found = (await events.of(rows, isStart ? 0 : start)).reverse();
  const old = (await events.of(beyond, 0)).filter(({ isSilent }) => !isSilent);
  const shown = found.filter(({ isSilent }) => !isSilent);
  const hand = (some: readonly { row: Row; key: string }[]) => some.map(({ row, key }) => ({ row, key }));
  if (isJoining) {
    // What the others have yet to take fires there under the key that this Zap gets.
    events.keep([...shown, ...old]);
    if (events.entries) await store.write({ ...memory, entries: events.entries.all(memory.start) });
    return hand([...shown, ...old]);
  }

  const candidates = [...shown, ...old];
  const fits = fitting(candidates.map(({ row }) => row));
  const delivered = isStart ? candidates : candidates.slice(0, Math.min(MAX_NEW, fits.length));
  const taken = isStart ? SETTLED : now;
  const handed = new Set(delivered);
  events.keep(delivered);
  const isKept = await store.write({
    ...base,
    // What was not delivered yet is brought by the polls to come, from the start on.
    last: isStart ? last : start,
    lastAt: now,
    page: reader.nextSize,
    seen: found
      .filter((event) => handed.has(event) || event.isSilent)
      .map(({ hash, time, isSilent }) => [hash, time - start, isSilent ? SILENT : taken] as const),
    // What could not be read when the Zap was turned on had happened before.
    again: [
      ...(isStart ? [] : [...reader.unreadable.values()])
        .map(({ id }) => id)
        .filter((id) => id !== undefined),
      ...[...found.filter(({ isEarly }) => isEarly), ...old]
        .filter((event) => !handed.has(event) && !event.isSilent)
        .map(({ id }) => id),
    ].slice(0, MAX_AGAIN),
    entries: events.entries?.all(start) ?? [],
  });
  // Nothing will be remembered, so the rest must not wait for the next poll.
  return isKept ? hand(delivered) : hand(candidates.slice(0, isStart ? undefined : fits.length));
};
