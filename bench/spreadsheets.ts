import { observers } from '../sandbox/control.ts';
import { foreignWorkbook } from '../test/support/foreignWorkbook.ts';
import { Stage } from '../test/support/stage.ts';
import type { Measured, Report } from './measure.ts';
import { type Ran, Runner } from './runner.ts';

const ROWS = 200_000;
const RUNS = 3;
const HOUR = 3_600_000;
const HEAD = ['item', 'asset_id', 'quantity', 'start', 'end', 'record_note'];

type Cell = string | number;

/** Rows of usage of one subscription. @param note what tells a row from the others, if anything does. */
function* rowsOf(asset: string, note: (index: number) => string): Generator<Cell[]> {
  yield HEAD;
  for (let index = 0; index < ROWS; index += 1)
    yield ['BACKUP-TRAFFIC', asset, index / 100, '2026-01-01', '2026-01-31', note(index)];
}

/** The same rows, as other programs write them. */
const MAKERS: readonly { what: string; name: string; make: (asset: string) => Uint8Array }[] = [
  {
    what: 'another program’s workbook, shared strings that repeat',
    name: 'repeated.xlsx',
    make: (asset) => foreignWorkbook(rowsOf(asset, () => 'a note')),
  },
  {
    what: 'another program’s workbook, a shared string for each row',
    name: 'unique.xlsx',
    make: (asset) => foreignWorkbook(rowsOf(asset, (index) => `of the hour ${index}`)),
  },
];

/**
 * Runs of one of the files, each in a process of its own: it is fetched, read, checked, written and uploaded. What
 * Connect does with it then takes no time of the App's, so that the time for waiting is over as soon as Connect has it.
 */
const runsOf = async ({ what, name, make }: (typeof MAKERS)[number]): Promise<Measured[]> => {
  const found: Ran[] = [];
  const stage = await Stage.open({ delay: HOUR });
  const asset = await stage.subscription();
  const file = stage.spreadsheet(make(asset), name);
  for (let run = 0; run < RUNS; run += 1) {
    const more = { records: undefined, file, external_id: `usage-${run}` };
    const runner = new Runner('app');
    const hasUploaded = ({ path }: { path: string }) => {
      if (path.endsWith('/upload')) runner.later(HOUR);
    };
    observers.add(hasUploaded);
    const ran = await runner.run({
      method: 'creates.report_usage.operation.perform',
      bundle: { authData: stage.connections.vendor, inputData: stage.reportInput(asset, more), meta: {} },
      isBusy: true,
    });
    observers.delete(hasUploaded);
    runner.end();
    const { records_sent: sent } = ran.results as { records_sent?: number };
    if (sent !== ROWS) throw new Error(`${sent} of ${ROWS} rows were sent.`);
    found.push(ran);
  }
  await stage.close();
  const limit = { what: 'a step’s limit', values: [30_000] };
  return [
    { what, unit: 'ms CPU', values: found.map(({ cpu }) => cpu), beside: limit, goal: 'at most 6000' },
    { what, unit: 'ms', values: found.map(({ ms }) => ms), beside: limit, goal: 'at most half of it' },
    {
      what: `${what}, peak above idle`,
      unit: 'MB',
      values: found.map(({ above }) => above),
      beside: { what: 'Zapier ends a process above', values: [450] },
      goal: 'at most 200',
    },
  ];
};

/** Report Usage from a file, until Connect has it. */
export const spreadsheets = async (report: Report): Promise<void> => {
  const rows: Measured[] = [];
  for (const maker of MAKERS) rows.push(...(await runsOf(maker)));
  report.section(`Report Usage from a file of ${ROWS} rows, ${RUNS} processes each`, rows);
};
