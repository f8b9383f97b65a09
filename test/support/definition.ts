import zapier from 'zapier-platform-core';
import App from '../../index.ts';

/** An input or output field as far as tests look at it. */
export interface Field {
  key: string;
  label?: string;
  type?: string;
  helpText?: string;
  required?: boolean;
  default?: string;
  altersDynamicFields?: boolean;
  primary?: boolean;
  dynamic?: string;
  search?: string;
  dict?: boolean;
  list?: boolean;
  choices?: unknown;
  schema?: unknown;
  group?: string;
  children?: Field[];
}

export interface Operation {
  kind: 'triggers' | 'creates' | 'searches';
  key: string;
  noun: string;
  display: { label: string; description: string; hidden?: boolean };
  operation: {
    type?: string;
    inputFields?: (Field | FieldFunction)[];
    inputFieldGroups?: { key: string; label?: string; emphasize?: boolean }[];
    outputFields?: Field[];
    sample?: Record<string, unknown>;
    lock?: { key: string; scope?: string[]; timeout?: number };
    perform: (...args: never[]) => unknown;
  };
}

const KINDS = ['triggers', 'creates', 'searches'] as const;

/** Every operation of the App. */
export const operations: Operation[] = KINDS.flatMap((kind) =>
  Object.values((App as unknown as Record<string, Record<string, Omit<Operation, 'kind'>>>)[kind] ?? {}).map(
    (operation) => ({
      ...operation,
      kind,
    }),
  ),
);

/** A search, and the action that makes what it doesn't find. */
interface SearchOrCreate {
  key: string;
  display: { label: string; description: string };
  search: string;
  create: string;
}
export const searchOrCreates: readonly SearchOrCreate[] = Object.values(
  App.searchOrCreates as Record<string, SearchOrCreate>,
);

export const visible = operations.filter(({ display }) => !display.hidden);

/** The fields that don't depend on what a person has filled in. */
export const staticFields = ({ operation }: Operation): Field[] =>
  (operation.inputFields ?? []).filter((field): field is Field => typeof field !== 'function');

/** Static fields and those within them. */
export const allFields = (operation: Operation): Field[] =>
  staticFields(operation).flatMap((field) => [field, ...(field.children ?? [])]);

type FieldFunction = (z: unknown, bundle: unknown) => Field[] | Promise<Field[]>;

/** Forms as people may have filled them in: nothing, something everywhere, and each choice that other fields hang on. */
const forms = (operation: Operation): Record<string, unknown>[] => [
  {},
  new Proxy<Record<string, unknown>>({}, { get: () => 'filled in' }),
  ...staticFields(operation).flatMap(({ key, altersDynamicFields, choices }) =>
    altersDynamicFields && choices && typeof choices === 'object' && !Array.isArray(choices)
      ? Object.keys(choices).map((choice) => ({ [key]: choice }))
      : [],
  ),
];

const onceEach = (fields: readonly Field[]): Field[] => [
  ...new Map(fields.map((field) => [field.key, field])).values(),
];

/** The fields that a function gives without asking Connect; those of a product's parameters belong to the account. */
export const shownBy = async (show: FieldFunction, operation: Operation): Promise<Field[]> => {
  const shown = await Promise.all(
    forms(operation).map(async (inputData) => {
      try {
        return await show({}, { inputData, authData: {}, meta: {} });
      } catch {
        return [];
      }
    }),
  );
  return onceEach(shown.flat());
};

/** The fields that a function gives in any of the forms; of fields that are only shown to Zaps that hold them, none. */
export const conditionalFields = async (show: FieldFunction, operation: Operation): Promise<Field[]> =>
  'keys' in show ? [] : shownBy(show, operation);

/** Every input field that the App itself brings, also those that appear once others are filled in; each key once. */
export const inputFieldsOf = async (operation: Operation): Promise<Field[]> => {
  const fields = await Promise.all(
    (operation.operation.inputFields ?? []).map((field) =>
      typeof field === 'function' ? shownBy(field, operation) : [field],
    ),
  );
  return onceEach(fields.flat());
};

/** Core's handler, which its types leave out. */
const { createAppHandler } = zapier as unknown as {
  createAppHandler: (app: object) => (event: { command: string }) => Promise<{ results: unknown[] }>;
};

/** Zapier's own structural validation. */
export const structuralProblems = async (): Promise<unknown[]> =>
  (await createAppHandler(App)({ command: 'validate' })).results;
