import type {
  Bundle,
  Create,
  InferInputData,
  InputFields,
  PlainInputField,
  Search,
  ZObject,
} from 'zapier-platform-core';
import type * as zod from 'zod/mini';
import { ConnectError } from '../connect/errors.ts';
import { bytesOf, MAX_BYTES } from '../connect/size.ts';
import { openConnect } from './connection.ts';
import { withDerived } from './derived.ts';
import { emptyFilters } from './emptySearch.ts';
import { speaking } from './errors.ts';
import { groupsOf } from './groups.ts';
import { readInput } from './input.ts';
import { outputFields } from './outputFields.ts';

/** What an operation's `run` may need beside its client and input. */
export interface Step {
  readonly z: ZObject;
  readonly bundle: Bundle;
}

/** What every operation says of itself. */
interface Spec<Client, Fields extends InputFields, Schema extends zod.ZodMiniObject, Result> {
  /** Never changes once published. */
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  /** Kept for Zaps that use it, not offered to new ones. */
  readonly hidden?: boolean;
  readonly inputFields: Fields;
  /** The schema of what comes back: its output fields and their labels. */
  readonly returns: Schema;
  readonly sample: zod.infer<Schema> & Record<string, unknown>;
  readonly run: (client: Client, input: InferInputData<Fields>, step: Step) => Promise<Result>;
}

/** The fields that are not functions; those of functions depend on a choice and are checked by the operation. */
export const plainFields = (fields: InputFields): PlainInputField[] =>
  fields.filter((field): field is PlainInputField => typeof field !== 'function');

/** An operation as it is carried out, when the compiler has checked its input against its fields. */
type Run<Client, Result> = (client: Client, input: never, step: Step) => Promise<Result>;

/** The perform of an operation: reads the input, opens the client, runs, and puts failures into words. */
const performing = <Client, Result>(
  open: (z: ZObject, bundle: Bundle) => Client,
  inputFields: InputFields,
  run: Run<Client, Result>,
) =>
  speaking(async (z: ZObject, bundle: Bundle) => {
    const input = readInput(plainFields(inputFields), bundle.inputData);
    // What `readInput` gives has the form of the fields, which the operation's own types are made of.
    return run(open(z, bundle), input as never, { z, bundle });
  });

const displayOf = ({
  label,
  description,
  hidden,
}: {
  label: string;
  description: string;
  hidden?: boolean;
}) => ({
  label,
  description,
  ...(hidden ? { hidden } : {}),
});

/** Makes actions over a client: Connect's, or that of a vendor's own system. */
export const actionsOver =
  <Client>(open: (z: ZObject, bundle: Bundle) => Client) =>
  <const Fields extends InputFields, Schema extends zod.ZodMiniObject>(
    spec: Spec<Client, Fields, Schema, Record<string, unknown>> & {
      lock?: NonNullable<Create['operation']['lock']>;
    },
  ): Create => ({
    key: spec.key,
    noun: spec.noun,
    display: displayOf(spec),
    operation: {
      inputFields: spec.inputFields,
      ...groupsOf(spec.inputFields),
      get outputFields() {
        return outputFields(spec.returns, [], withDerived(spec.returns, spec.sample));
      },
      get sample() {
        return withDerived(spec.returns, spec.sample);
      },
      perform: performing(
        open,
        spec.inputFields,
        async (client: Client, input: InferInputData<Fields>, step) =>
          withDerived(spec.returns, await spec.run(client, input, step)),
      ),
      ...(spec.lock ? { lock: spec.lock } : {}),
    },
  });

/** A search can't be the earlier step that finds a value for itself. */
const withoutLinksTo = (key: string, fields: InputFields): InputFields =>
  fields.map((field) => {
    if (typeof field === 'function' || field.search?.split('.')[0] !== key) return field;
    const { search: _own, ...rest } = field;
    return rest;
  });

/** Makes searches over a client. Nothing found is an empty list, never an error. */
export const searchesOver =
  <Client>(open: (z: ZObject, bundle: Bundle) => Client) =>
  <const Fields extends InputFields, Schema extends zod.ZodMiniObject>(
    spec: Spec<Client, Fields, Schema, Record<string, unknown>[]>,
  ): Search => ({
    key: spec.key,
    noun: spec.noun,
    display: displayOf(spec),
    operation: {
      inputFields: withoutLinksTo(spec.key, spec.inputFields),
      ...groupsOf(spec.inputFields),
      get outputFields() {
        return outputFields(spec.returns, [], withDerived(spec.returns, spec.sample));
      },
      get sample() {
        return withDerived(spec.returns, spec.sample);
      },
      perform: performing(
        open,
        spec.inputFields,
        async (client: Client, input: InferInputData<Fields>, step) => {
          const empty = emptyFilters(plainFields(spec.inputFields), step.bundle);
          if (empty.length) {
            step.z.console.log(`Nothing was searched for: no value came for ${empty.join(', ')}.`);
            return [];
          }
          const found = await spec.run(client, input, step);
          const rows = found.map((row) => withDerived(spec.returns, row));
          if (bytesOf(rows) > MAX_BYTES) {
            throw new ConnectError(
              'fix',
              `${rows.length} results were found, which are more than Zapier's 6 MB. Narrow the search, or ask for fewer results.`,
            );
          }
          return rows;
        },
      ),
    },
  });

export const action = actionsOver(openConnect);
export const search = searchesOver(openConnect);
