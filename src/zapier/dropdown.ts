import type { Bundle, PlainInputField, Trigger, ZObject } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { openConnect } from './connection.ts';
import { speaking } from './errors.ts';

/** Zapier shows this many choices at a time and asks for the next page when a person scrolls. */
const PAGE = 100;

export interface Choice {
  id: string;
  name: string;
  [key: string]: unknown;
}

interface DropdownSpec {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly inputFields?: readonly PlainInputField[];
  readonly sample: Choice;
  /** One page of choices. `data` holds what the person has filled in so far, not checked. */
  readonly choices: (
    connect: Connect,
    data: Record<string, unknown>,
    page: { limit: number; offset: number },
  ) => Promise<Choice[]>;
}

/** A hidden trigger that fills a dropdown, page by page. */
export const dropdown = ({
  key,
  noun,
  label,
  description,
  inputFields = [],
  sample,
  choices,
}: DropdownSpec): Trigger => ({
  key,
  noun,
  display: { label, description, hidden: true },
  operation: {
    type: 'polling',
    canPaginate: true,
    // A trigger has no earlier step that could find a value for it.
    inputFields: inputFields.map(({ search: _search, ...field }) => field),
    sample,
    outputFields: Object.keys(sample).map((field) => ({ key: field })),
    perform: speaking((z: ZObject, bundle: Bundle) =>
      choices(openConnect(z, bundle), bundle.inputData, {
        limit: PAGE,
        offset: (bundle.meta?.page ?? 0) * PAGE,
      }),
    ),
  },
});
