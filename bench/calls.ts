import { Stage, scenarios } from '../test/support/scenarios.ts';
import { milliseconds, table } from './measure.ts';

/** How many HTTP calls each action makes, when nothing goes wrong. */
export const calls = async (): Promise<void> => {
  const rows: (string | number)[][] = [];
  for (const { key, prepare } of scenarios) {
    const stage = await Stage.open();
    const { input, by } = await prepare(stage);
    stage.sandbox.control.calls = [];
    const started = performance.now();
    await stage.run(key, by, input);
    const ms = performance.now() - started;
    rows.push([key, stage.sandbox.control.calls.length, milliseconds(ms)]);
    await stage.sandbox.close();
  }
  table('Calls per action', ['', 'calls', 'ms'], rows);
};
