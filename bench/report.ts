import { writeSheet } from '../src/spreadsheets/write.ts';
import { Stage } from '../test/support/scenarios.ts';
import { milliseconds, table } from './measure.ts';

const ROWS = [1_000, 20_000, 200_000];

/** Report Usage from a file, through Zapier's handler: checked, written, uploaded to the sandbox. */
export const report = async (): Promise<void> => {
  const rows: (string | number)[][] = [];
  for (const count of ROWS) {
    const stage = await Stage.open();
    const asset = await stage.subscription();
    function* lines() {
      yield ['item', 'asset_id', 'quantity', 'start', 'end'];
      for (let index = 0; index < count; index += 1)
        yield ['BACKUP-TRAFFIC', asset, String(index / 100), '2026-01-01', '2026-01-31'];
    }
    const file = stage.spreadsheet(await writeSheet('Usage', lines()));
    stage.sandbox.control.calls = [];
    const started = performance.now();
    const result = await stage.run(
      'report_usage',
      'vendor',
      stage.reportInput(asset, { records: undefined, file }),
    );
    const ms = performance.now() - started;
    rows.push([count, stage.sandbox.control.calls.length, milliseconds(ms), String(result['status'])]);
    await stage.sandbox.close();
  }
  table(
    'Report Usage from a file (the sandbox works in the same process; a step has 30 s)',
    ['rows', 'calls', 'ms', 'status at the end'],
    rows,
  );
};
