import { Sum } from './decimals.ts';

/** What was used and what it costs, by item, for people who ask whether that is what they expect. */
export class Totals {
  readonly #items = new Map<string, { name: string; rows: number; quantity: Sum; amount: Sum }>();
  readonly #amount = new Sum();

  /**
   * @param item what tells it from others, whatever it was called.
   * @param name what it was called; the first name is shown.
   * @param quantity and amount: decimal texts; an empty one counts for nothing.
   */
  add(item: string, name: string, quantity: string, amount: string): void {
    let sums = this.#items.get(item);
    if (!sums) {
      sums = { name, rows: 0, quantity: new Sum(), amount: new Sum() };
      this.#items.set(item, sums);
    }
    sums.rows += 1;
    if (quantity) sums.quantity.add(quantity);
    if (amount) {
      sums.amount.add(amount);
      this.#amount.add(amount);
    }
  }

  /** As outputs have them: by item, and the amount of all. */
  get shown(): Shown {
    return {
      totals: Array.from(this.#items.values(), ({ name, rows, quantity, amount }) => ({
        item: name,
        rows,
        quantity: Number(quantity.text),
        amount: Number(amount.text),
      })),
      total_amount: Number(this.#amount.text),
    };
  }
}

interface Shown {
  totals: { item: string; rows: number; quantity: number; amount: number }[];
  total_amount: number;
}
