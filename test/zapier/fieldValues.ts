import { expect } from '@jest/globals';
import type { PlainInputField } from 'zapier-platform-core';
import { ConnectError } from '../../src/connect/errors.ts';
import { readInput } from '../../src/zapier/input.ts';

/** What is read of the value of a field. */

export type Field = Partial<PlainInputField>;

export const fieldOf = (field: Field): PlainInputField =>
  ({ key: 'field', label: 'My Field', ...field }) as PlainInputField;
/** What becomes of the value of one field. */
export const read = (field: Field, value: unknown): unknown =>
  readInput([fieldOf(field)], { field: value })['field'];
export const refusal = (run: () => unknown): string => {
  try {
    return `not refused: ${JSON.stringify(run())}`;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    expect(error.kind).toBe('fix');
    return error.message;
  }
};
export const refusalOf = (field: Field, value: unknown): string => refusal(() => read(field, value));

export const TYPES = [
  'string',
  'text',
  'integer',
  'number',
  'boolean',
  'datetime',
  'password',
  'code',
  'file',
] as const;
export const BLANKS = [undefined, null, '', ' ', '\n\t', [], [''], [null, ' ']];
