import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { effort } from '../support/effort.ts';
import { canBefall, oddities, subjects, suffering } from '../support/oddities.ts';
import { documentedOddities } from '../support/outcomes.ts';
import { holdClock, releaseClock } from '../support/turnedClock.ts';

/** Odd servers, stores and input, tried at one operation of each kind. */

const { pause } = waits;
beforeAll(() => {
  holdClock();
  waits.pause = 15;
});
afterAll(() => {
  releaseClock();
  waits.pause = pause;
});

const pairs = oddities.flatMap((oddity) =>
  subjects.filter((subject) => canBefall(oddity, subject)).map((subject) => ({ oddity, subject })),
);
/** All of them in CI, elsewhere some of each kind of operation. */
const every = effort(1, 9);
const tried = pairs.filter((_pair, index) => index % every === 0);

it('the page of outcomes has each of them', () => {
  const { head, rows } = documentedOddities();
  expect(head).toEqual(subjects.map(({ kind }) => kind));
  expect([...rows.keys()]).toEqual(oddities.map(({ name }) => name));
  for (const oddity of oddities) {
    const cells = rows.get(oddity.name) ?? [];
    expect(cells.map((cell) => cell !== '–')).toEqual(subjects.map((subject) => canBefall(oddity, subject)));
  }
});

describe.each(
  tried.map((pair) => [pair.oddity.name, pair.subject.kind, pair] as const),
)('%s, %s', (name, kind, pair) => {
  it('comes to what the page says, in words', async () => {
    const { cell, message } = await suffering(pair.subject, pair.oddity);
    const at = subjects.findIndex((subject) => subject.kind === kind);
    // `npm run docs` writes the page.
    expect(cell).toBe(documentedOddities().rows.get(name)?.[at]);
    if (message === undefined) return;
    expect(message).toMatch(/^[A-Z].*(?:[.)]|https:\/\/\S+)$/s);
    expect(message).not.toMatch(/<[a-z/!]|[{}]|undefined|\bat .*:\d+:\d+/);
    expect(message.length).toBeLessThanOrEqual(1_000);
  });
});
