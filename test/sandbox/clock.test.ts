import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startSandbox } from '../../sandbox/index.ts';
import { later } from '../../sandbox/world/durations.ts';
import { asVendor, call, close, open, purchase, sandbox } from './support.ts';

/** The sandbox's own clock, and the control endpoint that moves it. */

beforeAll(open);
afterAll(close);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const control = async (method: string, body?: unknown) => {
  const answer = await fetch(`${sandbox.controlUrl}/clock`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as { now: string; error: string } };
};
const now = async () => Date.parse((await control('GET')).body.now);

describe('the clock', () => {
  it('is moved by a duration, and tells its time', async () => {
    const before = await now();
    const { status, body } = await control('POST', { advance: 'P3D' });
    expect(status).toBe(200);
    expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(3 * DAY);
    expect(Date.parse(body.now) - before).toBeLessThan(3 * DAY + HOUR);
  });

  it.each([
    ['nothing', undefined],
    ['no duration', { advance: '3 days' }],
    ['one that leads back', { advance: '-P1D' }],
    ['an empty one', { advance: 'P' }],
    ['one without its time', { advance: 'P1DT' }],
    ['one beyond all dates', { advance: 'P999999Y' }],
  ])('refuses %s in a sentence, and stays', async (_name, body) => {
    const before = await now();
    const answer = await control('POST', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(/^".*" (is no duration|leads beyond)/);
    expect((await now()) - before).toBeLessThan(HOUR);
  });

  it('gives rows their times', async () => {
    const { id } = await purchase();
    await control('POST', { advance: 'PT48H' });
    await asVendor('PUT', `/requests/${id}`, { note: 'Later' });
    const { created, updated } = (await call('GET', `/requests/${id}`)).body;
    expect(Date.parse(updated) - Date.parse(created)).toBeGreaterThanOrEqual(2 * DAY);
  });

  it('lets scheduled requests come up, before anybody asks', async () => {
    const { id, asset } = await purchase();
    const planned_date = new Date((await now()) + DAY).toISOString();
    await asVendor('POST', `/requests/${id}/schedule`, { planned_date });
    await control('POST', { advance: 'PT23H' });
    expect(sandbox.world.requests.get(id)?.status).toBe('scheduled');
    await control('POST', { advance: 'PT1H' });
    expect(sandbox.world.requests.get(id)?.status).toBe('pending');
    expect(sandbox.world.assets.get(asset.id)?.pending_request).toMatchObject({ status: 'pending' });
  });

  it('refuses to schedule for a time that has passed on it', async () => {
    const planned_date = new Date(Date.now() + HOUR).toISOString();
    await control('POST', { advance: 'P1D' });
    const { id } = await purchase();
    expect((await asVendor('POST', `/requests/${id}/schedule`, { planned_date })).status).toBe(400);
  });
});

describe('a duration', () => {
  const from = Date.parse('2024-01-31T12:00:00Z');
  it.each([
    ['P1D', '2024-02-01T12:00:00.000Z'],
    ['P2W', '2024-02-14T12:00:00.000Z'],
    ['P1M', '2024-02-29T12:00:00.000Z'],
    ['P1Y1M', '2025-02-28T12:00:00.000Z'],
    ['P13M', '2025-02-28T12:00:00.000Z'],
    ['PT1H30M0.5S', '2024-01-31T13:30:00.500Z'],
    ['P1DT12H', '2024-02-02T00:00:00.000Z'],
    ['P0D', '2024-01-31T12:00:00.000Z'],
  ])('%s later is %s', (duration, time) => {
    expect(new Date(later(from, duration)).toISOString()).toBe(time);
  });

  it('of days and smaller parts adds up, whatever the numbers', () => {
    const number = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(number, number, number, number, (days, hours, minutes, seconds) => {
        const passed = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
        expect(later(from, `P${days}DT${hours}H${minutes}M${seconds}S`)).toBe(from + passed * 1000);
      }),
    );
  });
});

it('goes on after a restart where it was', async () => {
  const stateFile = `${process.env['TMPDIR'] ?? '/tmp'}/sandbox-clock-${process.pid}.json`;
  const first = await startSandbox({ stateFile });
  first.world.clock.moveTo(first.world.clock.now() + DAY);
  first.world.seed(1);
  await first.close();
  const second = await startSandbox({ stateFile });
  expect(second.world.clock.now() - Date.now()).toBeGreaterThan(DAY - HOUR);
  await second.close();
});
