import zapier from 'zapier-platform-core';
import App from '../../index.ts';

/** An input or output field as far as tests look at it. */
export interface Field {
  key: string;
  label?: string;
  type?: string;
  helpText?: string;
  required?: boolean;
  primary?: boolean;
  dynamic?: string;
  search?: string;
  dict?: boolean;
  list?: boolean;
  choices?: unknown;
  children?: Field[];
}

export interface Operation {
  kind: 'triggers' | 'creates' | 'searches';
  key: string;
  noun: string;
  display: { label: string; description: string; hidden?: boolean };
  operation: {
    type?: string;
    inputFields?: (Field | ((z: unknown, bundle: unknown) => Field[] | Promise<Field[]>))[];
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

export const visible = operations.filter(({ display }) => !display.hidden);

/** The fields that don't depend on what a person has filled in. */
export const staticFields = ({ operation }: Operation): Field[] =>
  (operation.inputFields ?? []).filter((field): field is Field => typeof field !== 'function');

/** Static fields and those within them. */
export const allFields = (operation: Operation): Field[] =>
  staticFields(operation).flatMap((field) => [field, ...(field.children ?? [])]);

/** Core's handler, which its types leave out. */
const { createAppHandler } = zapier as unknown as {
  createAppHandler: (app: object) => (event: { command: string }) => Promise<{ results: unknown[] }>;
};

/** Zapier's own structural validation. */
export const structuralProblems = async (): Promise<unknown[]> =>
  (await createAppHandler(App)({ command: 'validate' })).results;
