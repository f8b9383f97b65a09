import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { app, failureOf } from '../support/app.ts';
import { testFaults } from '../support/faults.ts';
import { CASE, helpdeskScenarios } from '../support/helpdeskScenarios.ts';
import { Stage } from '../support/stage.ts';

/** A case from question to rating, and what is said about objects, on both sides. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const calls = () => stage.sandbox.control.calls;
const zapOf = async (key: string, by: 'store' | 'vendor', input: Record<string, unknown> = {}) => {
  const zap = new PolledZap(app, key, stage.connections[by], input, `${key}-${by}`);
  await zap.turnOn();
  return zap;
};
const texts = (rows: readonly Record<string, unknown>[]) => rows.map(({ text }) => text);

describe('a case', () => {
  it('goes from question to rating, each side seeing whose turn it is', async () => {
    const opened = await zapOf('new_case', 'vendor');
    const changed = await zapOf('new_updated_case', 'store');
    const { id, existed_before: before, turn } = await stage.run('create_case', 'store', CASE);
    expect([before, turn]).toEqual([false, 'receiver']);
    expect(await opened.poll()).toMatchObject([{ id, priority_name: 'High', turn: 'receiver' }]);
    expect(await opened.poll()).toEqual([]);
    await changed.poll();

    const said = await zapOf('new_case_comment', 'store', { case_id: id });
    expect(
      await stage.run('inquire_case_request', 'vendor', { case_id: id, message: 'Which domain?' }),
    ).toMatchObject({ state: 'inquiring', turn: 'issuer' });
    expect(await changed.poll()).toMatchObject([{ id, state: 'inquiring' }]);
    expect(texts(await said.poll())).toEqual([
      `Case ${String(id)}: state set to inquiring.`,
      'Which domain?',
    ]);
    await stage.run('create_case_comment', 'store', { case_id: id, text: 'example.com' });
    await stage.run('pend_case_request', 'store', { case_id: id });
    await stage.run('resolve_case_request', 'vendor', { case_id: id, message: 'Done.' });
    expect(
      await stage.run('close_case_request', 'store', { case_id: id, rating: '5', feedback: 'Quick.' }),
    ).toMatchObject({ state: 'closed', rating: 5, feedback: 'Quick.' });
    const { vendor } = stage.connections;
    expect(
      texts(await app.search('search_comments', vendor, { case_id: id, text_contains: 'EXAMPLE' })),
    ).toEqual(['example.com']);
    expect(
      await app.search('search_cases', vendor, { state: ['closed'], subject_contains: 'sign in' }),
    ).toMatchObject([{ id, rating: 5 }]);
  });

  it('says who chooses people where a change is refused because of them, and nowhere else', async () => {
    const id = await stage.case();
    const change = async (input: Record<string, unknown>) =>
      (await failureOf(() => stage.run('update_case', 'store', { case_id: id, ...input }))).message;
    for (const input of [
      { receiver_actor: 'UR-000-000-000' },
      { issuer_recipients: [{ id: 'UR-000-000-000' }] },
    ]) {
      expect(await change(input)).toMatch(
        /User UR-000-000-000 does not exist\. .*Each side chooses its own people\.$/,
      );
    }
    for (const input of [
      { product_id: 'PRD-000-000-000' },
      { receiver_account: 'VA-000-000' },
      { receiver_account: 'VA-000-000', subject: 'People' },
    ]) {
      const message = await change(input);
      expect(message).toMatch(/does not exist\./);
      expect(message).not.toContain('people');
    }
    const create = async (input: Record<string, unknown>) =>
      (await failureOf(() => stage.run('create_case', 'store', { ...CASE, subject: 'New', ...input })))
        .message;
    expect(await create({ issuer_recipients: [{ id: 'UR-000-000-000' }] })).toMatch(
      /its people belong to your account\.$/,
    );
    expect(await create({ product_id: 'PRD-000-000-000' })).toMatch(/does not exist\. \([A-Z_0-9]+\)$/);
  });

  it('says whose turn it is when an action is refused', async () => {
    const id = await stage.case();
    const { kind, message } = await failureOf(() =>
      stage.run('inquire_case_request', 'store', { case_id: id }),
    );
    expect(kind).toBe('AppError');
    expect(message).toMatch(
      /Only the receiver can inquire a case, and only while it is pending\. The case is pending\. It is the receiver's turn: Example Vendor, VA-392-495\.$/,
    );
    expect(
      (await failureOf(() => stage.run('close_case_request', 'store', { case_id: id }))).message,
    ).toContain('Only the issuer can close a case, and only once it is resolved. The case is pending.');
  });

  it('is closed with the rating that is given, or it is said that it has another one', async () => {
    const id = await stage.case('resolved');
    const close = (input: object) =>
      stage.run('close_case_request', 'store', { case_id: id, rating: '5', feedback: 'Quick.', ...input });
    await close({});
    expect(await close({})).toMatchObject({ state: 'closed', rating: 5 });
    expect(await close({ rating: undefined, feedback: undefined })).toMatchObject({ rating: 5 });
    for (const other of [{ rating: '1' }, { feedback: 'Slow.' }]) {
      const { kind, message } = await failureOf(() => close(other));
      expect(kind).toBe('AppError');
      expect(message).toContain('The case is closed. A closed case stays as it is.');
    }
  });

  it('closes by itself some time after it was resolved, and the vendor’s Zap hears of it', async () => {
    const id = await stage.case('resolved');
    const changed = await zapOf('new_updated_case', 'vendor');
    await fetch(`${stage.sandbox.controlUrl}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: 'P8D' }),
    });
    expect(await changed.poll()).toMatchObject([{ id, state: 'closed' }]);
  });

  it('takes files of earlier steps, and gives them to later ones', async () => {
    const files = [stage.spreadsheet('first', 'first.txt'), stage.spreadsheet('second', 'second.txt')];
    const input = { ...CASE, files };
    const { id } = await stage.run('create_case', 'store', input);
    // Run again: the case and its files are there.
    expect(await stage.run('create_case', 'store', input)).toMatchObject({ id, existed_before: true });
    const found = await app.search('find_case_attachments', stage.connections.vendor, { case_id: id });
    expect(found).toMatchObject([
      { name: 'first.txt', size: 5, file: expect.stringMatching(/^hydrate/) },
      { name: 'second.txt', size: 6 },
    ]);
  });

  it('is opened with all that was given, and says which file can’t be fetched, and what is done', async () => {
    const gone = new URL('/nowhere/never.txt', stage.spreadsheet('x', 'x.txt')).href;
    const { message } = await failureOf(() => stage.run('create_case', 'store', { ...CASE, files: [gone] }));
    expect(message).toMatch(
      /^The file never\.txt can't be fetched: .* Case CA-[\d-]+ is there, with 0 of 1 files\./,
    );
    expect(stage.sandbox.world.cases.size).toBe(1);
  });

  it('is left alone, and gets no comment, when a file is none', async () => {
    const files = ['a file'];
    const refused = `Files: "a file" can't be used. Give a file of an earlier step, or an address that begins with https://.`;
    const opening = await failureOf(() => stage.run('create_case', 'store', { ...CASE, files }));
    expect([opening.message, stage.sandbox.world.cases.size]).toEqual([refused, 0]);
    const input = { case_id: await stage.case(), text: 'See there.' };
    const writing = await failureOf(() => stage.run('create_case_comment', 'vendor', { ...input, files }));
    const comments = () =>
      app.search('search_comments', stage.connections.vendor, { case_id: input.case_id, text: input.text });
    expect([writing.message, await comments()]).toEqual([refused, []]);
    const gone = new URL('/nowhere/never.txt', stage.spreadsheet('x', 'x.txt')).href;
    const told = async (more: object) =>
      (
        await failureOf(() =>
          stage.run('create_case_comment', 'vendor', { ...input, ...more, files: [gone] }),
        )
      ).message;
    expect(await told({})).toMatch(/Comment ME-[\d-]+ is there, with 0 of 1 files\. .*makes no second one/);
    expect(await told({ if_repeated: 'write' })).toMatch(/Comment ME-[\d-]+ is there, .*once more/);
    expect(await comments()).toHaveLength(2);
  });
});

describe('conversations', () => {
  it('are about a request, and both sides read them; a private note only its own side', async () => {
    const { id } = await stage.purchase();
    const heard = await zapOf('get_messages', 'store', { id });
    await stage.run('create_message', 'vendor', { id, text: 'Which domain?' });
    await stage.run('create_message', 'vendor', { id, text: 'Ask twice.', type: 'private' });
    expect(texts(await heard.poll())).toEqual(['Which domain?']);
    const [conversation] = await app.search('search_conversations', stage.connections.store, {
      instance_id: [id],
    });
    expect(conversation).toMatchObject({ instance_id: id, topic: `Fulfillment Request <${String(id)}>` });
  });

  it('begin with the first message where an object has none', async () => {
    stage.sandbox.world.seed(1);
    const [{ id } = { id: '' }] = stage.sandbox.world.requests.all();
    expect(await stage.run('create_message', 'vendor', { id, text: 'Hello.' })).toMatchObject({
      text: 'Hello.',
      existed_before: false,
    });
    expect(await stage.run('create_message', 'vendor', { id, text: 'Hello.' })).toMatchObject({
      existed_before: true,
    });
  });

  it('begin about any kind of object, and whoever sees it reads them', async () => {
    const request = await stage.tierRequest();
    const asset = await stage.active();
    const { world } = stage.sandbox;
    const [listing] = world.listings.requests.all();
    const billed = await stage.run('create_billing_request', 'vendor', {
      asset_lookup_field: 'asset_id',
      asset_lookup_value: asset,
      period_from: '2026-01-01',
      period_uom: 'monthly',
    });
    const [{ id: account } = { id: '' }] = world.tiers.accounts.all();
    const [{ id: config } = { id: '' }] = world.tiers.configs.all();
    const usage = await stage.usageFile('pending');
    for (const id of [request, asset, listing?.id, billed['id'], account, config, usage]) {
      const { text } = await stage.run('create_message', 'vendor', { id, text: `About ${String(id)}` });
      expect(texts(await app.poll('get_messages', stage.connections.store, { id }))).toEqual([text]);
    }
    // What the other side doesn't see, it hears nothing of.
    const own = await stage.run('create_billing_request', 'store', {
      asset_lookup_field: 'asset_id',
      asset_lookup_value: asset,
      period_from: '2026-01-01',
      period_uom: 'monthly',
    });
    await stage.run('create_message', 'store', { id: own['id'], text: 'Ours.' });
    const { message } = await failureOf(() =>
      app.poll('get_messages', stage.connections.vendor, { id: own['id'] }),
    );
    expect(message).toContain('that this connection can see');
  });

  it('of a draft are the vendor’s, too, once it is placed', async () => {
    const id = await stage.draft();
    await stage.run('create_message', 'store', { id, text: 'Urgent.' });
    expect((await failureOf(() => app.poll('get_messages', stage.connections.vendor, { id }))).kind).toBe(
      'AppError',
    );
    await stage.run('purchase_draft_request', 'store', { request_id: id });
    expect(texts(await app.poll('get_messages', stage.connections.vendor, { id }))).toContain('Urgent.');
  });

  it('say that an object doesn’t exist', async () => {
    const { message } = await failureOf(() =>
      stage.run('create_message', 'vendor', { id: 'PR-0000-0000-0000-000', text: 'Hello.' }),
    );
    expect(message).toContain('Object PR-0000-0000-0000-000 does not exist.');
    const asked = await failureOf(() =>
      app.poll('get_messages', stage.connections.vendor, { id: 'AS-0000-0000-0000' }),
    );
    expect(asked.message).toContain(
      'has no conversation messages of AS-0000-0000-0000 that this connection can see',
    );
  });

  it('cost one call a poll, however many there are', async () => {
    for (let i = 0; i < 3; i += 1) await stage.case();
    const began = await zapOf('new_conversations', 'vendor');
    calls().length = 0;
    await began.poll();
    expect(calls().map(({ path }) => path)).toEqual(['/conversations']);
  });
});

testFaults(helpdeskScenarios);
