import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Field, type Operation, operations } from '../support/definition.ts';

interface Keys {
  input: string[];
  sample: string[];
}
type Published = Record<Operation['kind'], Record<string, Keys>>;
const published = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8')) as Published;

/** Keys that are accepted without being shown: Zaps may hold them, and nothing needs them. */
const ACCEPTED = new Set(['filters', 'records_per_page', 'process_in_batch']);

/** The published app shows a sample of another kind of object for these: its keys never came. */
const FOREIGN_SAMPLES = new Set([
  'new_tier_account_requests',
  'new_updated_tier_account_requests',
  'search_tier_account_requests',
  'new_recurring_assets',
  'new_updated_recurring_assets',
  'search_recurring_assets',
  'create_update_tier_config_request',
  'create_update_tier_config_request_lis',
]);

/** What a Zap that was made with the published app may hold: everything at once. */
const held = (keys: string[]): Record<string, unknown> => ({
  ...Object.fromEntries(keys.map((key) => [key, 'held'])),
  reseller_tiers: 't2t1',
  product_id: undefined,
  id: undefined,
  request_id: undefined,
});

const shownKeys = async ({ operation }: Operation, keys: string[]): Promise<string[]> => {
  const bundle = { inputData: held(keys), authData: {}, meta: {} };
  const fields = await Promise.all(
    (operation.inputFields ?? []).map((field): Field[] | Promise<Field[]> =>
      typeof field === 'function' ? field({}, bundle) : [field],
    ),
  );
  return fields
    .flat()
    .flatMap((field) => [field.key, ...(field.children ?? []).map((child) => `${field.key}[]${child.key}`)]);
};

const rows = (['triggers', 'creates', 'searches'] as const).flatMap((kind) =>
  Object.entries(published[kind]).map(([key, keys]) => [kind, key, keys] as const),
);

describe.each(rows)('%s %s of the published app', (kind, key, keys) => {
  const ours = operations.find((one) => one.kind === kind && one.key === key);

  it('is still there', () => {
    expect(ours).toBeDefined();
  });

  it('still takes every input key', async () => {
    const shown = ours ? await shownKeys(ours, keys.input) : [];
    expect(keys.input.filter((one) => !shown.includes(one) && !ACCEPTED.has(one))).toEqual([]);
  });

  if (!FOREIGN_SAMPLES.has(key))
    it('still gives every key of its sample', () => {
      expect(keys.sample.filter((one) => !(one in (ours?.operation.sample ?? {})))).toEqual([]);
    });
});
