import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeSheet } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Report Usage of line items, on the sandbox. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 40;
});
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const report = (more: Json = {}) => stage.run('report_usage', 'vendor', stage.reportInput(asset, more));
const failed = (more: Json = {}) => failureOf(() => report(more));
const files = () => [...stage.sandbox.world.usage.files.all()];
const records = () => [...stage.sandbox.world.usage.records.all()];
const sent = (method: string) =>
  stage.sandbox.control.calls.filter((call) => call.method === method && call.path.startsWith('/usage'));
const row = (more: Json = {}) => stage.usageLine(asset, more);

describe('Report Usage', () => {
  it('makes a file of line items that Connect finds ready', async () => {
    const result = await report();
    expect(result).toMatchObject({
      status: 'ready',
      outcome: 'reported',
      records_sent: 2,
      external_id: 'usage-1',
    });
    expect(records()).toMatchObject([
      {
        usage: 1,
        status: 'valid',
        asset_id: asset,
        item: { mpn: 'BACKUP-TRAFFIC' },
        start_date: '2026-01-01T00:00:00+00:00',
        end_date: '2026-01-31T23:59:59+00:00',
      },
      { usage: 2.5 },
    ]);
  });

  it('submits it if asked', async () => {
    expect(await report({ submit: 'yes' })).toMatchObject({ status: 'pending' });
  });

  it('run again makes no second file, and does what is left to do', async () => {
    const first = await report();
    expect(await report({ submit: true })).toMatchObject({
      id: first['id'],
      status: 'pending',
      outcome: 'reported',
    });
    const over = { id: first['id'], status: 'pending', outcome: 'existing', records_sent: 0 };
    expect(await report({ submit: true })).toMatchObject(over);
    expect(files()).toHaveLength(1);
  });

  it('of another period under the ID of one that was submitted is refused, and not passed over', async () => {
    const period = { period_from: '2026-01-01', period_to: '2026-01-31' };
    const first = await report({ ...period, submit: true });
    expect(await report({ ...period, submit: true })).toMatchObject({ outcome: 'existing' });
    const next = { period_from: '2026-02-01', period_to: '2026-02-28' };
    const { message } = await failureOf(() => report({ ...next, submit: true }));
    expect(message).toBe(
      `Report External ID: "usage-1" can't be used. Give this report an ID of its own, for example made of the month: usage file ${String(first['id'])} (pending) with this ID was submitted for 2026-01-01 to 2026-01-31, and this report is for 2026-02-01 to 2026-02-28. Nothing was sent.`,
    );
    expect(files()).toHaveLength(1);
  });

  it('finds subscriptions by external ID, and items by ID and MPN', async () => {
    await report({
      records: [
        row({ asset_id: undefined, asset_external_id: 'ORDER-1' }),
        row({ item: 'PRD-838-787-106-0003' }),
        row({ item: 'PRD_838_787_106_0003' }),
      ],
    });
    expect(records().map((one) => [one.asset_id, one.item_id, one.status])).toEqual(
      Array(3).fill([asset, 'PRD-838-787-106-0003', 'valid']),
    );
  });

  it('says all problems at once, by row and column, before anything is sent', async () => {
    const { kind, message } = await failed({
      period_from: '2026-01-01',
      period_to: '2026-01-31',
      records: [
        row(),
        row({ item: 'NO-SUCH', quantity: '-5' }),
        row({ asset_id: 'AS-0000-0000-0000', start: 'soon' }),
        row({ end: '2026-02-01' }),
        row({ quantity: '1.234', start: '2026-01-31', end: '2026-01-01' }),
        row({ item: 'BACKUP-USER' }),
        row({ record_id: 'same' }),
        row({ record_id: 'same' }),
      ],
    });
    expect(kind).toBe('AppError');
    expect(message).toBe(
      [
        'The report has 9 problems and was not sent.',
        'Row 2, Item: The product has no pay-as-you-go item "NO-SUCH". Give the ID or MPN of one.',
        'Row 2, Quantity: "-5" can\'t be used. Give a number that is not negative, for example 12.5.',
        'Row 3, Subscription ID: The product has no subscription "AS-0000-0000-0000" that this connection can see.',
        'Row 3, Usage Start: "soon" can\'t be used. Give a time in UTC, for example 2026-01-31 23:59:59.',
        'Row 4, Usage End: "2026-02-01 23:59:59" is outside of the period of the report, 2026-01-01 to 2026-01-31.',
        'Row 5, Quantity: "1.234" could be 1.2340 or 1234. Write it in that way.',
        'Row 5, Usage End: "2026-01-01 23:59:59" is before the start, "2026-01-31 00:00:00".',
        'Row 6, Item: The product has no pay-as-you-go item "BACKUP-USER". Give the ID or MPN of one.',
        'Row 8, Record External ID: "same" stands twice.',
      ].join(' '),
    );
    expect(sent('POST')).toEqual([]);
  });

  it('wants rows, and of one kind', async () => {
    expect((await failed({ records: [] })).message).toBe(
      'Records is missing. Give line items, or a Spreadsheet.',
    );
    expect((await failed({ file: stage.spreadsheet('a,b\n1,2') })).message).toBe(
      'Records: give either line items or a Spreadsheet, not both.',
    );
  });

  it('refuses texts that Connect would cut off', async () => {
    expect((await failed({ name: 'x'.repeat(101) })).message).toMatch(
      /^Name: "x+…" can't be used\. Give at most 100 characters; it has 101\.$/,
    );
    const note = 'x'.repeat(201);
    const accept = { usage_file_id: 'UF-0000-00-0000-0001', acceptance_note: note };
    const { message } = await failureOf(() => stage.run('accept_usage_file', 'store', accept));
    expect(message).toMatch(/^Note: .* Give at most 200 characters; it has 201\.$/);
  });

  it('wants both ends of the period, as days', async () => {
    expect((await failed({ period_from: '2026-01-01' })).message).toMatch(/^Period To is missing/);
    expect((await failed({ period_from: '2026-02-30', period_to: '2026-03-01' })).message).toMatch(
      /^Period From: "2026-02-30" can't be used/,
    );
  });

  it('tells which records Connect refused, and sends the corrected ones to the same file', async () => {
    // What Connect alone can know: the parameter by which it looks for the subscription.
    const content = await writeSheet('records', [
      ['item', 'asset_search_criteria', 'asset_search_value', 'quantity', 'start', 'end'],
      ['BACKUP-TRAFFIC', 'parameter.tenant_id', 'tenant-9', 1, '2026-01-01', '2026-01-31'],
      ['BACKUP-TRAFFIC', 'parameter.tenant_id', 'tenant-1', 1, '2026-01-01', '2026-01-31'],
    ]);
    const { kind, message } = await failed({ records: undefined, file: stage.spreadsheet(content) });
    const [file] = files();
    expect(kind).toBe('AppError');
    expect(message).toContain(`Usage file ${file?.id} was uploaded, and Connect found it invalid.`);
    expect(message).toContain('No subscription of the product has parameter.tenant_id tenant-9. (USG_010)');
    expect(await report()).toMatchObject({ id: file?.id, status: 'ready', outcome: 'reported' });
    expect(files()).toHaveLength(1);
  });

  it('returns the file while Connect still reads it, and waits no longer than it may', async () => {
    const total = waits.total;
    waits.total = 60;
    stage.sandbox.world.usage.files.changed = () => {};
    const slow = await report().finally(() => {
      waits.total = total;
    });
    expect(slow['outcome']).toBe('reported');
    expect(['uploading', 'processing', 'ready']).toContain(slow['status']);
  });

  it('needs amounts and tiers for a product that is reported so (TR)', async () => {
    const purchase = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: 'MAIL-1',
      line_items: [{ item_id: 'PRD-276-377-545-0001', quantity: 1 }],
      params: undefined,
    });
    await stage.run('approve_request', 'vendor', { id: purchase['id'], template_id: 'TL-686-991-072' });
    const mail = {
      product_id: 'PRD-276-377-545',
      external_id: 'usage-mail',
      records: [{ ...row(), item: 'MAIL-SENT', asset_id: undefined, asset_external_id: 'MAIL-1' }],
    };
    const { message } = await failed(mail);
    expect(message).toMatch(/Row 1, Amount: It is missing.* \(TR\)\..*Row 1, Tier: It is missing\./);
    const [line] = mail.records;
    const records_ = [
      {
        ...line,
        amount: '9,5',
        tier: 1,
        category: 'sms',
        parameters: '{"region":"eu"}',
        record_note: '=1+1',
      },
    ];
    expect(await report({ ...mail, records: records_ })).toMatchObject({ status: 'ready', schema: 'tr' });
    expect(records().find((one) => one.item.mpn === 'MAIL-SENT')).toMatchObject({
      amount: 9.5,
      tier: 1,
      category: { id: 'sms' },
      params: [{ parameter_name: 'region', parameter_value: 'eu' }],
      record_note: '=1+1',
    });
  });
});
