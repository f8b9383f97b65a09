/** CI tries everything at its full length (`FULL=1 npm test` does so by hand); else the long tests are shorter. */
export const isFull = ['CI', 'FULL'].some((name) => Boolean(process.env[name]));

/** How often or how much: all of it in CI, some of it else. */
export const effort = (all: number, some: number): number => (isFull ? all : some);

/** All of a list in CI; elsewhere one of it, in turn, so that what is left out with one operation is tried with the next. */
export const inTurn = <T>(all: readonly T[], turn: number): readonly T[] =>
  isFull ? all : all.filter((_one, place) => place === turn % all.length);
