/** CI tries everything at its full length (`FULL=1 npm test` does so by hand); else the long tests are shorter. */
export const isFull = ['CI', 'FULL'].some((name) => Boolean(process.env[name]));

/** How often or how much: all of it in CI, some of it else. */
export const effort = (all: number, some: number): number => (isFull ? all : some);

/** Whether one in so many comes now: always in CI, elsewhere each of them in turn. */
export const isTurn = (place: number, turn: number, many: number): boolean => isFull || place === turn % many;

/** All of a list in CI; elsewhere one of it, in turn, so that what is left out with one operation is tried with the next. */
export const inTurn = <T>(all: readonly T[], turn: number): readonly T[] =>
  all.filter((_one, place) => isTurn(place, turn, all.length));
