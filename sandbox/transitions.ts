import { readFileSync } from 'node:fs';
import { forbidden, wrongState } from './errors.ts';

/** Who carries an action out: a side of Connect (`vendor`, `provider`), or one of the object (`issuer`, `receiver`). */
export type Role = string;

export interface Transition {
  /** Who may, by the state from which. */
  readonly from: Readonly<Record<string, readonly Role[]>>;
  /** The states that follow, the usual one first; none when it stays. */
  readonly to: readonly string[];
}

/** Those of Connect's description, by `METHOD path`. */
const described = JSON.parse(readFileSync(new URL('transitions.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Transition>
>;

/** From the same states by the same sides: for what Connect's description has no transition of. */
export const staying = (states: readonly string[], roles: readonly Role[]): Transition => ({
  from: Object.fromEntries(states.map((state) => [state, roles])),
  to: [],
});

/** The actions on a kind of object: from which states who may carry them out, and what becomes of it. */
export class Transitions<
  Field extends 'status' | 'state',
  Row extends { id: string } & Record<Field, string>,
> {
  readonly #field: Field;
  readonly #noun: string;
  readonly #code: string;
  readonly #transitions: ReadonlyMap<string, Transition>;

  /**
   * @param of.path of one object, whose actions the description has: `/requests/{id}`.
   * @param of.noun what a refusal calls the object.
   * @param of.code of the refusal when the object is in another state.
   * @param of.more actions that the description has no transition of.
   */
  constructor(of: {
    path: string;
    field: Field;
    noun: string;
    code: string;
    more?: Readonly<Record<string, Transition>>;
  }) {
    this.#field = of.field;
    this.#noun = of.noun;
    this.#code = of.code;
    const own = Object.entries(described).flatMap(([key, transition]) => {
      const [, path = ''] = key.split(' ');
      const action = path.startsWith(`${of.path}/`) ? path.slice(of.path.length + 1) : '';
      return action && !action.includes('/') ? [[action, transition] as const] : [];
    });
    this.#transitions = new Map([...own, ...Object.entries(of.more ?? {})]);
  }

  get actions(): string[] {
    return [...this.#transitions.keys()];
  }

  /**
   * The state that follows an action.
   * @throws ApiError 403 when it is another side's, 400 when the object is in another state.
   */
  next(row: Row, action: string, role: Role): Row[Field] {
    const { from, to } = this.#transitions.get(action) ?? { from: {}, to: [] };
    const state = row[this.#field];
    const allowed = Object.keys(from).filter((one) => from[one]?.includes(role));
    // Of another side, be it at all or in this state.
    if (!allowed.length || (!allowed.includes(state) && from[state]?.length)) throw forbidden();
    if (!allowed.includes(state)) {
      throw wrongState(
        this.#code,
        `${this.#noun} ${row.id} is ${state}; ${action} is possible only for ${allowed.join(', ')}.`,
      );
    }
    // The description's states are those of the object.
    return (to[0] ?? state) as Row[Field];
  }

  /** Carries an action out. @param apply what it does beside changing the state. @throws ApiError as {@link next}, and what `apply` throws. */
  carryOut(row: Row, action: string, role: Role, apply: () => void): void {
    const next = this.next(row, action, role);
    apply();
    row[this.#field] = next;
  }
}
