import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asVendor, call, close, open } from './support.ts';

/** What a vendor changes of its products, and what accounts read of themselves. */

beforeAll(open);
afterAll(close);

const PRD = 'PRD-276-377-545';
const ITEM = `${PRD}-0001`;

describe('a product and its items', () => {
  it('are taken out of sale and back by their vendor, once each', async () => {
    for (const path of [`/products/${PRD}`, `/products/${PRD}/items/${ITEM}`]) {
      expect((await call('POST', `${path}/endsale`)).status).toBe(403);
      expect(await asVendor('POST', `${path}/endsale`)).toMatchObject({ body: { status: 'endofsale' } });
      expect(await asVendor('POST', `${path}/endsale`)).toMatchObject({
        status: 400,
        body: { error_code: 'PRD_001' },
      });
      expect((await asVendor('GET', path)).body.status).toBe('endofsale');
      expect(await asVendor('POST', `${path}/resumesale`)).toMatchObject({ body: { status: 'published' } });
    }
  });

  it('are described by their vendor', async () => {
    const path = `/products/${PRD}`;
    expect((await call('PUT', path, { short_description: 'x' })).status).toBe(403);
    expect(await asVendor('PUT', path, { short_description: 'Mail for all' })).toMatchObject({
      body: { name: 'Example Mail', short_description: 'Mail for all' },
    });
    expect((await asVendor('PUT', path, { name: '' })).status).toBe(400);
  });

  it('have templates whose text can be changed', async () => {
    const path = `/products/${PRD}/templates/TL-686-991-072`;
    expect((await call('PUT', path, { body: 'x' })).status).toBe(403);
    expect(await asVendor('PUT', path, { name: 'Ready', body: 'Ready: {{ x }}!' })).toMatchObject({
      body: { name: 'Ready', body: 'Ready: {{ x }}!' },
    });
    expect((await asVendor('GET', `${path}/render`)).body).toBe('Ready: !');
    expect((await asVendor('PUT', path, { name: '' })).status).toBe(400);
  });

  it('get further templates, and lose them', async () => {
    const path = `/products/${PRD}/templates`;
    expect(await asVendor('POST', path, { type: 'letter', scope: 'shop' })).toMatchObject({
      status: 400,
      body: { errors: [/^name: /, /^type: /, /^scope: /].map((text) => expect.stringMatching(text)) },
    });
    const made = await asVendor('POST', path, { name: 'Second', body: 'Hello', type: 'inquire' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Second', scope: 'asset', type: 'inquire' } });
    expect((await call('GET', `${path}?type=inquire`)).body).toEqual([made.body]);
    expect((await call('DELETE', `${path}/${made.body.id}`)).status).toBe(403);
    expect((await asVendor('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect((await asVendor('GET', `${path}/${made.body.id}`)).status).toBe(404);
  });
});

describe('tokens and agreements', () => {
  it('are those of the own account, and no secret is shown', async () => {
    const { body } = await asVendor('GET', '/auth/tokens?status=active');
    const ids: string[] = body.map(({ id }: { id: string }) => id);
    expect(ids.slice(0, 2)).toEqual(['SU-392-495-001', 'SU-392-495-002']);
    expect(ids.every((id) => id.startsWith('SU-392-495-'))).toBe(true);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect((await call('GET', '/auth/tokens/SU-392-495-001')).status).toBe(404);
    expect((await asVendor('GET', '/auth/tokens/SU-392-495-002/permissions')).body).toEqual([
      { id: 'SU-392-495-002-Account', object: { id: 'Account' } },
    ]);
    const agreements = (await call('GET', '/agreements')).body;
    expect(agreements).toMatchObject([{ owner: { id: 'PA-425-033' } }]);
    expect((await call('GET', `/agreements/${agreements[0].id}`)).body).toEqual(agreements[0]);
  });
});
