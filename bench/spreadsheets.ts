import { foreignWorkbook } from '../test/support/foreignWorkbook.ts';
import { Stage } from '../test/support/scenarios.ts';
import type { Report } from './measure.ts';
import { type Ran, Runner } from './runner.ts';

const ROWS = 200_000;
const RUNS = 3;
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

/** Report Usage from a file: fetched, checked, written, uploaded. */
export const spreadsheets = async (report: Report): Promise<void> => {
  const rows: Parameters<Report['section']>[1][number][] = [];
  for (const { what, name, make } of MAKERS) {
    const found: Ran[] = [];
    const stage = await Stage.open();
    const asset = await stage.subscription();
    const content = make(asset);
    const file = stage.spreadsheet(content, name);
    for (let run = 0; run < RUNS; run += 1) {
      const more = { records: undefined, file, external_id: `usage-${run}` };
      const runner = new Runner('app');
      found.push(
        await runner.run({
          method: 'creates.report_usage.operation.perform',
          bundle: {
            authData: stage.connections.vendor,
            inputData: stage.reportInput(asset, more),
            meta: {},
          },
          isBusy: true,
        }),
      );
      runner.end();
    }
    await stage.close();
    const named = what;
    rows.push(
      {
        what: named,
        unit: 'ms CPU',
        values: found.map(({ cpu }) => cpu),
        beside: { what: 'a step’s limit', values: [30_000] },
        goal: 'at most 6 000',
      },
      {
        what: named,
        unit: 'ms',
        values: found.map(({ ms }) => ms),
        beside: { what: 'a step’s limit', values: [30_000] },
        goal: 'at most half of it',
      },
      {
        what: `${named}, peak above idle`,
        unit: 'MB',
        values: found.map(({ above }) => above),
        goal: 'at most 200',
      },
    );
  }
  report.section(`Report Usage from a file of ${ROWS} rows, ${RUNS} processes each`, rows);
};
