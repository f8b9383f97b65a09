/** The IDs of a report's records, none of which may stand twice. Those that follow from a row's number aren't kept as texts. */
export class RecordIds {
  readonly #prefix: string;
  readonly #given = new Set<string>();
  readonly #numbered = new Set<number>();

  /** @param reportId what the IDs begin with of rows that have none. */
  constructor(reportId: string) {
    this.#prefix = `${reportId}-`;
  }

  /** The ID of a row that has none, by its number. */
  of(number: number): string {
    return `${this.#prefix}${number}`;
  }

  /** Whether another row has the ID that is given; from now on one has. */
  isGivenTwice(id: string): boolean {
    const number = id.startsWith(this.#prefix) ? Number(id.slice(this.#prefix.length)) : Number.NaN;
    const isOfRow = this.#numbered.has(number) && this.of(number) === id;
    const isTwice = isOfRow || this.#given.has(id);
    this.#given.add(id);
    return isTwice;
  }

  /** Whether another row has the ID that follows from a row's number; from now on one has. */
  isNumberedTwice(number: number): boolean {
    const isTwice = this.#numbered.has(number) || (this.#given.size > 0 && this.#given.has(this.of(number)));
    this.#numbered.add(number);
    return isTwice;
  }
}
