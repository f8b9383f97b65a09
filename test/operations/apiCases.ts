import type { Reply } from '../support/nocked.ts';
import type { Case } from './case.ts';

/** Any call of the API. */

const row = { id: 'PR-0000-0000-0000-001' };
const list = (count: number): Reply => ({
  status: 200,
  body: [row],
  headers: { 'content-range': `items 0-0/${count}`, 'content-type': 'application/json' },
});
const ACCEPT = 'application/json, */*;q=0.5';
const write = { method: 'PUT', allow_changes: 'true' };
const noted: Reply = { status: 200, body: row, headers: { 'content-type': 'application/json' } };

export const apiCases: readonly Case[] = [
  {
    kind: 'creates',
    key: 'api_request',
    stores: true,
    input: {
      path: '/requests',
      query: 'in(status,(pending))&ordering(-created)',
      filters: { 'asset.product.id': 'PRD-000-000-001' },
      limit: 1,
    },
    sends: [
      [
        'connect',
        'GET',
        '/requests?in(status,(pending))&ordering(-created)&asset.product.id=PRD-000-000-001&limit=1&offset=0',
      ],
    ],
    replies: [list(1)],
    gives: { status: 200, content_type: 'application/json', results: [row], count: 1, total: 1 },
    names: /\/requests/,
    accept: ACCEPT,
    places: {
      method: {
        to: ['DELETE /requests'],
        give: 'DELETE',
        beside: { allow_changes: 'true' },
        instead: ['GET /requests'],
      },
      path: { to: ['GET /x/y'], give: '/x/y', instead: ['GET /requests'] },
      query: { to: ['?eq(a,b)', '?select(-items)'], give: 'eq(a,b)&select(-items)' },
      filters: { to: ['?name="a & b"'], give: { name: 'a & b' } },
      limit: { to: ['?limit=$', '?offset=0'] },
      // Without it a change is refused before anything is sent.
      allow_changes: { to: ['PUT /requests'], give: 'true', beside: { method: 'PUT' }, instead: 'fails' },
      body: { to: ['note: "Checked"'], give: '{"note": "Checked"}', beside: write },
      file: {
        to: ['files GET /a.txt', 'file.name: "a.txt"', 'file: "text"'],
        give: 'https://files.test/a.txt',
        beside: write,
      },
      file_field: {
        to: ['usage_file.name: "a.txt"', 'usage_file: "text"'],
        give: 'usage_file',
        beside: { ...write, file: 'https://files.test/a.txt' },
        instead: ['file.name: "a.txt"', 'file: "text"'],
      },
      headers: { to: ['header connect-localization: "es"'], give: { 'Connect-Localization': 'es' } },
    },
    least: { path: '/requests' },
    answers: ({ host, method }) => {
      if (host === 'files') return { status: 200, body: 'text', headers: { 'content-type': 'text/plain' } };
      return method === 'GET' ? list(1) : noted;
    },
  },
];
