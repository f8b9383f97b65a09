import type { EntrySource } from './entries.ts';
import type { RowSource } from './source.ts';

/** Where events come from, in Connect's own time. */
export interface EventSource<Row> extends RowSource<Row> {
  /** What Zapier's deduplication tells events apart by. */
  keyOf(row: Row): string;
  /** Where an object fires once, by the time of an update: those of the rows that reached what is asked for after a time. */
  reachedSince?(rows: readonly Row[], time: number): Promise<ReadonlySet<Row>>;
  /** Where an object fires each time that it enters a state. */
  readonly entries?: EntrySource<Row>;
}
