import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Any, asVendor, call, close, open, sandbox } from './support.ts';

/** Webhooks, as somebody sees them who only knows HTTP. */

interface Got {
  headers: Record<string, unknown>;
  body: Any;
}
const got: Got[] = [];
let answer = 200;
let receiver: Server;
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    got.push({ headers: request.headers, body: JSON.parse(text) });
    response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(async () => {
  got.length = 0;
  answer = 200;
  await open();
});
afterEach(close);

const PRODUCT = 'PRD-838-787-106';
const subscribe = async (more: object = {}): Promise<string> => {
  const { status, body } = await asVendor('POST', '/notifications/webhooks', {
    object_class: 'fulfillment_request',
    label: 'Orders',
    product_id: PRODUCT,
    description: 'Tells of orders.',
    external_url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
    jwt_secret: 'only Connect knows it',
    active: true,
    http_method: 'POST',
    headers: { 'X-Own': 'mine', 'Content-Type': 'application/json' },
    ...more,
  });
  expect(status).toBe(201);
  return body.id;
};
const settled = () => sandbox.world.webhooks.settled();
const seen = async (id: string): Promise<Any> =>
  (await asVendor('GET', `/notifications/webhooks/${id}`)).body;
const trigger = async (id: string) => {
  await asVendor('POST', `/notifications/webhooks/${id}/trigger`);
  await settled();
};
const control = async (path: string, body?: object): Promise<Any> => {
  const url = `${new URL(sandbox.url).origin}/__control/webhooks${path}`;
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const reply = await fetch(url, body ? init : undefined);
  return { status: reply.status, ...((await reply.json()) as object) };
};

describe('a delivery', () => {
  it('is signed, bears the headers of its webhook, and names no object', async () => {
    const id = await subscribe();
    sandbox.world.seed(1, { days: 0 });
    await trigger(id);
    const [first] = got;
    expect(first?.body).toEqual({
      webhook_id: id,
      webhook_name: 'Orders',
      object_class: 'fulfillment_request',
      account_id: expect.stringMatching(/^VA-/),
      product_id: PRODUCT,
      api_url: sandbox.url,
      triggered_at: expect.stringMatching(/^\d{4}-.*\+00:00$/),
      last_success_at: null,
      last_failure_at: null,
      processing_timeout: 600,
      data: {},
    });
    expect(first?.headers).toMatchObject({ 'x-own': 'mine', 'content-type': 'application/json' });
    const [head, claims, signature] = String(first?.headers['authorization'])
      .replace('Bearer ', '')
      .split('.');
    expect(JSON.parse(Buffer.from(head ?? '', 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
    const own = createHmac('sha256', 'only Connect knows it').update(`${head}.${claims}`).digest('base64url');
    expect(signature).toBe(own);
  });

  it('is counted, and one after too many failures was the last', async () => {
    const id = await subscribe();
    await trigger(id);
    expect(await seen(id)).toMatchObject({
      stats: { triggers: 1, success_triggers: 1, failure_triggers: 0 },
      last_success: { status: 'success', status_code: 200 },
    });
    answer = 500;
    await control('', { failures: 2, spacing: 0 });
    await trigger(id);
    expect(await seen(id)).toMatchObject({ active: true, last_failure: { status_code: 500 } });
    await trigger(id);
    expect(await seen(id)).toMatchObject({
      active: false,
      stats: { triggers: 3, failure_triggers: 2, failure_since_last_success: 2 },
    });
    const made = got.length;
    sandbox.world.seed(5, { days: 0 });
    await settled();
    expect(got.length).toBe(made);
  });

  it('is one for all that happens until the next may be made', async () => {
    await control('', { spacing: 600 });
    const id = await subscribe();
    await Promise.all(
      Array.from({ length: 5 }, () => asVendor('POST', `/notifications/webhooks/${id}/trigger`)),
    );
    await settled();
    expect(got.length).toBeLessThanOrEqual(2);
    expect(Date.parse((await seen(id)).earliest_possible_trigger)).not.toBeNaN();
  });

  it('can be doubled, late, and signed in the other header', async () => {
    const id = await subscribe();
    await control('', { times: 2, delay: 30, header: 'authentication' });
    await trigger(id);
    expect(got).toHaveLength(2);
    expect(got[1]?.body).toEqual(got[0]?.body);
    expect(got[0]?.headers['authentication']).toMatch(/^Bearer /);
    expect(got[0]?.headers['authorization']).toBeUndefined();
    expect(await control('', { times: -1 })).toMatchObject({
      status: 400,
      error: expect.stringContaining('times'),
    });
  });

  it('can be made again as it was, or tampered with', async () => {
    const id = await subscribe();
    await trigger(id);
    const { deliveries } = await control('');
    expect(deliveries).toMatchObject([{ webhook: id, status: 200 }]);
    await control(`/deliveries/${deliveries[0].id}`, {});
    expect(got[1]).toMatchObject({ body: got[0]?.body });
    expect(got[1]?.headers['authorization']).toBe(got[0]?.headers['authorization']);
    await control(`/deliveries/${deliveries[0].id}`, { body: { product_id: 'PRD-1' }, secret: 'guessed' });
    expect(got[2]?.body.product_id).toBe('PRD-1');
    expect(await control('/deliveries/99', {})).toMatchObject({ status: 404 });
  });
});

it('a webhook is for what its account has to do with, and seen by it alone', async () => {
  const id = await subscribe();
  expect((await call('GET', `/notifications/webhooks/${id}`)).status).toBe(404);
  const refused = await asVendor('POST', '/notifications/webhooks', { object_class: 'orders', label: 'x' });
  expect(refused.status).toBe(400);
  expect(refused.body.errors.join(' ')).toMatch(/object_class.*external_url|external_url.*object_class/s);
  expect((await asVendor('PUT', `/notifications/webhooks/${id}`, { active: false })).body.active).toBe(false);
  expect((await asVendor('DELETE', `/notifications/webhooks/${id}`)).status).toBe(204);
  expect((await asVendor('DELETE', `/notifications/webhooks/${id}`)).status).toBe(404);
});
