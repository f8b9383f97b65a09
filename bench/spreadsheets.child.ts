/** Reads or writes one large spreadsheet in a process of its own, and prints what that took as JSON. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readRows } from '../src/spreadsheets/read.ts';
import { writeSheet } from '../src/spreadsheets/write.ts';

const [what = '', file = '', wanted = '0'] = process.argv.slice(2);
const count = Number(wanted);

const HEADERS = [
  'record_id',
  'record_note',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
  'amount',
];
const rowOf = (index: number) => [
  `usage-2026-01-${index}`,
  '',
  'item.global_id',
  'PRD-838-787-106-0003',
  String(index / 100),
  '2026-01-01 00:00:00',
  '2026-01-31 23:59:59',
  'asset.id',
  `AS-0000-0000-${String(index % 5_000).padStart(4, '0')}`,
  '9.99',
];
/** Rows between two looks at the memory. */
const LOOK = 500;

const idle = process.memoryUsage().rss;
let peak = idle;
const look = () => {
  peak = Math.max(peak, process.memoryUsage().rss);
};
const timer = setInterval(look, 5);

function* rows() {
  yield HEADERS;
  for (let index = 0; index < count; index += 1) {
    if (index % LOOK === 0) look();
    yield rowOf(index);
  }
}

const started = performance.now();
let done = 0;
if (what === 'write') {
  const content = await writeSheet('records', rows());
  look();
  writeFileSync(file, content);
  done = count;
} else if (what === 'csv') {
  // Only makes the file that is read next.
  writeFileSync(file, [...rows()].map((row) => row.join(',')).join('\n'));
  done = count;
} else {
  for await (const _row of readRows(readFileSync(file))) {
    if (done % LOOK === 0) look();
    done += 1;
  }
  done -= 1;
}
const ms = performance.now() - started;
clearInterval(timer);
look();
console.log(JSON.stringify({ ms, rows: done, above: peak - idle }));
