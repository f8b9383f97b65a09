/** Calculates with decimal numbers as texts ("12.50"), so that no cent is lost. */

interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

const scaled = (decimal: string): Scaled => {
  const [whole = '0', decimals = ''] = decimal.split('.');
  return { units: BigInt(`${whole}${decimals}`), places: decimals.length };
};

const textOf = ({ units, places }: Scaled): string => {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  let end = digits.length;
  while (end > digits.length - places && digits[end - 1] === '0') end -= 1;
  const decimals = digits.slice(digits.length - places, end);
  const plain = decimals ? `${whole}.${decimals}` : whole;
  return plain === '0' ? plain : `${sign}${plain}`;
};

/** A sum of many decimal numbers. */
export class Sum {
  #units = 0n;
  #places = 0;

  add(decimal: string): void {
    const { units, places } = scaled(decimal);
    if (places > this.#places) {
      this.#units *= 10n ** BigInt(places - this.#places);
      this.#places = places;
    }
    this.#units += units * 10n ** BigInt(this.#places - places);
  }

  get text(): string {
    return textOf({ units: this.#units, places: this.#places });
  }
}

/** Decimals that a quotient gets beyond those of its numbers. */
const MORE_PLACES = 12;

export const product = (one: string, other: string): string => {
  const [a, b] = [scaled(one), scaled(other)];
  return textOf({ units: a.units * b.units, places: a.places + b.places });
};

/** @param divisor not zero. */
export const quotient = (dividend: string, divisor: string): string => {
  const [a, b] = [scaled(dividend), scaled(divisor)];
  const places = a.places + MORE_PLACES;
  return textOf({ units: (a.units * 10n ** BigInt(MORE_PLACES + b.places)) / b.units, places });
};

/** At most so many digits, as many as a spreadsheet's numbers have; what is beyond is rounded. */
export const withDigits = (decimal: string, most: number): string => {
  const { units, places } = scaled(decimal);
  const digits = String(units < 0n ? -units : units).length;
  const cut = Math.min(places, digits - most);
  if (cut <= 0) return decimal;
  const step = 10n ** BigInt(cut);
  const half = units < 0n ? -step / 2n : step / 2n;
  return textOf({ units: (units + half) / step, places: places - cut });
};
