import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { isBlank } from './input.ts';

/**
 * A search whose filters are mapped from an earlier step, and all arrive empty, must not find just anything: a
 * cancellation may follow. Zapier leaves empty values out of the input, and tells by the raw input what was mapped.
 */

export const WHEN_EMPTY = 'when_empty';
/** Fields of a search that narrow nothing down. */
const NO_FILTERS: ReadonlySet<string> = new Set(['limit', WHEN_EMPTY]);

/** What a search does when all that is mapped into it arrives empty. */
export const whenEmptyField = {
  key: WHEN_EMPTY,
  label: 'When the Mapped Filters Are Empty',
  choices: { nothing: 'Find nothing', newest: 'Find the newest, without these filters' },
  helpText:
    'What to do when a run brings no value for any filter that is mapped from an earlier step. Left empty, nothing is found, so that no later step gets the wrong one.',
} as const satisfies PlainInputField;

const isMapped = (raw: unknown): boolean => (JSON.stringify(raw) ?? '').includes('{{');

/**
 * The labels of mapped filters, when every one of them arrived empty and a person hasn't chosen to go on; otherwise
 * none. A filter that was typed in doesn't count: it is the same in each run.
 */
export const emptyFilters = (
  fields: readonly PlainInputField[],
  { inputData, inputDataRaw }: Pick<Bundle, 'inputData'> & Partial<Pick<Bundle, 'inputDataRaw'>>,
): string[] => {
  if (inputData[WHEN_EMPTY] === 'newest') return [];
  const raw: Readonly<Record<string, unknown>> = inputDataRaw ?? {};
  // What a search requires says where to look, and narrows nothing down: the product whose items are looked for.
  const filters = fields.filter(({ key, required }) => !NO_FILTERS.has(key) && !required);
  const cameEmpty = filters.filter(
    ({ key }) => isBlank(inputData[key]) && (key in raw ? !isBlank(raw[key]) : inputData[key] !== undefined),
  );
  const hasValue = filters.some(
    ({ key, choices }) => !isBlank(inputData[key]) && (key in raw ? isMapped(raw[key]) : !choices),
  );
  return hasValue ? [] : cameEmpty.map(({ key, label }) => label ?? key);
};
