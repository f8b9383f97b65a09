import {
  type Bundle,
  type Create,
  defineInputFields,
  type InputFields,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import { groupsOf } from './groups.ts';
import { labelOf } from './outputFields.ts';

/**
 * Input keys of the published app that nothing needs any more. They are accepted, and shown only in Zaps that hold a
 * value for them, so that nothing vanishes from a Zap that was moved over.
 */
export const legacyFields = (keys: readonly string[]) =>
  Object.assign(
    (_z: ZObject, bundle: Bundle): PlainInputField[] =>
      keys
        .filter((key) => bundle.inputData[key] !== undefined)
        .map((key) => ({ key, label: `${labelOf(key)} (No Longer Used)` })),
    { keys },
  );

/** Parameters as line items, where today's actions have a dictionary. */
export const paramLines = defineInputFields([
  {
    key: 'params',
    label: 'Parameters',
    children: [
      { key: 'id', label: 'Parameter', required: true },
      { key: 'value', label: 'Value', required: true },
    ],
  },
]);

/** What is wrong with which parameter, as line items. */
export const problemLines = defineInputFields([
  {
    key: 'params',
    label: 'Parameters to Correct',
    children: [
      { key: 'id', label: 'Parameter', required: true },
      { key: 'value_error', label: 'What Is Wrong', required: true },
    ],
  },
]);

interface LegacyKey {
  /** The key that Zaps made with the published app use. */
  readonly key: string;
  readonly label: string;
  readonly base: Create;
  /** Input fields whose form differs from the base's. */
  readonly fields?: InputFields;
  /** Keys of the base's input fields that this one does without. */
  readonly without?: readonly string[];
  /** Input that the key itself stands for. */
  readonly fixed?: Readonly<Record<string, string>>;
}

const fieldKey = (field: InputFields[number]): string | undefined =>
  typeof field === 'function' ? undefined : field.key;

/** A hidden operation that runs another one's code under the key that older Zaps know. */
export const legacyCreate = ({
  key,
  label,
  base,
  fields = [],
  without = [],
  fixed = {},
}: LegacyKey): Create => {
  const { perform, inputFields = [], lock } = base.operation;
  if (typeof perform !== 'function') throw new TypeError(`${base.key} has no perform function`);
  const left = new Set<string | undefined>([...without, ...Object.keys(fixed)]);
  const replaced = new Map(fields.map((field) => [fieldKey(field), field]));
  const form = inputFields
    .filter((field) => !left.has(fieldKey(field)))
    .map((field) => replaced.get(fieldKey(field)) ?? field);
  return {
    ...base,
    key,
    display: { ...base.display, label, hidden: true },
    operation: {
      inputFields: form,
      ...groupsOf(form),
      get outputFields() {
        return base.operation.outputFields ?? [];
      },
      get sample() {
        return base.operation.sample;
      },
      perform: (z, bundle) => perform(z, { ...bundle, inputData: { ...bundle.inputData, ...fixed } }),
      ...(lock ? { lock } : {}),
    },
  };
};
