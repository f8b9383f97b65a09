import type { PlainOutputField } from 'zapier-platform-core';
import * as z from 'zod/mini';

interface Meta {
  label?: string;
  time?: boolean;
  file?: boolean;
}

/** What a key is called when its schema says nothing: `external_uid` is "External UID". */
const ACRONYMS = new Map([
  ['id', 'ID'],
  ['uid', 'UID'],
  ['url', 'URL'],
  ['mpn', 'MPN'],
  ['utc', 'UTC'],
  ['uri', 'URI'],
]);
export const labelOf = (key: string): string =>
  key
    .split('_')
    .filter(Boolean)
    .map((word) => ACRONYMS.get(word) ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');

/** The type that stays when optional, nullable and "or an empty text" are taken off, and the labels on the way. */
const unwrapped = (type: z.core.$ZodType): { type: z.core.$ZodType; meta: Meta } => {
  let meta = (z.globalRegistry.get(type) ?? {}) as Meta;
  let inner = type;
  for (;;) {
    if (inner instanceof z.ZodMiniOptional || inner instanceof z.ZodMiniNullable) inner = inner.def.innerType;
    else if (inner instanceof z.ZodMiniUnion) {
      const structured = inner.def.options.find((option) => option instanceof z.ZodMiniObject);
      if (!structured) return { type: inner, meta };
      inner = structured;
    } else return { type: inner, meta };
    meta = { ...((z.globalRegistry.get(inner) ?? {}) as Meta), ...meta };
  }
};

const zapierType = (type: z.core.$ZodType, meta: Meta): PlainOutputField['type'] => {
  if (meta.time) return 'datetime';
  if (meta.file) return 'file';
  if (type instanceof z.ZodMiniNumber) return 'number';
  if (type instanceof z.ZodMiniBoolean) return 'boolean';
  return 'string';
};

/** A field, or (with `isMany`) the place of values by names that only an object itself knows. */
interface Described extends PlainOutputField {
  readonly isMany?: true;
}

const fieldsOf = (schema: z.ZodMiniObject, prefix: string, labels: string[]): Described[] =>
  Object.entries(schema.shape).flatMap(([key, wrapped]) => {
    const { type, meta } = unwrapped(wrapped as z.core.$ZodType);
    const path = `${prefix}${key}`;
    // A part without a label of its own passes only its parent's on: "Tier 1 City", not "Tier 1 Contact Info City".
    if (type instanceof z.ZodMiniObject)
      return fieldsOf(type, `${path}__`, meta.label ? [...labels, meta.label] : labels);
    if (type instanceof z.ZodMiniArray && type.def.element instanceof z.ZodMiniObject)
      return fieldsOf(type.def.element, `${path}[]`, []);
    const own = meta.label ?? labelOf(key);
    // "Subscription ID" of a subscription is no "Subscription Subscription ID".
    const before = labels.filter((name) => !own.startsWith(`${name} `));
    const label = [...before, own].join(' ');
    if (type instanceof z.ZodMiniRecord) return [{ key: path, label, isMany: true }];
    return [{ key: path, label, type: zapierType(type, meta) }];
  });

/** Many operations return the same object, and the App is put together at each cold start. */
const known = new WeakMap<z.ZodMiniObject, Described[]>();

const fieldsOfObject = (schema: z.ZodMiniObject): Described[] => {
  const fields = known.get(schema) ?? fieldsOf(schema, '', []);
  known.set(schema, fields);
  return fields;
};

/** What stands at a path of an object: `asset__product__id`. */
const valueAt = (row: Readonly<Record<string, unknown>>, path: string): unknown =>
  path
    .split('__')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      row,
    );

/** The fields of the names that a sample has; those of other objects come with them. */
const fieldsOfNames = (
  { key, label }: Described,
  sample: Readonly<Record<string, unknown>>,
): PlainOutputField[] =>
  Object.keys(valueAt(sample, key) ?? {}).map((name) => ({
    key: `${key}__${name}`,
    label: `${label} ${labelOf(name)}`,
    type: 'string',
  }));

/**
 * Zapier's output fields for an object: nested keys joined with `__`, line items with `[]`, labels from the schema.
 * @param primary keys that identify an event for Zapier's deduplication.
 * @param sample an object of the schema, for values by names that the schema doesn't know.
 */
export const outputFields = (
  schema: z.ZodMiniObject,
  primary: readonly string[] = [],
  sample: Readonly<Record<string, unknown>> = {},
): PlainOutputField[] =>
  fieldsOfObject(schema).flatMap(({ isMany, ...field }) => {
    if (isMany) return fieldsOfNames(field, sample);
    return primary.includes(field.key) ? [{ ...field, primary: true }] : [field];
  });
