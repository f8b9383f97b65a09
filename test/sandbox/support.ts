import { expect } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

/** The sandbox as a client that knows nothing of it sees it: over HTTP alone. */

export let sandbox: Sandbox;

/** Starts the sandbox of a test file. */
export const open = async (): Promise<void> => {
  sandbox = await startSandbox();
};
export const close = (): Promise<void> => sandbox.close();

// biome-ignore lint/suspicious/noExplicitAny: what servers answer has any form; the tests say which one they expect.
export type Any = any;

export interface Reply {
  status: number;
  range: string | null;
  body: Any;
}

export const call = async (method: string, path: string, body?: unknown, key = sandbox.distributorKey) => {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    range: answer.headers.get('content-range'),
    body: isJson ? JSON.parse(text) : text,
  } satisfies Reply;
};
export const asVendor = (method: string, path: string, body?: unknown) =>
  call(method, path, body, sandbox.vendorKey);

export const account = (id: string) => ({
  name: `Company ${id}`,
  external_id: id,
  contact_info: {
    address_line1: '1 Example Street',
    city: 'Springfield',
    country: 'US',
    contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
  },
});
export let orders = 0;
export const order = (more: object = {}) => {
  orders += 1;
  return {
    external_id: `SB-${orders}`,
    external_uid: `uid-${orders}`,
    connection: { id: 'CT-9861-7949' },
    items: [{ mpn: 'BACKUP-USER', quantity: 5 }],
    params: [{ id: 'admin_email', value: 'alex@example.com' }],
    tiers: { customer: account('C-1'), tier1: account('T-1') },
    ...more,
  };
};
export const purchase = async (more?: object) => {
  const { body, status } = await call('POST', '/requests', { type: 'purchase', asset: order(more) });
  expect(status).toBe(201);
  return body as { id: string; status: string; asset: { id: string } };
};
export const settled = async (id: string) => {
  await asVendor('PUT', `/requests/${id}`, { asset: { params: [{ id: 'tenant_id', value: 'T-9' }] } });
  const { status } = await asVendor('POST', `/requests/${id}/approve`, { template_id: sandbox.ids.template });
  expect(status).toBe(200);
};
export const active = async (more?: object) => {
  const request = await purchase(more);
  await settled(request.id);
  return request.asset.id;
};
