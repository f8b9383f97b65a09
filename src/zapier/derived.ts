import * as z from 'zod/mini';

/**
 * Fields that an object of Connect gets where it is shown, made of what it has: a schema says them itself, by `from` in
 * the metadata of the field.
 */

type Row = Record<string, unknown>;
type Making = (row: Row) => unknown;

const known = new WeakMap<z.ZodMiniObject, readonly (readonly [key: string, make: Making])[]>();

const makersOf = (schema: z.ZodMiniObject) => {
  const makers =
    known.get(schema) ??
    Object.entries(schema.shape).flatMap(([key, type]) => {
      const make = z.globalRegistry.get(type as z.core.$ZodType)?.['from'];
      return typeof make === 'function' ? [[key, make as Making] as const] : [];
    });
  known.set(schema, makers);
  return makers;
};

/** A row with the fields that its schema derives; the row itself, where there are none. */
export const withDerived = <T extends Row>(schema: z.ZodMiniObject, row: T): T => {
  const makers = makersOf(schema);
  return makers.length
    ? { ...row, ...Object.fromEntries(makers.map(([key, make]) => [key, make(row)])) }
    : row;
};
