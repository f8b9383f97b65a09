import { afterEach, expect, it } from '@jest/globals';
import { app } from '../support/app.ts';
import { type Rounds, startRounds } from '../support/rounds.ts';

/** The rounds of a report: what doesn't depend on each other is looked up at once. */

const PRD = 'PRD-100-200-300';
const ASSET = 'AS-0000-0000-0001';
const CSV = `item,asset_id,quantity,start,end\nGB,${ASSET},1,2026-01-01,2026-01-31\n`;

let rounds: Rounds;
let status: string;
const start = async (files: unknown[] = []): Promise<void> => {
  status = 'draft';
  const file = () => ({ id: 'UF-0000-00-0000-0001', status });
  rounds = await startRounds(({ method }, path) => {
    if (path === '/usage.csv') return { body: CSV };
    if (method === 'POST') {
      if (path.endsWith('/upload')) status = 'ready';
      return { status: 201, body: file() };
    }
    if (path === '/usage/files') return { body: files };
    if (path.endsWith('/items')) return { body: [{ id: `${PRD}-0001`, mpn: 'GB', type: 'ppu' }] };
    if (path === '/assets') return { body: [{ id: ASSET, status: 'active' }] };
    return { body: { id: PRD, capabilities: { ppu: { schema: 'QT' } } } };
  });
};
afterEach(() => rounds.server.close());

const report = (more: object) =>
  app.create(
    'report_usage',
    { api_key: 'ApiKey SU-1:secret', endpoint: `${rounds.server.origin}/public/v1` },
    {
      product_id: PRD,
      contract_id: 'CRD-00000-00000-00001',
      external_id: 'jan',
      name: 'January',
      submit: false,
      ...more,
    },
  );
const line = { item: 'GB', asset_id: ASSET, quantity: 1, start: '2026-01-01', end: '2026-01-31' };
const sorted = () => rounds.made.map((calls) => [...calls].sort());

const COMPARED = ['GET /assets', `GET /products/${PRD}`, `GET /products/${PRD}/items`];
/** What is written, and a look before and after the rows whether another run has made a file, too. */
const WRITTEN = [
  ['POST /usage/files'],
  ['GET /usage/files'],
  ['POST /usage/files/UF-0000-00-0000-0001/upload'],
  ['GET /usage/files'],
];

it('are five for line items: all look-ups, then what is written', async () => {
  await start();
  expect(await report({ records: [line] })).toMatchObject({ outcome: 'reported', records_sent: 1 });
  expect(sorted()).toEqual([[...COMPARED, 'GET /usage/files'], ...WRITTEN]);
});

it('are one more for a file, which is fetched while its report is looked for', async () => {
  await start();
  expect(await report({ file: `${rounds.server.origin}/usage.csv` })).toMatchObject({
    outcome: 'reported',
    records_sent: 1,
  });
  expect(sorted()).toEqual([['GET /usage.csv', 'GET /usage/files'], COMPARED, ...WRITTEN]);
});

it('are one for a report that was submitted, whatever is wrong with its rows or its file', async () => {
  await start([{ id: 'UF-0000-00-0000-0001', status: 'pending' }]);
  expect(await report({ records: [{ ...line, quantity: 'many' }] })).toMatchObject({ outcome: 'existing' });
  expect(rounds.made).toHaveLength(1);
  await rounds.server.close();
  await start([{ id: 'UF-0000-00-0000-0001', status: 'pending' }]);
  expect(await report({ file: `${rounds.server.origin}/products` })).toMatchObject({ outcome: 'existing' });
  expect(rounds.made).toHaveLength(1);
});
