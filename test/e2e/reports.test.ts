import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import zapier from 'zapier-platform-core';
import { PolledZap } from '../../demo/zap.ts';
import App from '../../index.ts';
import { readRows } from '../../src/spreadsheets/read.ts';
import { app, failureOf } from '../support/app.ts';
import { type Field, operations } from '../support/definition.ts';
import { reportInput } from '../support/reportScenarios.ts';
import { Stage } from '../support/stage.ts';

/** Reports, from their start to their file. */

type Row = Record<string, unknown>;

const tester = zapier.createAppTester(App as never);

let stage: Stage;
let zaps = 0;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const pass = (advance: string) =>
  fetch(`${stage.sandbox.controlUrl}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  });
const run = (input: Row = {}, by: 'store' | 'vendor' = 'vendor') =>
  stage.run('run_report', by, { ...reportInput, ...input });
const find = (input: Row = {}, by: 'store' | 'vendor' = 'vendor'): Promise<Row[]> =>
  app.search('find_report', stage.connections[by], input);
const download = async (id: unknown, key = stage.sandbox.vendorKey) =>
  Buffer.from(
    await (
      await fetch(`${stage.sandbox.url}/reporting/reports/${String(id)}/download`, {
        headers: { authorization: key },
      })
    ).arrayBuffer(),
  );

it('runs in the background and ends in a workbook of what the account sees', async () => {
  const { id: request } = await stage.purchase();
  const report = await run({ name: 'January' });
  expect(report).toMatchObject({ name: 'January', status: 'pending', renderer: 'xlsx' });
  const states = [];
  for (const time of ['PT1S', 'PT2S', 'PT3S', 'PT20S']) {
    await pass(time);
    const [found] = await find({ id: [report['id']] });
    states.push([found?.['status'], typeof found?.['file']]);
  }
  expect(states).toEqual([
    ['pending', 'undefined'],
    ['deploying', 'undefined'],
    ['running', 'undefined'],
    ['succeeded', 'string'],
  ]);
  const rows = [];
  for await (const { cells } of readRows(await download(report['id']), 'Report')) rows.push(cells);
  expect(rows.map((row) => row[0])).toEqual(['Request ID', request]);
  // Another account neither finds it nor gets its file.
  expect(await find({}, 'store')).toEqual([]);
  expect(String(await download(report['id'], stage.sandbox.distributorKey))).toContain('Not found.');
});

describe('the same report', () => {
  it('is not started twice while it is running, and is when it has ended', async () => {
    const first = await run();
    expect((await run())['id']).toBe(first['id']);
    expect((await run({ name: 'Another' }))['id']).not.toBe(first['id']);
    expect((await run({ parameter_product: [stage.sandbox.ids.product] }))['id']).not.toBe(first['id']);
    expect((await run({ renderer: 'csv' }))['id']).not.toBe(first['id']);
    // The usual form is another one than what runs already.
    const csv = await run({ name: 'As CSV', renderer: 'csv' });
    expect(await run({ name: 'As CSV' })).toMatchObject({ renderer: 'xlsx' });
    expect((await run({ name: 'As CSV', renderer: 'csv' }))['id']).toBe(csv['id']);
    expect((await run({}, 'store'))['id']).not.toBe(first['id']);
    await pass('PT1M');
    expect((await run())['id']).not.toBe(first['id']);
  });
});

describe('what is filled in', () => {
  const OVERVIEW = { template_id: 'RDC-000-002-0001' };
  const given = () => [...stage.sandbox.world.reports.all()].at(-1)?.parameters;

  it('reaches Connect in the form of its type', async () => {
    await run({
      ...OVERVIEW,
      parameter_day: '2026-01-31T10:00:00Z',
      parameter_detail: 'FULL',
      parameter_options: '{"a": 1}',
    });
    expect(given()).toEqual([
      { id: 'day', type: 'date', value: '2026-01-31' },
      { id: 'detail', type: 'choice', value: 'full' },
      { id: 'hub', type: 'hub', value: { all: true, choices: [] } },
      { id: 'options', type: 'object', value: { a: 1 } },
    ]);
    await run({ parameter_rr_type: ['Purchase', 'cancel'], parameter_product: 'PRD-838-787-106' });
    expect(given()).toEqual([
      {
        id: 'date',
        type: 'date_range',
        value: { after: '2026-01-01T00:00:00.000Z', before: '2099-01-31T23:59:59.000Z' },
      },
      { id: 'product', type: 'product', value: { all: false, choices: ['PRD-838-787-106'] } },
      { id: 'rr_type', type: 'checkbox', value: { all: false, choices: ['purchase', 'cancel'] } },
      { id: 'mkp', type: 'marketplace', value: { all: true, choices: [] } },
    ]);
  });

  it.each([
    [{ parameter_date__before: '' }, 'Report Period To is missing. Fill it in.'],
    [
      { parameter_date__before: '2025-01-01' },
      'Report Period To: "2025-01-01" can\'t be used. Give a time that is not before 2026-01-01T00:00:00.000Z.',
    ],
    [
      { parameter_rr_type: ['sell'] },
      'Types of Requests: "sell" can\'t be used. Give one of: purchase, change, suspend, resume, cancel.',
    ],
    [{ renderer: 'pdf' }, 'File Format: "pdf" can\'t be used. Give one of: xlsx, csv, json.'],
    [
      { ...OVERVIEW, parameter_day: '2026-01-31', parameter_options: 'x' },
      'Options: "x" can\'t be used. Give a JSON object, for example {"currency": "EUR"}.',
    ],
    [{ name: 'x'.repeat(513) }, 'Give at most 512 letters.'],
  ])('%j is refused before anything is started', async (input, message) => {
    expect((await failureOf(() => run(input))).message).toContain(message);
    expect(stage.sandbox.world.reports.size).toBe(0);
  });

  it('is asked for by the template', async () => {
    const form = operations.find(({ key }) => key === 'run_report')?.operation.inputFields ?? [];
    const ask = form.find((field) => typeof field === 'function');
    const shown = async (inputData: Row) =>
      (
        (await tester(ask as never, { authData: stage.connections.vendor, inputData } as never)) as Field[]
      ).map(({ key }) => key);
    expect(await shown({})).toEqual([]);
    expect(await shown(reportInput)).toEqual([
      'parameter_date__after',
      'parameter_date__before',
      'parameter_product',
      'parameter_rr_type',
      'parameter_mkp',
      'renderer',
    ]);
  });
});

describe('Report Ready', () => {
  it('fires once for each report that has ended, with its file or why it failed', async () => {
    const zapOf = async (input: Row = {}) => {
      const zap = new PolledZap(app, 'report_ready', stage.connections.vendor, input, `reports-${zaps++}`);
      await zap.turnOn();
      return zap;
    };
    await run({ name: 'Old' });
    await pass('PT1M');
    const running = await run({ name: 'Running' });
    const [zap, failures] = [await zapOf(), await zapOf({ status: ['failed'] })];
    expect(await zap.poll()).toEqual([]);
    await pass('PT1M');
    expect(await zap.poll()).toMatchObject([
      { id: running['id'], status: 'succeeded', file: expect.any(String) },
    ]);
    const bad = await run({ name: 'Bad' });
    // What it was given is only found wrong while it runs.
    const made = [...stage.sandbox.world.reports.all()].find(({ id }) => id === bad['id']);
    Object.assign(made?.parameters[0]?.value as Row, { before: '2020-01-01' });
    expect(await zap.poll()).toEqual([]);
    await pass('PT1M');
    const fired = await zap.poll();
    expect(fired).toMatchObject([
      { id: bad['id'], status: 'failed', failure_output: 'The report period ends before it begins.' },
    ]);
    expect(fired[0]?.['file']).toBeUndefined();
    expect((await failures.poll()).map(({ id }) => id)).toEqual([bad['id']]);
    expect(await zap.poll()).toEqual([]);
  });
});
