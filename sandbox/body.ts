/** Reads what callers send: it may be anything. */

export type Body = Record<string, unknown>;

export const asObject = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
export const asList = (value: unknown): Body[] => (Array.isArray(value) ? value.map(asObject) : []);
export const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
