import { beforeAll, describe, expect, it } from '@jest/globals';
import { statuses } from '../support/endpoints.ts';

/** Every endpoint of Connect is served, or says that it isn't. */

/** Endpoints that may be left out, among them what writes products, agreements, hubs and tokens. */
const MOST_LEFT_OUT = 50;

let answers: Awaited<ReturnType<typeof statuses>>;
beforeAll(async () => {
  answers = await statuses();
});

describe('the endpoints of Connect', () => {
  it('are all known, and none fails by itself', () => {
    expect(answers.size).toBeGreaterThan(225);
    for (const [endpoint, { status }] of answers)
      expect([endpoint, [200, 201, 204, 206, 400, 403, 404, 415, 501].includes(status) ? 0 : status]).toEqual(
        [endpoint, 0],
      );
  });

  it(`are served but for ${MOST_LEFT_OUT} at most, each of which says so in a sentence`, () => {
    const left = [...answers].filter(([, { status }]) => status === 501);
    for (const [endpoint, { text }] of left)
      expect(JSON.parse(text)).toEqual({
        error_code: 'SBX_002',
        errors: [
          `The sandbox doesn't serve ${endpoint}, which Connect has. docs/sandbox.md lists what is left out.`,
        ],
      });
    expect(left.length).toBeLessThanOrEqual(MOST_LEFT_OUT);
  });
});
