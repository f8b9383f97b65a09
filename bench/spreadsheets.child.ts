/** Makes, reads or writes one large spreadsheet in a process of its own, and prints what that took as JSON. */
import { readFileSync, writeFileSync } from 'node:fs';
import { openSpreadsheet } from '../src/spreadsheets/read.ts';
import { writeSheet } from '../src/spreadsheets/write.ts';
import { foreignWorkbook } from '../test/support/foreignWorkbook.ts';

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
const rowOf = (index: number, isUnique: boolean) => [
  `usage-2026-01-${index}`,
  isUnique ? `of the hour ${index}` : '',
  'item.global_id',
  'PRD-838-787-106-0003',
  isUnique ? String(index / 100) : index / 100,
  '2026-01-01 00:00:00',
  '2026-01-31 23:59:59',
  'asset.id',
  `AS-0000-0000-${String(index % 5_000).padStart(4, '0')}`,
  isUnique ? '9.99' : 9.99,
];
/** Rows between two looks at the memory. */
const LOOK = 500;

const idle = process.memoryUsage.rss();
let peak = idle;
const look = async () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
const timer = setInterval(look, 5);

/** @param isUnique texts alone, most of which stand in one row only; else numbers, and texts that repeat. */
function* rows(isUnique: boolean) {
  yield HEADERS;
  for (let index = 0; index < count; index += 1) {
    if (index % LOOK === 0) void look();
    yield rowOf(index, isUnique);
  }
}

const MAKERS: Readonly<Record<string, () => Buffer | string>> = {
  csv: () => [...rows(false)].map((row) => row.join(',')).join('\n'),
  unique: () => foreignWorkbook(rows(true)),
  repeated: () => foreignWorkbook(rows(false)),
};

const make = MAKERS[what];
const started = process.cpuUsage();
let done = 0;
if (make) {
  writeFileSync(file, make());
  done = count;
} else if (what === 'write') {
  const content = await writeSheet('records', rows(false), look);
  await look();
  writeFileSync(file, content);
  done = count;
} else {
  const sheet = await openSpreadsheet(readFileSync(file));
  for await (const batch of sheet.batches(undefined, look)) done += batch.length;
  done -= 1;
}
const { user, system } = process.cpuUsage(started);
clearInterval(timer);
await look();
console.log(JSON.stringify({ ms: (user + system) / 1_000, rows: done, above: peak - idle }));
