import { ConnectError } from './errors.ts';
import type { WriteOptions } from './kind.ts';

/** An object with a state, as far as reaching it goes: most say it in `status`, some in `state`. */
export interface Stateful {
  status?: string | null | undefined;
  state?: string | null | undefined;
}

/** Where an object says in which state it is. */
export const stateField = (object: object): 'state' | 'status' =>
  'state' in object && !('status' in object) ? 'state' : 'status';

/** What bringing an object into a state needs of its resource. */
export interface Changeable<Row, Verb extends string> {
  act(id: string, verb: Verb, body?: object, options?: WriteOptions): Promise<Row>;
  find(id: string): Promise<Row | undefined>;
}

export interface StateToReach<Row, Verb extends string, State extends string> {
  readonly id: string;
  /** The last part of the path. */
  readonly verb: Verb;
  /** The state that the verb leads to, or the states that it passes. */
  readonly target: State | readonly State[];
  readonly body?: object | undefined;
  /** The verb for people, where its own word says it badly: `set fulfillment request PR-1 to pending`. */
  readonly what?: string | undefined;
  /** What the object is called after "The": `request`. */
  readonly noun: string;
  /** Whether an object in that state is what was asked for; the state alone decides, when absent. */
  readonly isDone?: ((object: Row) => boolean) | undefined;
  /** Who may do it and when, in a sentence for a refusal. */
  readonly rule?: string | undefined;
  /** What else a refusal says of the object as it is, such as whose turn it is. */
  readonly says?: ((object: Row) => string | undefined) | undefined;
}

/**
 * Adds to a refusal who may do something and when.
 * @param about what Connect's reasons have to speak of, where the rule is of one part alone; any refusal, when absent.
 */
export const withRule = async <T>(rule: string, doing: Promise<T>, about?: RegExp): Promise<T> => {
  try {
    return await doing;
  } catch (error) {
    const isRefused =
      error instanceof ConnectError &&
      (error.status === 403 || error.isRefusal) &&
      (!about || about.test(error.said));
    throw isRefused ? error.with(rule) : error;
  }
};

/**
 * Brings an object into a state; one that is in it already is no failure, so that a step can run again.
 * @returns the object as Connect gives it.
 * @throws ConnectError with Connect's reason, the rule and the object's own state.
 */
export const reachState = async <Row extends Stateful, Verb extends string, State extends string>(
  resource: Changeable<Row, Verb>,
  { id, verb, target, body, what, noun, rule, says, isDone = () => true }: StateToReach<Row, Verb, State>,
): Promise<Row> => {
  try {
    const check = 'Running this step again does no harm: what was done is recognised and not done twice.';
    return await resource.act(id, verb, body, { ...(what ? { what } : {}), check });
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const isForbidden = error.status === 403;
    if (isForbidden && rule && !says) throw error.with(rule);
    if (!error.isRefusal && !(isForbidden && says)) throw error;
    // A look-up that fails too must not hide why Connect refused.
    const object = await resource.find(id).catch(() => undefined);
    const state = object?.[stateField(object)];
    if (object && [target].flat().some((one) => one === state) && isDone(object)) return object;
    const now = object && state ? [`The ${noun} is ${state}.`, says?.(object)] : [];
    const more = [rule, ...now].filter(Boolean).join(' ');
    throw more ? error.with(more) : error;
  }
};

/**
 * Writes values into an object; one that has them already is no failure, so that a step can run again.
 * @param isThere whether an object has what was to be written.
 * @param what is being done, for messages. @param noun what the object is called after "The": `request`.
 * @throws ConnectError with Connect's reason and the object's own state.
 */
export const writeValues = async <Row extends Stateful>(
  resource: Pick<Changeable<Row, never>, 'find'> & {
    update(id: string, body: object, options: WriteOptions): Promise<Row>;
  },
  { id, body, what, noun }: { id: string; body: object; what: string; noun: string },
  isThere: (object: Row) => boolean,
): Promise<Row> => {
  try {
    return await resource.update(id, body, { what });
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
    // A look-up that fails too must not hide why Connect refused.
    const object = await resource.find(id).catch(() => undefined);
    if (!object) throw error;
    if (isThere(object)) return object;
    throw error.with(`The ${noun} is ${object.status}.`);
  }
};
