import type { Sandbox } from '../sandbox/index.ts';
import { HookedZap } from './hookedZap.ts';
import type { Shown, Stage } from './stage.ts';
import { connectionsOf } from './subscription.ts';
import { WaitingStep } from './waitingStep.ts';
import { PolledZap, type Zapier } from './zap.ts';

/** Act three: what goes on around a subscription: its reseller, a question about it, and a report. */

type Json = Record<string, unknown>;
type Side = 'Distributor' | 'Vendor';

/** A product that has parameters for resellers, the template of its tier 1, and a report of the sandbox. */
const WITH_TIERS = 'PRD-633-745-986';
const TIER_TEMPLATE = 'TL-633-745-011';
const REPORT = 'RDC-000-001-0001';

const asShown = (row: Json): Shown => ({
  id: String(row['id']),
  state: String(row['status'] ?? row['state'] ?? row['version'] ?? ''),
});

export const playAround = async (stage: Stage, app: Zapier, sandbox: Sandbox): Promise<void> => {
  const { store, vendor } = connectionsOf(sandbox);
  const connectionOf = (who: Side) => (who === 'Vendor' ? vendor : store);
  const play = (who: Side, key: string, input: Json, show = asShown) =>
    stage.step(who, app.label('creates', key), () => app.create(key, connectionOf(who), input), show);
  const found = (who: Side, key: string, input: Json) =>
    stage.step(
      who,
      app.label('searches', key),
      async () => {
        const [row] = await app.search(key, connectionOf(who), input);
        if (!row) throw new Error('nothing was found');
        return row;
      },
      asShown,
    );
  const turnedOn = async (who: Side, key: string, input: Json = {}) => {
    const zap = new PolledZap(app, key, connectionOf(who), input, `${key}-${who}`);
    await zap.turnOn();
    return () =>
      stage.step(
        who,
        `⚡ ${app.label('triggers', key)}`,
        async () => {
          const [row, ...others] = await zap.poll();
          if (!row || others.length)
            throw new Error(`expected one event, not ${row ? others.length + 1 : 0}`);
          return row;
        },
        asShown,
      );
  };

  /** Connect calls, so that nobody has to poll. */
  const called = async (who: Side, key: string, input: Json) => {
    const zap = new HookedZap(app, key, connectionOf(who), input, `${key}-${who}`);
    await zap.turnOn();
    return () =>
      stage.step(
        who,
        `⚡ ${app.label('triggers', key)}`,
        async () => {
          const row = await zap.next();
          await zap.turnOff();
          await zap.close();
          return row;
        },
        asShown,
      );
  };
  /** A step that waits. @returns what has to be awaited for it to go on. */
  const waiting = async (who: Side, key: string, input: Json) => {
    const label = app.label('creates', key);
    const step = new WaitingStep(app, key, connectionOf(who), input);
    await stage.step(who, label, () => step.start(), asShown);
    return () =>
      stage.step(
        who,
        `… ${label}`,
        async () => {
          await step.end;
          await step.close();
          if (step.failure) throw step.failure;
          return step.output;
        },
        asShown,
      );
  };

  stage.scene('A reseller moves, and the vendor takes note of it');
  const moved = await called('Vendor', 'tier_account_request_event', { product_id: sandbox.ids.product });
  const reseller = await found('Distributor', 'find_tier_account', { type: 'reseller' });
  await play('Distributor', 'create_tier_account_request', { id: reseller['id'], city: 'Chicago' });
  const change = await moved();
  await play('Vendor', 'accept_tier_account_request', { id: change['id'] });

  stage.scene('The reseller is set up for another product');
  const setup = await turnedOn('Vendor', 'new_tier_config_requests', { status: ['pending'] });
  await play('Distributor', 'create_update_tier_config_request', {
    product_id: WITH_TIERS,
    account_id: reseller['id'],
    tier_level: '1',
    hub_id: sandbox.ids.hub,
    params: { reseller_email: 'alex@example.com' },
  });
  const { id: request_id } = await setup();
  const goesOn = await waiting('Distributor', 'wait_for_tier_config_request', { request_id });
  await play('Vendor', 'fill_tier_params', { request_id, params: { reseller_id: 'r-1' } });
  await play('Vendor', 'approve_tier_config_request', { id: request_id, template_id: TIER_TEMPLATE });
  await goesOn();

  stage.scene('A customer has a question');
  const opened = await turnedOn('Vendor', 'new_case');
  await play('Distributor', 'create_case', {
    subject: 'Customer can’t sign in',
    description: 'There is no activation link.',
    priority: 'High',
    type: 'Technical',
    account_id: 'VA-392-495',
  });
  const { id: case_id } = await opened();
  const answered = await turnedOn('Distributor', 'new_case_comment', { case_id, text_contains: 'domain' });
  await play('Vendor', 'inquire_case_request', { case_id, message: 'Which domain?' });
  await answered();
  await play(
    'Distributor',
    'create_case_comment',
    { case_id, text: 'It is example.com.' },
    ({ id, type }) => ({
      id: String(id).slice(0, 22),
      state: String(type),
    }),
  );
  await play('Distributor', 'pend_case_request', { case_id });
  await play('Vendor', 'resolve_case_request', { case_id, message: 'It works now.' });
  await play('Distributor', 'close_case_request', { case_id, rating: '5', feedback: 'Quick and clear.' });

  stage.scene('The month’s report arrives');
  const ready = await turnedOn('Vendor', 'report_ready');
  await play('Vendor', 'run_report', {
    template_id: REPORT,
    parameter_date__after: '2020-01-01',
    parameter_date__before: '2099-01-31',
  });
  await stage.step(
    'Sandbox',
    'A minute passes',
    async () => {
      const moved = await fetch(`${sandbox.controlUrl}/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: 'PT1M' }),
      });
      return (await moved.json()) as { now: string };
    },
    ({ now }) => ({ id: now, state: '' }),
  );
  const report = await ready();
  if (!String(report['file']).startsWith('hydrate')) throw new Error('The report came without its file.');
};
