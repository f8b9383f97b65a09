import type { PlainOutputField } from 'zapier-platform-core';
import * as z from 'zod';

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
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable)
      inner = inner.unwrap() as z.core.$ZodType;
    else if (inner instanceof z.ZodUnion) {
      const structured = inner.options.find((option) => option instanceof z.ZodObject);
      if (!structured) return { type: inner, meta };
      inner = structured;
    } else return { type: inner, meta };
    meta = { ...((z.globalRegistry.get(inner) ?? {}) as Meta), ...meta };
  }
};

const zapierType = (type: z.core.$ZodType, meta: Meta): PlainOutputField['type'] => {
  if (meta.time) return 'datetime';
  if (meta.file) return 'file';
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodBoolean) return 'boolean';
  return 'string';
};

const fieldsOf = (schema: z.ZodObject, prefix: string, labels: string[]): PlainOutputField[] =>
  Object.entries(schema.shape).flatMap(([key, wrapped]) => {
    const { type, meta } = unwrapped(wrapped as z.core.$ZodType);
    const path = `${prefix}${key}`;
    // A part without a label of its own passes only its parent's on: "Tier 1 City", not "Tier 1 Contact Info City".
    if (type instanceof z.ZodObject)
      return fieldsOf(type, `${path}__`, meta.label ? [...labels, meta.label] : labels);
    if (type instanceof z.ZodArray && type.element instanceof z.ZodObject)
      return fieldsOf(type.element, `${path}[]`, []);
    const label = [...labels, meta.label ?? labelOf(key)].join(' ');
    return [{ key: path, label, type: zapierType(type, meta) }];
  });

/** Many operations return the same object, and the App is put together at each cold start. */
const known = new WeakMap<z.ZodObject, PlainOutputField[]>();

const fieldsOfObject = (schema: z.ZodObject): PlainOutputField[] => {
  const fields = known.get(schema) ?? fieldsOf(schema, '', []);
  known.set(schema, fields);
  return fields;
};

/**
 * Zapier's output fields for an object: nested keys joined with `__`, line items with `[]`, labels from the schema.
 * @param primary keys that identify an event for Zapier's deduplication.
 */
export const outputFields = (schema: z.ZodObject, primary: readonly string[] = []): PlainOutputField[] =>
  fieldsOfObject(schema).map((field) => (primary.includes(field.key) ? { ...field, primary: true } : field));
