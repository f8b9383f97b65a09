import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import zapier from 'zapier-platform-core';
import App from '../../index.ts';
import { keys } from '../../sandbox/modules/usage/store.ts';
import { limits } from '../../src/connect/deadline.ts';
import { downloadReport } from '../../src/reports/hydrators.ts';
import { downloadUsageSpreadsheet, type SpreadsheetOf } from '../../src/usage/hydrators.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { app, failureOf } from '../support/app.ts';
import { reportInput } from '../support/reportScenarios.ts';
import { Stage } from '../support/stage.ts';
import { holdClock, releaseClock, turnOnce } from '../support/turnedClock.ts';

/** Spreadsheets as Zapier files: pointers that are followed when a later step asks for the file. */

const RPC = 'https://rpc.zapier.com';
const STASH = 'https://stash.example.com';

let stage: Stage;
/** What was put into Zapier's store of files: the whole form. */
let stashed: Buffer | undefined;

const { pause } = waits;
beforeAll(() => {
  process.env['ZAPIER_DEPLOY_KEY'] = 'made-up';
  waits.pause = 15;
});
afterAll(() => {
  waits.pause = pause;
  delete process.env['ZAPIER_DEPLOY_KEY'];
});
beforeEach(async () => {
  stage = await Stage.open();
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
  stashed = undefined;
  nock(RPC)
    .post('/cli')
    .reply(200, (_uri, body) => {
      const { id } = (typeof body === 'string' ? JSON.parse(body) : body) as { id: string };
      return { id, result: { url: `${STASH}/`, fields: { key: 'kept.xlsx' } } };
    });
  nock(STASH)
    .post('/')
    .reply(function keep(_uri, body) {
      stashed = Buffer.from(String(body), /^[0-9a-f]+$/.test(String(body)) ? 'hex' : 'utf8');
      return [204, ''];
    });
});
afterEach(async () => {
  nock.cleanAll();
  nock.enableNetConnect();
  await stage.close();
});

const run = zapier.createAppTester(App as never);
const hydrate = (of: SpreadsheetOf, id: string, by: 'store' | 'vendor' = 'store') =>
  run(
    downloadUsageSpreadsheet as never,
    { authData: stage.connections[by], inputData: { of, id } } as never,
  ) as Promise<string>;
const calls = () => stage.sandbox.control.calls.map(({ method, path }) => `${method} ${path}`);
/** The pointer in a result. */
const pointerIn = (row: Record<string, unknown> | undefined, name: string) =>
  String((row?.['files'] as Record<string, unknown>)[name]);

describe('a pointer', () => {
  it('names the hydrator and the object, and holds no key and no address', async () => {
    const id = await stage.usageFile('pending');
    const [file] = await app.search('find_usage_file', stage.connections.store, { id: [id] });
    const pointer = pointerIn(file, 'uploaded');
    expect(JSON.parse(pointer.split('|||')[1] ?? '')).toMatchObject({
      type: 'file',
      method: 'hydrators.downloadUsageSpreadsheet',
      bundle: { of: 'uploaded', id },
    });
    expect(pointer).not.toMatch(/secret|sig=|127\.0\.0\.1/);
    expect(pointerIn(file, 'template')).toContain('PRD-838-787-106');
    expect((file?.['files'] as object | undefined) ?? {}).not.toHaveProperty(
      'reconciliation',
      expect.any(String),
    );
  });
});

describe('a spreadsheet, when it is asked for', () => {
  it.each([
    ['uploaded', 'GET /usage/files/'],
    ['processed', 'GET /usage/files/'],
  ] as const)('%s: its address is asked for anew, and gets no key', async (of, first) => {
    const id = await stage.usageFile('pending');
    stage.sandbox.control.calls = [];
    // The storage refuses calls with a key, so this proves that none is sent.
    expect(await hydrate(of, id)).toBe(`${STASH}/kept.xlsx`);
    expect(calls()).toEqual([`${first}${id}`]);
    expect(stashed?.toString('latin1')).toContain('PK\u0003\u0004');
    expect(stashed?.toString('latin1')).toContain(`${id}-${of}.xlsx`);
  });

  it('template: by its product', async () => {
    expect(await hydrate('template', stage.sandbox.ids.product, 'vendor')).toBe(`${STASH}/kept.xlsx`);
    expect(calls()).toEqual([`GET /usage/products/${stage.sandbox.ids.product}/template`]);
  });

  it('chunk: from Connect itself, with the key', async () => {
    await stage.usageFile('accepted');
    const chunk = await stage.readyChunk();
    stage.sandbox.control.calls = [];
    expect(await hydrate('chunk', chunk.id)).toBe(`${STASH}/kept.xlsx`);
    expect(calls()).toEqual([`GET /usage/chunks/${chunk.id}/download`]);
  });

  it('that Connect doesn’t have (any more) is said in a sentence', async () => {
    const id = await stage.usageFile('pending');
    expect(await failureOf(() => hydrate('reconciliation', id))).toEqual({
      kind: 'AppError',
      message: `Connect has no reconciliation spreadsheet of usage file ${id} (any more).`,
    });
    expect((await failureOf(() => hydrate('uploaded', 'UF-0000-00-0000-0000'))).message).toMatch(
      /^Connect has no usage file UF-0000-00-0000-0000/,
    );
  });

  it('is given up in the time of the step when the store of files hangs', async () => {
    const id = await stage.usageFile('pending');
    nock.cleanAll();
    const store = nock(RPC);
    let isAsked = false;
    store.post('/cli').delay(60_000).reply(200, {});
    store.on('request', () => {
      isAsked = true;
    });
    holdClock();
    turnOnce(() => isAsked, limits.step);
    try {
      expect((await failureOf(() => hydrate('uploaded', id))).message).toBe(
        `The time that Zapier gives a step is over. The uploaded spreadsheet of ${id} was fetched, but Zapier's own store of files did not take it. Try again in a few minutes.`,
      );
    } finally {
      releaseClock();
      nock.abortPendingRequests();
    }
  });

  it('is said to be refused in words when the store of files refuses it', async () => {
    const id = await stage.usageFile('pending');
    nock.removeInterceptor({ hostname: new URL(STASH).hostname, proto: 'https', method: 'POST', path: '/' });
    nock(STASH).post('/').reply(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>');
    expect((await failureOf(() => hydrate('uploaded', id))).message).toBe(
      `The uploaded spreadsheet of ${id} was fetched, but Zapier's own store of files refused it. Try again in a few minutes.`,
    );
  });

  it.each([
    ['a web page', '<html>Sign in</html>', /is no workbook \(20 bytes of /],
    ['nothing', '', /is empty, so it was not handed on/],
    ['half of a workbook', 'PK\u0003\u0004 and then', /is no workbook/],
  ])('that is %s is not handed on', async (_name, content, expected) => {
    const id = await stage.usageFile('pending');
    stage.sandbox.world.usage.storage.put(keys.uploaded(id), Buffer.from(content));
    const { kind, message } = await failureOf(() => hydrate('uploaded', id));
    expect(kind).toBe('AppError');
    expect(message).toMatch(expected);
    expect(stashed).toBeUndefined();
  });
});

describe('the file of a report', () => {
  const fetchReport = (inputData: object) =>
    run(
      downloadReport as never,
      { authData: stage.connections.vendor, inputData } as never,
    ) as Promise<string>;
  const made = async (input: object = {}) => {
    const { id } = await stage.run('run_report', 'vendor', { ...reportInput, ...input });
    await fetch(`${stage.sandbox.controlUrl}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance": "PT1M"}',
    });
    return String(id);
  };

  it('is a pointer without key and address, and a workbook when it is asked for', async () => {
    const id = await made();
    const [report] = await app.search('find_report', stage.connections.vendor, { id: [id] });
    const pointer = String(report?.['file']);
    expect(JSON.parse(pointer.split('|||')[1] ?? '')).toMatchObject({
      type: 'file',
      method: 'hydrators.downloadReport',
      bundle: { id, extension: 'xlsx' },
    });
    expect(pointer).not.toMatch(/secret|127\.0\.0\.1/);
    stage.sandbox.control.calls = [];
    expect(await fetchReport({ id, extension: 'xlsx' })).toBe(`${STASH}/kept.xlsx`);
    expect(calls()).toEqual([`GET /reporting/reports/${id}/download`]);
    expect(stashed?.toString('latin1')).toContain('PK\u0003\u0004');
    expect(stashed?.toString('latin1')).toContain(`${id}.xlsx`);
  });

  it('has the form that was asked for, also where Connect doesn’t say its ending', async () => {
    const id = await made({ renderer: 'csv' });
    expect(await fetchReport({ id })).toBe(`${STASH}/kept.xlsx`);
    expect(stashed?.toString()).toContain(`${id}.csv`);
    expect(stashed?.toString()).toContain('"Request ID","Type"');
  });

  it('is refused in words while there is none, and when a page comes in its place', async () => {
    const { id } = await stage.run('run_report', 'vendor', reportInput);
    expect((await failureOf(() => fetchReport({ id }))).message).toContain(
      'only one that succeeded has a file. (REP_001)',
    );
    const ready = await made({ name: 'Another' });
    stage.sandbox.control.add({
      path: `/reporting/reports/${ready}/download`,
      kind: 'html',
      status: 200,
    });
    expect((await failureOf(() => fetchReport({ id: ready, extension: 'xlsx' }))).message).toMatch(
      /^The file of report REC-[\d-]+ that was fetched is no workbook/,
    );
  });
});
