import type { Sandbox } from '../sandbox/index.ts';
import type { Shown, Stage } from './stage.ts';
import { connectionsOf } from './subscription.ts';
import { PolledZap, type Zapier } from './zap.ts';

/** Act two: what the subscription has used is reported, accepted, billed, and adds up. */

type Json = Record<string, unknown>;

const asShown = (row: Json): Shown => ({ id: String(row['id']), state: String(row['status']) });

/** Metering rows, as they may stand in a Google Sheet. */
const ROWS = [
  { day: '2026-01-10', gigabytes: 12.5 },
  { day: '2026-01-20', gigabytes: 3.25 },
  { day: '2026-01-30', gigabytes: 84 },
];
const TOTAL = ROWS.reduce((sum, { gigabytes }) => sum + gigabytes, 0);

/** @param externalId of the subscription whose usage it is. */
export const playUsage = async (
  stage: Stage,
  app: Zapier,
  sandbox: Sandbox,
  externalId: string,
): Promise<void> => {
  const { store, vendor } = connectionsOf(sandbox);
  const play = (who: 'Distributor' | 'Vendor', key: string, input: Json, show = asShown) =>
    stage.step(
      who,
      app.label('creates', key),
      () => app.create(key, who === 'Vendor' ? vendor : store, input),
      show,
    );
  const turnedOn = async (key: string) => {
    const zap = new PolledZap(app, key, store, {}, `${key}-zap`);
    await zap.turnOn();
    return zap;
  };
  /** The distributor's Zap fires for one object. */
  const fires = (zap: PolledZap, key: string) =>
    stage.step(
      'Distributor',
      `⚡ ${app.label('triggers', key)}`,
      async () => {
        // Connect makes chunk files in the background.
        for (let tries = 0; tries < 20; tries += 1) {
          const [row, ...others] = await zap.poll();
          if (others.length) throw new Error(`expected one event, not ${others.length + 1}`);
          if (row) return row;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error('expected an event');
      },
      asShown,
    );

  stage.scene('The vendor reports what was used');
  const [submitted, chunks] = await Promise.all([turnedOn('new_usage_files'), turnedOn('new_usage_chunks')]);
  await play('Vendor', 'report_usage', {
    product_id: sandbox.ids.product,
    contract_id: sandbox.ids.contract,
    external_id: 'usage-2026-01',
    name: 'Usage of January',
    period_from: '2026-01-01',
    period_to: '2026-01-31',
    records: ROWS.map(({ day, gigabytes }) => ({
      item: 'BACKUP-TRAFFIC',
      asset_external_id: externalId,
      quantity: String(gigabytes),
      start: day,
      end: day,
    })),
    submit: true,
  });

  stage.scene('… the distributor looks at it, accepts it, and bills it');
  const file = await fires(submitted, 'new_usage_files');
  const usage_file_id = file['id'];
  const list = await play('Distributor', 'list_usage_records', { usage_file_id }, (row) => ({
    id: String(row['usage_file_id']),
    state: `${row['count']} of ${row['total']}`,
  }));
  await play('Distributor', 'accept_usage_file', { usage_file_id, acceptance_note: 'As agreed.' });
  await fires(chunks, 'new_usage_chunks');
  const records = (list['records'] as Json[]).map(({ id }) => ({ id }));
  await play(
    'Distributor',
    'close_usage_records',
    { records, external_billing_id: 'INV-2026-01' },
    ({ closed_count, refused_count }) => ({
      id: 'INV-2026-01',
      state: `${closed_count} closed${refused_count ? `, ${refused_count} refused` : ''}`,
    }),
  );
  await play('Distributor', 'close_usage_file', { usage_file_id });
  await stage.step(
    'Distributor',
    app.label('searches', 'find_usage_aggregates'),
    async () => {
      const [sum] = await app.search('find_usage_aggregates', store, {});
      if (sum?.['usage'] !== TOTAL)
        throw new Error(`${sum?.['usage']} GB were billed, and ${TOTAL} reported`);
      return sum;
    },
    (sum) => ({ id: String((sum['asset'] as Json)['id']), state: `${sum['usage']} GB` }),
  );
};
