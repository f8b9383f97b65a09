import type { Create, InferInputData, InputFields, PlainInputField } from 'zapier-platform-core';
import type { ZodMiniObject } from 'zod/mini';
import { ConnectError } from '../connect/errors.ts';
import { stateField } from '../connect/reachState.ts';
import type { Input } from './filter.ts';
import { lockOn } from './lock.ts';
import type { actionsOver } from './operation.ts';

/** A step in the life of an object that differs from its others only in a verb and what goes with it. */
export interface StateChange<
  Client,
  Row,
  Verb extends string,
  State extends string,
  Fields extends readonly PlainInputField[],
> {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** The field that names the object, where it isn't that of the other changes. */
  readonly id?: PlainInputField;
  /** What goes with it. */
  readonly fields?: Fields;
  /** The last part of the path. */
  readonly verb: Verb;
  /** The state that it leads to, or those that the object may have got to since; none where it changes no state. */
  readonly target?: State | readonly [State, ...State[]];
  /** Whether an object in that state is what this input asks for; the state alone decides, when absent. */
  readonly isDone?: (object: Row, input: InferInputData<Fields>) => boolean;
  /** The verb for people, with the object in it, where its own word says it badly. */
  readonly what?: (id: string) => string;
  /** Who may do it and when; a refusal says so. */
  readonly rule?: string;
  /** What is sent, where it isn't the fields as they are. */
  readonly body?: (input: InferInputData<Fields>) => object | undefined;
  /** @throws ConnectError for a value that can't be used. */
  readonly check?: (input: InferInputData<Fields>) => void;
  /** What is done once the object is in its state, such as a comment; it may run again with the step. */
  readonly after?: (client: Client, id: string, input: InferInputData<Fields>) => Promise<unknown>;
  /** What its sample has beside the state. */
  readonly sample?: Partial<Row>;
}

/** One change of one object, as a client carries it out. */
export interface Change<Row, Verb extends string, State extends string> {
  readonly id: string;
  readonly verb: Verb;
  readonly target: State | readonly [State, ...State[]] | undefined;
  readonly body: object | undefined;
  readonly what: string | undefined;
  readonly rule: string | undefined;
  readonly isDone: (object: Row) => boolean;
}

interface ChangesOf<Client, Row, Verb extends string, State extends string> {
  /** Makes actions over the client. */
  readonly action: ReturnType<typeof actionsOver<Client>>;
  readonly noun: string;
  readonly returns: ZodMiniObject;
  readonly sample: Row;
  /** What the sample is in a state. */
  readonly sampleIn?: ((status: string) => Row) | undefined;
  /** The field that names the object. */
  readonly id: PlainInputField;
  /** Whether steps of one connection on one object run one after the other. */
  readonly lock?: boolean | undefined;
  readonly change: (client: Client, change: Change<Row, Verb, State>, input: Input) => Promise<Row>;
}

/** The given values of fields, by their keys; undefined where there are no fields, so that no body is sent. */
const given = (fields: readonly PlainInputField[] | undefined, input: Input): object | undefined =>
  fields &&
  Object.fromEntries(
    fields.flatMap(({ key }) => (input[key] === undefined ? [] : [[key, input[key]] as const])),
  );

/** Makes the state changes of one kind of object: each is a row of verb, target and what goes with it. */
export const stateChangesOf =
  <Client, Row extends Record<string, unknown>, Verb extends string, State extends string>({
    action,
    noun,
    returns,
    sample,
    sampleIn,
    id: usualId,
    lock = false,
    change,
  }: ChangesOf<Client, Row, Verb, State>) =>
  <const Fields extends readonly PlainInputField[] = []>(
    row: StateChange<Client, Row, Verb, State, Fields>,
  ): Create => {
    const { key, label, description, verb, target, rule, id: idField = usualId } = row;
    const inputFields: InputFields = [idField, ...(row.fields ?? [])];
    const sampleOf = () => {
      const field = stateField(sample);
      const state = row.sample?.[field] ?? [target ?? []].flat()[0];
      const base = typeof state === 'string' && sampleIn ? sampleIn(state) : sample;
      return { ...base, ...(state === undefined ? {} : { [field]: state }), ...row.sample };
    };
    return action({
      key,
      noun,
      label,
      description,
      inputFields,
      returns,
      sample: sampleOf(),
      ...(lock ? { lock: lockOn(noun.toLowerCase(), idField.key) } : {}),
      run: async (client, input: Input) => {
        // `readInput` has read it by these very fields.
        const typed = input as InferInputData<Fields>;
        row.check?.(typed);
        const id = String(input[idField.key]);
        const body = row.body ? row.body(typed) : given(row.fields, input);
        const isDone = (object: Row) => row.isDone?.(object, typed) ?? true;
        const changed = await change(
          client,
          { id, verb, target, body, what: row.what?.(id), rule, isDone },
          input,
        );
        await row.after?.(client, id, typed).catch((error: unknown) => {
          throw error instanceof ConnectError
            ? error.with(`Before that, ${noun.toLowerCase()} ${id} was brought into its state.`)
            : error;
        });
        return changed;
      },
    });
  };
