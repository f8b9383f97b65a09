import { MOODS, type Mood } from './cache.ts';
import { Chance } from './chance.ts';
import { SHOPS } from './shops.ts';
import { SIDES, type Who } from './sides.ts';
import { type Gust, weatherFrom } from './weather.ts';

/** What happens in a simulated world, drawn from one seed: a list, of which any part can be left out. */

/** What other people do in Connect, past the App. */
export const ACTS = ['inquire', 'pend', 'reject', 'edit', 'schedule', 'assign'] as const;
export type Act = (typeof ACTS)[number];

interface Common {
  /** Its place in the whole history: chance in it hangs on that, and not on what else happens. */
  readonly number: number;
  readonly gusts: readonly Gust[];
  readonly mood: Mood;
}

/** Numbers such as `pick` choose among what is there when it happens. */
export type Happening = Common &
  (
    | {
        readonly do: 'buy';
        readonly shop: number;
        readonly customer: number;
        readonly order: number;
        readonly quantity: number;
        readonly twice: boolean;
        readonly meanwhile?: { at: number; act: Act };
      }
    | {
        readonly do: 'draft';
        readonly shop: number;
        readonly customer: number;
        readonly order: number;
        readonly quantity: number;
      }
    | { readonly do: 'place'; readonly pick: number }
    | { readonly do: 'change'; readonly pick: number; readonly twice: boolean }
    | { readonly do: 'hold'; readonly pick: number; readonly twice: boolean }
    | { readonly do: 'cancel'; readonly pick: number; readonly twice: boolean }
    | { readonly do: 'replay'; readonly pick: number }
    | { readonly do: 'replay done'; readonly pick: number }
    | {
        readonly do: 'poll';
        readonly zap: number;
        readonly isLost: boolean;
        /** What it fires is held by Zapier until somebody replays it. */
        readonly isHeld: boolean;
        /** The first that it fires is worked on twice at once. */
        readonly twice: boolean;
        readonly work: readonly Gust[];
        readonly meanwhile?: { at: number; act: Act };
      }
    | { readonly do: 'turn off'; readonly zap: number; readonly minutes: number }
    | { readonly do: 'people'; readonly act: Act; readonly pick: number }
    | { readonly do: 'wait'; readonly minutes: number }
    | { readonly do: 'reconnect'; readonly who: Who; readonly isNew: boolean }
    | {
        readonly do: 'import';
        readonly count: number;
        /** How long they take to appear, after the time that they bear. */
        readonly minutes: number;
        /** All of one time. */
        readonly isEqual: boolean;
      }
    | { readonly do: 'report'; readonly pick: number; readonly submit: boolean; readonly twice: boolean }
    | { readonly do: 'correct'; readonly pick: number; readonly submit: boolean; readonly twice: boolean }
    | { readonly do: 'submit'; readonly pick: number }
    | { readonly do: 'judge'; readonly pick: number; readonly isGood: boolean }
    | { readonly do: 'bill'; readonly pick: number; readonly how: 'all' | 'some' | 'whole file' }
  );
export type Deed = Happening['do'];

const WEIGHTS: Readonly<Record<Deed, number>> = {
  buy: 60,
  draft: 9,
  place: 14,
  change: 40,
  hold: 35,
  cancel: 25,
  replay: 40,
  'replay done': 15,
  poll: 130,
  'turn off': 6,
  people: 40,
  wait: 22,
  reconnect: 14,
  import: 4,
  report: 30,
  correct: 12,
  submit: 10,
  judge: 20,
  bill: 20,
};

/** What a history has more of: what needs something else before it would hardly ever happen otherwise. */
const THEMES = {
  anything: {},
  usage: { report: 120, correct: 70, submit: 40, judge: 180, bill: 160 },
  drafts: { draft: 120, place: 140 },
  colleagues: { people: 220, poll: 220 },
  endings: { cancel: 160, hold: 70, change: 50, poll: 200 },
} as const satisfies Readonly<Record<string, Partial<Record<Deed, number>>>>;
const THEME_WEIGHTS: Readonly<Record<keyof typeof THEMES, number>> = {
  anything: 40,
  usage: 27,
  drafts: 7,
  colleagues: 12,
  endings: 14,
};
/** How often the vendor's Zap looks right after the first order, percent: before that little can happen. */
const EARLY = 60;

export const DEEDS = Object.keys(WEIGHTS) as Deed[];

const moodFrom = (chance: Chance): Mood => (chance.happens(75) ? 'works' : chance.of(MOODS));

const deed = (kind: Deed, chance: Chance, number: number): Happening => {
  const common = { number, gusts: weatherFrom(chance), mood: moodFrom(chance) };
  const pick = chance.below(1000);
  const twice = chance.happens(15);
  const order = {
    shop: chance.below(SHOPS.length),
    customer: chance.below(2),
    order: chance.below(3),
    quantity: chance.between(1, 40),
  };
  const meanwhile = chance.happens(20) ? { meanwhile: { at: chance.below(5), act: chance.of(ACTS) } } : {};
  switch (kind) {
    case 'buy':
      return { ...common, do: kind, ...order, twice, ...meanwhile };
    case 'draft':
      return { ...common, do: kind, ...order };
    case 'change':
    case 'hold':
    case 'cancel':
      return { ...common, do: kind, pick, twice };
    case 'place':
    case 'replay':
    case 'replay done':
      return { ...common, do: kind, pick };
    case 'poll':
      return {
        ...common,
        do: kind,
        zap: chance.happens(60) ? 0 : chance.below(1000),
        isLost: chance.happens(8),
        isHeld: chance.happens(8),
        twice,
        work: weatherFrom(chance, 55),
        ...(meanwhile.meanwhile ? { meanwhile: { ...meanwhile.meanwhile, at: chance.below(3) } } : {}),
      };
    case 'turn off':
      return { ...common, do: kind, zap: chance.below(1000), minutes: chance.between(5, 300) };
    case 'people':
      return { ...common, do: kind, act: chance.of(ACTS), pick };
    case 'wait':
      return { ...common, do: kind, minutes: chance.of([1, 5, 20, 180, 3 * 1440, 40 * 1440]) };
    case 'reconnect':
      return { ...common, do: kind, who: chance.of(SIDES), isNew: chance.happens(50) };
    case 'import':
      return {
        ...common,
        do: kind,
        count: chance.of([6, 12, 40, 120, 330]),
        minutes: chance.of([1, 4]),
        isEqual: chance.happens(30),
      };
    case 'report':
    case 'correct':
      return { ...common, do: kind, pick, submit: chance.happens(60), twice };
    case 'submit':
      return { ...common, do: kind, pick };
    case 'judge':
      return { ...common, do: kind, pick, isGood: chance.happens(65) };
    case 'bill':
      return { ...common, do: kind, pick, how: chance.of(['all', 'some', 'whole file']) };
    default:
      return kind satisfies never;
  }
};

/** The history of a seed. */
export const historyOf = (seed: number): Happening[] => {
  const chance = new Chance(`history ${seed}`);
  const length = chance.between(6, 16);
  const weights = { ...WEIGHTS, ...THEMES[chance.weighted(THEME_WEIGHTS)] };
  const isEarly = chance.happens(EARLY);
  return Array.from({ length }, (_, number) => {
    const own = chance.fork(number);
    // Without an order there is nothing to see.
    if (number === 0) return deed('buy', own, number);
    const one = deed(number === 1 && isEarly ? 'poll' : own.weighted(weights), own, number);
    return number === 1 && one.do === 'poll' ? { ...one, zap: 0 } : one;
  });
};
