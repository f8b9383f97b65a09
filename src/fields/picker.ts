import type { PlainInputField } from 'zapier-platform-core';

interface Named {
  readonly label: string;
  /** What an ID looks like. */
  readonly example: string;
  /** The dropdown: its trigger, what it fills in, and what it shows. */
  readonly dynamic?: string;
  /** The Find operation that an earlier step may be, and what of it is filled in. */
  readonly search?: string;
}

interface Picked<Key extends string> {
  key: Key;
  label: string;
  helpText: string;
  dynamic?: string;
  search?: string;
}

/** Makes the field of one kind of object: called with its key in a form, and with what that form says otherwise. */
export const picker = ({ label, example, dynamic, search }: Named) => {
  function pick<const Key extends string>(key: Key): Picked<Key>;
  function pick<const Key extends string, const More extends Omit<PlainInputField, 'key'>>(
    key: Key,
    more: More,
  ): Picked<Key> & More;
  function pick(key: string, more: Omit<PlainInputField, 'key'> = {}) {
    return {
      key,
      label,
      helpText: `For example \`${example}\`.`,
      ...(dynamic ? { dynamic } : {}),
      ...(search ? { search } : {}),
      ...more,
    };
  }
  return pick;
};
