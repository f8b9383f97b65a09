const DURATION =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** The latest time that a date can hold. */
const LATEST = 8_640_000_000_000_000;

/**
 * The time that is a duration of ISO 8601 later: `P3D`, `PT1H30M`, `P1M`. Months and years go by the calendar, in UTC; a day that a month
 * doesn't have is its last.
 * @param from milliseconds since 1970.
 * @returns milliseconds since 1970.
 * @throws Error in a sentence when the text is no such duration, or leads beyond what dates can hold.
 */
export const later = (from: number, duration: string): number => {
  const found = DURATION.exec(duration);
  if (!found)
    throw new Error(
      `"${duration}" is no duration of ISO 8601, such as P3D (three days), PT2H (two hours) or P1M (a month).`,
    );
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + years * 12 + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  const rest = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  const time = date.getTime() + Math.round(rest * 1000);
  if (!(time <= LATEST)) throw new Error(`"${duration}" leads beyond the last day that there is.`);
  return time;
};
