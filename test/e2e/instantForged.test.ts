import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signed } from '../../sandbox/modules/webhooks/sign.ts';
import { HookedZaps } from '../support/hookedZaps.ts';
import { Stage } from '../support/stage.ts';

/** Deliveries to instant triggers that Connect did not make. */

let stage: Stage;
const zaps = new HookedZaps();
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(async () => {
  await zaps.close();
  await stage.close();
});

const hooked = (key: string, by: 'store' | 'vendor', input?: Record<string, unknown>, id?: string) =>
  zaps.turnOn(stage, key, by, input, id);
const settled = () => zaps.settled(stage);

describe('forged deliveries', () => {
  it('are refused, and cost Connect no call', async () => {
    const zap = await hooked('request_event', 'vendor');
    const stranger = await hooked('request_event', 'vendor', {}, '4712');
    await stage.purchase();
    await settled();
    const [genuine] = zap.arrived;
    const secrets = zap.subscription as unknown as Record<string, string>;
    const others = stranger.subscription as unknown as Record<string, string>;
    const body = genuine?.cleanedRequest as Record<string, unknown>;
    const now = Date.now();
    const jwt = secrets['jwt_secret'] ?? '';
    const bearer = (token: string) => ({ 'Http-Authorization': `Bearer ${token}` });
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;
    const good = signed(jwt, now);
    const [head = '', claims = '', signature = ''] = good.split('.');
    const forged: [Record<string, string>, object?][] = [
      [{}],
      [bearer('')],
      [bearer('abc')],
      [bearer(unsigned)],
      [bearer(`${head}.${claims}.`)],
      [bearer(`${head}.${claims}.${signature.slice(0, -2)}AA`)],
      [bearer(signed('another', now))],
      [bearer(signed(others['jwt_secret'] ?? '', now))],
      [bearer(signed(jwt, now, { header: { alg: 'none' } }))],
      [bearer(signed(jwt, now, { header: { alg: 'HS512' } }))],
      [bearer(signed(jwt, now - 3_600_000))],
      [bearer(signed(jwt, now, { claims: { nbf: now / 1000 + 3600 } }))],
      [{ 'Http-Authentication': `Bearer ${signed('another', now)}` }],
      [{ Authorization: `Bearer ${signed('another', now)}` }],
      [{ 'Http-X-Connect-Secret': 'wrong' }],
      [{ 'Http-X-Connect-Secret': '' }],
      [{ 'Http-X-Connect-Secret': others['header_secret'] ?? '' }],
      [{ ...bearer(good), 'Http-X-Connect-Secret': 'wrong' }],
      [{ ...bearer('abc'), 'Http-X-Connect-Secret': secrets['header_secret'] ?? '' }],
      [{ 'Http-Authorization': `Basic ${Buffer.from('a:b').toString('base64')}` }],
      [bearer(good), { product_id: 'PRD-276-377-545' }],
      [bearer(good), { object_class: 'usage_file' }],
      [bearer(good), { webhook_id: others['id'] }],
      [bearer(good), { webhook_id: undefined }],
    ];
    stage.sandbox.control.calls = [];
    for (const [headers, more] of forged) {
      const cleanedRequest = { ...body, ...more };
      const rawRequest = {
        method: 'POST' as const,
        querystring: '',
        headers,
        content: JSON.stringify(cleanedRequest),
      };
      expect(await zap.receive({ rawRequest, cleanedRequest })).toEqual([]);
    }
    expect(forged.length).toBeGreaterThanOrEqual(20);
    expect(stage.sandbox.control.calls).toEqual([]);
    expect(zap.failures).toEqual([]);
    // Either of the two alone is enough, under each name that Connect and Zapier have for them.
    const enough: Record<string, string>[] = [
      bearer(good),
      { authorization: `Bearer ${good}` },
      { 'Http-Authentication': `Bearer ${good}` },
      { 'Http-X-Connect-Secret': secrets['header_secret'] ?? '' },
    ];
    for (const headers of enough) {
      stage.sandbox.control.calls = [];
      await zap.receive({
        rawRequest: { method: 'POST', querystring: '', headers, content: '' },
        cleanedRequest: body,
      });
      expect(stage.sandbox.control.calls.length).toBeGreaterThan(0);
    }
  });
});
