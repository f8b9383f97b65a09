/** The service level of something that waits: for how many days, and in which zone that is. */
export interface Sli {
  readonly zone: 0 | 1 | 2;
  readonly days: number;
}

const DAY = 86_400_000;
/** Days from which on the zones 1 and 2 begin. In Connect each account sets its own. */
const LATE = 3;
const OVERDUE = 7;

/** @param since when the waiting began, ISO 8601. @param now milliseconds since 1970. */
export const sliOf = (since: string, now: number): Sli => {
  const days = Math.max(0, Math.floor((now - Date.parse(since)) / DAY));
  return { days, zone: days >= OVERDUE ? 2 : days >= LATE ? 1 : 0 };
};
