import type { PlainInputField } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { jsonOrNothing } from '../connect/json.ts';
import { expectedId } from './idForms.ts';
import { labelOf } from './outputFields.ts';

type Raw = Record<string, unknown>;

/** Whether somebody gave nothing: no value, only blanks, or a list of such. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isBlank));

/** Lines of which none holds anything, and dictionaries without a name. */
const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;

const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a message shows it: short, and never the content of a password field. */
const shown = (value: unknown): string => {
  const plain = value instanceof Date ? value.toISOString() : value;
  const text = (typeof plain === 'string' ? plain : (JSON.stringify(plain) ?? String(plain))).toWellFormed();
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

/**
 * The error for a value that can't be used: names the field by its label, the value, and what is expected.
 * @param expected goes on after "Give ": `a whole number, for example 5`.
 */
export const badValue = (label: string, value: unknown, expected: string): ConnectError =>
  new ConnectError('fix', `${label}: "${shown(value)}" can't be used. Give ${expected}.`);

/** The error for a field that has to be filled in. */
export const missing = (label: string, expected?: string): ConnectError =>
  new ConnectError('fix', `${label} is missing.${expected ? ` Give ${expected}.` : ' Fill it in.'}`);

const YES = new Set(['true', 'yes', 'y', '1', 'on', 't']);
const NO = new Set(['false', 'no', 'n', '0', 'off', 'f']);

/** JavaScript would read `0x10`, too, which nobody means. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const toNumber = (label: string, value: unknown, whole: boolean): number => {
  const text = String(value).trim();
  const number = Number(text);
  const good = NUMBER.test(text) && Number.isFinite(number) && (!whole || Number.isSafeInteger(number));
  if (!good)
    throw badValue(label, value, whole ? 'a whole number, for example 5' : 'a number, for example 2.5');
  return number;
};

const toBoolean = (label: string, value: unknown): boolean => {
  const text = String(value).trim().toLowerCase();
  if (YES.has(text)) return true;
  if (NO.has(text)) return false;
  throw badValue(label, value, 'yes or no');
};

/** ISO 8601 with offset. A time without an offset is UTC, which is what Zapier itself sends. */
const toTime = (label: string, value: unknown): string => {
  const text = String(value).trim();
  const [isTime, day = '', clock = '', offset] =
    /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(z|[+-]\d{2}:?\d{2})?)?$/i.exec(text) ??
    [];
  // Date.parse takes the 30th of February for the 2nd of March.
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = isTime && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  const time = exists ? Date.parse(clock ? `${day}T${clock}${offset ?? 'Z'}` : day) : Number.NaN;
  if (Number.isNaN(time)) throw badValue(label, value, 'a date or time, for example 2026-01-31T10:00:00Z');
  return new Date(time).toISOString();
};

interface Choice {
  value: string;
  label: string;
}
const choicesOf = (choices: NonNullable<PlainInputField['choices']>): Choice[] | undefined => {
  if (Array.isArray(choices)) {
    return choices.map((choice) =>
      typeof choice === 'string'
        ? { value: choice, label: choice }
        : { value: choice.value, label: choice.label },
    );
  }
  // The other form, `{ perform }`, is asked from Connect and so is checked there.
  if ('perform' in choices) return undefined;
  return Object.entries(choices).map(([value, label]) => ({ value, label: String(label) }));
};

/** A choice as a message names it: numbers that stand for words say nothing to people. */
const nameOf = ({ value, label }: Choice): string =>
  /^\d+$/.test(value) && !label.startsWith(value) ? label : value;

const toChoice = (label: string, value: unknown, choices: Choice[]): string => {
  const text = String(value).trim().toLowerCase();
  const found = choices.find((choice) =>
    [choice.value, choice.label].some((name) => name.toLowerCase() === text),
  );
  if (!found) throw badValue(label, value, `one of: ${choices.map(nameOf).join(', ')}`);
  return found.value;
};

/** A dictionary; a later step may hand it over as JSON. */
const toDictionary = (label: string, value: unknown): Raw => {
  const given = typeof value === 'string' ? jsonOrNothing(value) : value;
  if (!isRecord(given)) throw badValue(label, value, 'names with a value each');
  return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key.trim(), inner]));
};

const toScalar = (field: PlainInputField, label: string, value: unknown): unknown => {
  const choices = field.choices && choicesOf(field.choices);
  if (choices) return toChoice(label, value, choices);
  switch (field.type) {
    case 'integer':
      return toNumber(label, value, true);
    case 'number':
      return toNumber(label, value, false);
    case 'boolean':
      return toBoolean(label, value);
    case 'datetime':
      return toTime(label, value);
    case 'text':
    case 'password':
    case 'code':
    case 'file':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    default:
      return toText(field, label, value);
  }
};

/** Fields whose operation looks itself whether it is a whole ID. */
const unchecked = new WeakSet<PlainInputField>();

/**
 * Marks fields in which something else than an ID may stand, or that belong to lines of which one that is wrong mustn't
 * hide the others: their operation says what is wrong with them.
 */
export const checkedLater = <Fields extends readonly PlainInputField[]>(fields: Fields): Fields => {
  for (const field of fields) unchecked.add(field);
  return fields;
};

/** @throws ConnectError for an ID that isn't of the form of its kind of object, as far as there is a known one. */
export const checkId = ({ dynamic }: Pick<PlainInputField, 'dynamic'>, label: string, id: string): void => {
  const expected = dynamic && expectedId(dynamic, id);
  if (!expected) return;
  const broken = "it anew: it holds half of a letter, which can't be sent";
  throw badValue(label, id, id.isWellFormed() ? expected : broken);
};

const toText = (field: PlainInputField, label: string, value: unknown): unknown => {
  if (typeof value === 'object') return value;
  const text = String(value).trim();
  if (!unchecked.has(field)) checkId(field, label, text);
  return text;
};

const lineNumbers = new WeakMap<object, number>();

/** The number of a line item as people count, from 1; blank ones count, too. */
export const lineNumberOf = (line: object): number | undefined => lineNumbers.get(line);

const toLines = (field: PlainInputField, label: string, value: unknown): unknown => {
  // A dictionary is what some older Zaps hold where line items are asked for now.
  if (isRecord(value)) return value;
  if (!Array.isArray(value)) throw badValue(label, value, 'line items');
  return value.flatMap((line, index) => {
    if (!isRecord(line) || Object.values(line).every(isBlank)) return [];
    const read = readInput(field.children ?? [], line, `${label}, line ${index + 1}: `);
    lineNumbers.set(read, index + 1);
    return [read];
  });
};

const toValue = (field: PlainInputField, label: string, value: unknown): unknown => {
  if (field.children) return toLines(field, label, value);
  // The same field may be mapped as line items; what becomes of it is the operation's decision.
  if (field.dict) return Array.isArray(value) ? value : toDictionary(label, value);
  if (field.list) {
    const values = Array.isArray(value) ? value : [value];
    return values.filter((one) => !isBlank(one)).map((one) => toScalar(field, label, one));
  }
  return toScalar(field, label, value);
};

/**
 * What a person gave, in the types that the fields declare: Zapier checks nothing, and mapped numbers and booleans
 * arrive as texts. Blank values are left out; keys without a field (those of dynamic fields) pass as they are.
 * @throws ConnectError for a required field that is blank and for a value of the wrong type, naming the label.
 */
export const readInput = (fields: readonly PlainInputField[], data: Raw, prefix = ''): Raw => {
  const read: Raw = { ...data };
  for (const field of fields) {
    const label = `${prefix}${field.label ?? labelOf(field.key)}`;
    const value = data[field.key];
    if (isBlank(value)) {
      if (field.required) throw missing(label);
      delete read[field.key];
    } else {
      const filled = toValue(field, label, value);
      if (field.required && isEmpty(filled)) throw missing(label);
      read[field.key] = filled;
    }
  }
  return read;
};
