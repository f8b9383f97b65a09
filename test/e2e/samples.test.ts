import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import App from '../../index.ts';
import { app } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** What the editor shows of an operation before it was tested has the keys that come when it runs. */

type Json = Record<string, unknown>;

let stage: Stage;
let usageFile: string;
beforeAll(async () => {
  stage = await Stage.open();
  const purchase = await stage.run('create_asset_purchase_request', 'store', {
    ...stage.purchaseInput(),
    asset_external_id: 'ORDER-9',
  });
  await stage.run('assign_request', 'vendor', {
    request_id: purchase['id'],
    email: 'kim@vendor.example.com',
  });
  const period = { period_from: '2026-01-01', period_to: '2026-01-31', submit: true };
  const input = stage.reportInput(await stage.subscription(), period);
  usageFile = String((await stage.run('report_usage', 'vendor', input))['id']);
  await stage.run('accept_usage_file', 'store', { usage_file_id: usageFile });
  await stage.readyChunk();
});
afterAll(() => stage.close());

/** All keys below an object; of lists those of the first element. */
const keysOf = (value: unknown, prefix = ''): string[] => {
  if (Array.isArray(value)) return keysOf(value[0], `${prefix}[]`);
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value as Json).flatMap(([key, inner]) =>
    keysOf(inner, prefix ? `${prefix}.${key}` : key),
  );
};

const sampleOf = (kind: 'triggers' | 'searches', key: string): unknown =>
  (App as unknown as Record<string, Record<string, { operation: { sample: unknown } }>>)[kind]?.[key]
    ?.operation.sample;

/** Keys that an object has in one state and not in another: those of the sample are of the best known state. */
const SOMETIMES =
  /^(template|activation_key|effective_date|reason|rejection_note|asset\.template|files\.reconciliation)/;
/** Whole accounts, categories and values differ from object to object. */
const OPEN = /params\[\]|category|structured_value|contact_info|tiers\.tier2|external_uid/;

const missing = (sample: unknown, rows: readonly unknown[]): string[] => {
  const live = new Set(rows.flatMap((row) => keysOf(row)));
  return keysOf(sample).filter((key) => !live.has(key) && !SOMETIMES.test(key) && !OPEN.test(key));
};

describe('the keys of a sample', () => {
  it.each([
    ['new_requests', 'vendor'],
    ['new_updated_requests', 'vendor'],
    ['new_assets', 'vendor'],
    ['new_updated_assets', 'vendor'],
    ['new_updated_usage_files', 'store'],
    ['new_usage_chunks', 'store'],
  ] as const)('%s: come in what the trigger brings', async (key, by) => {
    const rows = await app.poll(key, stage.connections[by], {});
    expect(rows.length).toBeGreaterThan(0);
    expect(missing(sampleOf('triggers', key), rows)).toEqual([]);
  });

  it.each([
    ['search_requests', {}],
    ['search_assets', {}],
    ['find_usage_file', {}],
    ['find_usage_chunk', {}],
    ['find_usage_aggregates', {}],
    ['get_usage_records', { usage_file_id: '' }],
  ] as const)('%s: come in what the search finds', async (key, input) => {
    const given = 'usage_file_id' in input ? { usage_file_id: usageFile } : input;
    const rows = await app.search(key, stage.connections.store, given);
    expect(rows.length).toBeGreaterThan(0);
    expect(missing(sampleOf('searches', key), rows)).toEqual([]);
  });
});
