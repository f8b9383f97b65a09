import * as fc from 'fast-check';
import { OVERLAP } from '../../../src/zapier/polling/events.ts';
import type { Manner } from '../../support/pollWorld.ts';

/** What may happen while Zaps poll, and how servers may behave. */

/** What may happen between two looks at the clock. */
export type Happening =
  | { do: 'arrive'; count: number; apart: number }
  | { do: 'arriveLate'; late: number }
  | { do: 'arriveAhead'; ahead: number }
  | { do: 'arriveWithoutUpdate'; count: number }
  | { do: 'placeDraft'; age: number }
  | { do: 'touch'; count: number }
  | { do: 'bounce'; count: number }
  | { do: 'remove' }
  | { do: 'garble' }
  | { do: 'mend' }
  | { do: 'wait'; ms: number }
  | { do: 'poll'; zap: number; outcome: 'arrives' | 'lost' | 'fails' }
  | { do: 'pollWhileChanging'; zap: number; removes: boolean }
  | { do: 'turnOn' }
  | { do: 'turnOff'; zap: number }
  | { do: 'forget'; how: 'lost' | 'garbled' | 'old' | 'future' }
  | { do: 'cache'; is: 'failing' | 'hanging' };

export const MINUTE = 60_000;
export const DAY = 24 * 3_600_000;
/** Late and skewed rows together stay within the overlap; what lies beyond is given up, as the docs say. */
const LATENESS = OVERLAP / 2 - 10_000;

const one = <T extends Happening>(weight: number, model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => ({
  weight,
  arbitrary: fc.record(model) as unknown as fc.Arbitrary<Happening>,
});
const is = <T>(value: T) => fc.constant(value);

export const happening = ({ forgets, zaps }: { forgets: boolean; zaps: number }): fc.Arbitrary<Happening> =>
  fc.oneof(
    one<Extract<Happening, { do: 'arrive' }>>(4, {
      do: is('arrive'),
      count: fc.integer({ min: 1, max: 12 }),
      apart: fc.constantFrom(0, 1, 400, 30_000),
    }),
    // Imports: many at once, at one time or a little apart.
    one<Extract<Happening, { do: 'arrive' }>>(1, {
      do: is('arrive'),
      count: fc.integer({ min: 60, max: 280 }),
      apart: fc.constantFrom(1, 1, 40),
    }),
    one<Extract<Happening, { do: 'arriveLate' }>>(2, {
      do: is('arriveLate'),
      late: fc.integer({ min: 1, max: LATENESS }),
    }),
    one<Extract<Happening, { do: 'arriveAhead' }>>(1, {
      do: is('arriveAhead'),
      ahead: fc.integer({ min: 1, max: LATENESS }),
    }),
    one<Extract<Happening, { do: 'arriveWithoutUpdate' }>>(1, {
      do: is('arriveWithoutUpdate'),
      count: fc.integer({ min: 1, max: 40 }),
    }),
    one<Extract<Happening, { do: 'placeDraft' }>>(2, {
      do: is('placeDraft'),
      age: fc.constantFrom(DAY, 45 * DAY, 400 * DAY),
    }),
    one<Extract<Happening, { do: 'touch' }>>(3, { do: is('touch'), count: fc.integer({ min: 1, max: 8 }) }),
    one<Extract<Happening, { do: 'bounce' }>>(3, { do: is('bounce'), count: fc.integer({ min: 1, max: 5 }) }),
    one<Extract<Happening, { do: 'remove' }>>(1, { do: is('remove') }),
    one<Extract<Happening, { do: 'garble' }>>(1, { do: is('garble') }),
    one<Extract<Happening, { do: 'mend' }>>(1, { do: is('mend') }),
    one<Extract<Happening, { do: 'wait' }>>(3, {
      do: is('wait'),
      ms: fc.constantFrom(1, 1_000, MINUTE, 15 * MINUTE, DAY),
    }),
    one<Extract<Happening, { do: 'poll' }>>(6, {
      do: is('poll'),
      zap: fc.nat({ max: zaps - 1 }),
      outcome: fc.constantFrom('arrives', 'arrives', 'arrives', 'lost', 'fails'),
    }),
    one<Extract<Happening, { do: 'pollWhileChanging' }>>(1, {
      do: is('pollWhileChanging'),
      zap: fc.nat({ max: zaps - 1 }),
      removes: fc.boolean(),
    }),
    ...(zaps > 1
      ? [
          one<Extract<Happening, { do: 'turnOn' }>>(1, { do: is('turnOn') }),
          one<Extract<Happening, { do: 'turnOff' }>>(1, {
            do: is('turnOff'),
            zap: fc.nat({ max: zaps - 1 }),
          }),
        ]
      : []),
    ...(forgets
      ? [
          one<Extract<Happening, { do: 'forget' }>>(1, {
            do: is('forget'),
            how: fc.constantFrom('lost', 'garbled', 'old', 'future'),
          }),
          one<Extract<Happening, { do: 'cache' }>>(1, {
            do: is('cache'),
            is: fc.constantFrom('failing', 'hanging'),
          }),
        ]
      : []),
  );

/** Page caps, orders and sizes of rows that servers may have. */
export const manner: fc.Arbitrary<Manner> = fc.record({
  cap: fc.constantFrom(1_000, 1_000, 100, 60),
  saysTotal: fc.constantFrom(true, true, false),
  nulls: fc.constantFrom('first', 'last'),
  isUnstable: fc.boolean(),
  size: fc.constantFrom(...Array(14).fill(1_000), 10_000, 30_000, 60_000),
});
