import { MOODS, type Mood } from './cache.ts';
import { Chance } from './chance.ts';
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
        readonly work: readonly Gust[];
        readonly meanwhile?: { at: number; act: Act };
      }
    | { readonly do: 'turn off'; readonly zap: number; readonly minutes: number }
    | { readonly do: 'people'; readonly act: Act; readonly pick: number }
    | { readonly do: 'wait'; readonly minutes: number }
    | { readonly do: 'reconnect'; readonly who: 'vendor' | 'distributor' }
    | { readonly do: 'import'; readonly count: number }
  );
export type Deed = Happening['do'];

const WEIGHTS: Readonly<Record<Deed, number>> = {
  buy: 60,
  draft: 6,
  place: 8,
  change: 35,
  hold: 30,
  cancel: 20,
  replay: 40,
  'replay done': 15,
  poll: 150,
  'turn off': 6,
  people: 40,
  wait: 25,
  reconnect: 12,
  import: 2,
};
export const DEEDS = Object.keys(WEIGHTS) as Deed[];

const moodFrom = (chance: Chance): Mood => (chance.happens(75) ? 'works' : chance.of(MOODS));

const deed = (kind: Deed, chance: Chance, number: number): Happening => {
  const common = { number, gusts: weatherFrom(chance), mood: moodFrom(chance) };
  const pick = chance.below(1000);
  const twice = chance.happens(15);
  const order = {
    shop: chance.below(3),
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
        zap: chance.happens(55) ? 0 : chance.below(1000),
        isLost: chance.happens(8),
        work: weatherFrom(chance),
        ...meanwhile,
      };
    case 'turn off':
      return { ...common, do: kind, zap: chance.below(1000), minutes: chance.between(5, 300) };
    case 'people':
      return { ...common, do: kind, act: chance.of(ACTS), pick };
    case 'wait':
      return { ...common, do: kind, minutes: chance.of([1, 5, 20, 180, 3 * 1440, 40 * 1440]) };
    case 'reconnect':
      return { ...common, do: kind, who: chance.of(['vendor', 'distributor']) };
    case 'import':
      return { ...common, do: kind, count: chance.of([12, 40, 330, 420]) };
    default:
      return kind satisfies never;
  }
};

/** The history of a seed. */
export const historyOf = (seed: number): Happening[] => {
  const chance = new Chance(`history ${seed}`);
  const length = chance.between(8, 24);
  return Array.from({ length }, (_, number) => {
    const own = chance.fork(number);
    // Without an order there is nothing to see.
    return deed(number === 0 ? 'buy' : own.weighted(WEIGHTS), own, number);
  });
};
