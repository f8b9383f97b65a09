import type { Contract, Schema } from './openapi.ts';

/**
 * Keys of a body that its schema doesn't name, as dotted paths; places of lists are `[]`. A schema that names no keys
 * at all is free.
 * @param isValid whether data fits a schema: of alternatives only those count that the data fits, if any do.
 */
export const unknownKeys = (
  { components }: Contract,
  schema: Schema,
  body: unknown,
  isValid: (schema: Schema, data: unknown) => boolean,
): string[] => {
  /** All schemas that speak of the same data: the resolved one, its parts, and the alternatives that the data fits. */
  const parts = (given: Schema, data: unknown): Schema[] => {
    if (given.$ref) return parts(components.schemas[given.$ref.split('/').at(-1) ?? ''] ?? {}, data);
    const choices = [...(given.anyOf ?? []), ...(given.oneOf ?? [])];
    const fitting = choices.filter((one) => isValid(one, data));
    return [
      given,
      ...[...(given.allOf ?? []), ...(fitting.length ? fitting : choices)].flatMap((one) => parts(one, data)),
    ];
  };
  const visit = (schemas: Schema[], data: unknown, path: string): string[] => {
    const all = schemas.flatMap((one) => parts(one, data));
    if (Array.isArray(data)) {
      const items = all.flatMap((one) => (one.items ? [one.items] : []));
      return items.length ? data.flatMap((one) => visit(items, one, `${path}[]`)) : [];
    }
    if (typeof data !== 'object' || data === null) return [];
    const named = all.filter(({ properties }) => properties);
    if (!named.length) return [];
    return Object.entries(data).flatMap(([key, value]) => {
      const place = path ? `${path}.${key}` : key;
      const own = named.flatMap(({ properties }) => properties?.[key] ?? []);
      return own.length ? visit(own, value, place) : [place];
    });
  };
  return [...new Set(visit([schema], body, ''))];
};
