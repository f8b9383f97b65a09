/**
 * The App as it ships: it knows the keys of its operations, and loads the code of a room when one of its functions is
 * called for the first time, so that a start takes as long with many operations as with few. What operations say of
 * themselves is kept beside it as data, for Zapier's editor and its checks; `scripts/build.ts` writes both.
 */

/** Where something is in what a room exports: `['actions', 3]`. */
type Place = readonly (string | number)[];

/** The code of a room, loaded once. */
type Room = () => Promise<object>;

/** A function in data: how many arguments it takes. */
interface StoredFunction {
  readonly $function: number;
}

/** An operation without its functions. */
export interface StoredOperation {
  readonly operation: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

/** What a room exports. */
export interface Exported {
  readonly room: string;
  readonly place: Place;
}

/** The names of what an operation says of itself, and of what its `operation` has: the same for many. */
export interface Form {
  readonly has: readonly string[];
  readonly operationHas: readonly string[];
}

interface Known extends Exported {
  /** Its place among the forms. */
  readonly form: number;
}

/** What is known of the App before any room is loaded. */
export interface Outline {
  readonly rooms: Readonly<Record<string, Room>>;
  readonly forms: readonly Form[];
  readonly operations: Readonly<Record<'triggers' | 'creates' | 'searches', Readonly<Record<string, Known>>>>;
  readonly hydrators: Readonly<Record<string, Exported>>;
  readonly authentication: Exported & { readonly stored: object };
  /** What all operations say of themselves, by kind and key. */
  readonly stored: () => Readonly<Record<string, Readonly<Record<string, StoredOperation>>>>;
}

const at = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], value);

type Fn = (...given: unknown[]) => unknown;

/** A function of which the code is loaded when it is called; core looks at how many arguments it takes. */
const functionAt = (load: () => Promise<unknown>, place: Place, length: number): Fn =>
  Object.defineProperty(async (...given: unknown[]) => (at(await load(), place) as Fn)(...given), 'length', {
    value: length,
  });

const isFunction = (value: object): value is StoredFunction => '$function' in value;

/** Data with functions in the places of theirs. */
const revived = (value: unknown, load: () => Promise<unknown>, place: Place): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (isFunction(value)) return functionAt(load, place, value.$function);
  if (Array.isArray(value)) return value.map((one, index) => revived(one, load, [...place, index]));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, revived(one, load, [...place, key])]),
  );
};

/** Values that are looked up when they are asked for. */
const lookedUp = (keys: readonly string[], get: (key: string) => unknown): object => {
  const found = {};
  for (const key of keys) Object.defineProperty(found, key, { enumerable: true, get: () => get(key) });
  return Object.freeze(found);
};

/**
 * The parts of an App that its rooms hold: operations, hydrators and authentication. Until a room is loaded, its
 * operations are data with functions that load it; from then on they are the room's own.
 */
export const onDemand = ({ rooms, forms, operations, hydrators, authentication, stored }: Outline) => {
  const loaded = new Map<string, object>();
  const load = async (room: string): Promise<object> => {
    const known = loaded.get(room) ?? (await rooms[room]?.());
    if (!known) throw new TypeError(`The App has no room "${room}".`);
    loaded.set(room, known);
    return known;
  };
  const own = ({ room, place }: Exported): unknown => {
    const known = loaded.get(room);
    return known && at(known, place);
  };

  const ofRoom =
    ({ room, place }: Exported) =>
    async () =>
      at(await load(room), place);

  const operationOf = (kind: string, key: string, known: Known) => {
    const whole = ofRoom(known);
    let kept: StoredOperation | undefined;
    const now = (): StoredOperation => {
      const loadedOne = own(known) as StoredOperation | undefined;
      if (loadedOne) return loadedOne;
      kept ??= revived(stored()[kind]?.[key], whole, []) as StoredOperation;
      return kept;
    };
    const perform = functionAt(whole, ['operation', 'perform'], 2);
    const { has, operationHas } = forms[known.form] ?? { has: [], operationHas: [] };
    const operation = lookedUp(operationHas, (part) =>
      part === 'perform' ? perform : now().operation[part],
    );
    return lookedUp(has, (part) => {
      if (part === 'key') return key;
      return part === 'operation' ? operation : now()[part];
    });
  };

  // A call needs one operation of many: each is made when it is asked for.
  const all = (kind: keyof Outline['operations']) => {
    const made = new Map<string, object>();
    return lookedUp(Object.keys(operations[kind]), (key) => {
      const known = operations[kind][key];
      const one = made.get(key) ?? (known && operationOf(kind, key, known));
      if (one) made.set(key, one);
      return one;
    });
  };
  const fetching = Object.fromEntries(
    Object.entries(hydrators).map(([key, place]) => [key, functionAt(ofRoom(place), [], 2)]),
  );
  return {
    authentication: revived(authentication.stored, ofRoom(authentication), []),
    triggers: all('triggers'),
    creates: all('creates'),
    searches: all('searches'),
    // An operation names a hydrator by the function that its room has.
    hydrators: lookedUp(
      Object.keys(hydrators),
      (key) => (hydrators[key] && own(hydrators[key])) ?? fetching[key],
    ),
  };
};
