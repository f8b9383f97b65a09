import type { PlainInputField } from 'zapier-platform-core';
import { jsonOrNothing } from '../../connect/json.ts';
import type { ReportTemplate } from '../../connect/schemas/report.ts';
import { hubPicker, marketplacePicker, productPicker } from '../../fields/pickers.ts';
import type { Input } from '../../zapier/filter.ts';
import { badValue, isBlank, missing, readInput } from '../../zapier/input.ts';

/** What a report's template asks for, as fields of a form, and what is filled into them, as Connect takes it. */

type Raw = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Objects with an `id`, of a list or of an object that has them by their ids: the sources know both. */
const entriesOf = (value: unknown): (Raw & { readonly id: string })[] => {
  const rows: unknown[] = isRecord(value)
    ? Object.entries(value).map(([id, one]) => ({ id, ...(isRecord(one) ? one : {}) }))
    : Array.isArray(value)
      ? value
      : [];
  return rows.filter((row): row is Raw & { id: string } => isRecord(row) && Boolean(text(row['id'])));
};

/** A value of a report's parameter, as Connect keeps it. */
export interface ParameterValue {
  readonly id: string;
  readonly type: string;
  readonly value: unknown;
}

/** One parameter of a template. */
class Parameter {
  readonly id: string;
  readonly type: string;
  readonly #label: string;
  readonly #help: string;
  readonly #isRequired: boolean;
  readonly #choices: { value: string; label: string; sample: string }[];

  constructor(row: Raw & { readonly id: string }) {
    this.id = row.id;
    this.type = text(row['type']) || 'single_line';
    this.#label = (text(row['name']) || row.id).slice(0, 58);
    this.#help = text(row['description']);
    this.#isRequired = row['required'] === true;
    this.#choices = (Array.isArray(row['choices']) ? row['choices'] : []).filter(isRecord).flatMap((one) => {
      const value = text(one['value']);
      return value ? [{ value, label: text(one['label']) || value, sample: value }] : [];
    });
  }

  /** Its fields: two for a range of times, one for all else. */
  get fields(): PlainInputField[] {
    const key = `parameter_${this.id}`;
    const [label, required] = [this.#label, this.#isRequired];
    const help = (more = '') => {
      const helpText = [this.#help, more].filter(Boolean).join('. ').slice(0, 1000);
      return helpText ? { helpText } : {};
    };
    const several = { list: true, ...help('Empty: all.') };
    const choices = this.#choices.length ? { choices: this.#choices } : {};
    switch (this.type) {
      case 'date_range':
        return [
          {
            key: `${key}__after`,
            label: `${label} From`,
            type: 'datetime',
            required,
            ...help('For example `2026-01-01`.'),
          },
          {
            key: `${key}__before`,
            label: `${label} To`,
            type: 'datetime',
            required,
            helpText: 'For example `2026-01-31`: a day without a time is meant to its end.',
          },
        ];
      case 'date':
        return [{ key, label, type: 'datetime', required, ...help('For example `2026-01-31`.') }];
      case 'product':
        return [productPicker(key, { label, ...several })];
      case 'marketplace':
        return [marketplacePicker(key, { label, ...several })];
      case 'hub':
        return [hubPicker(key, { label, ...several })];
      case 'checkbox':
        return [{ key, label, ...several, ...choices }];
      case 'choice':
        return [{ key, label, required, ...help(), ...choices }];
      case 'object':
        return [
          {
            key,
            label,
            type: 'text',
            required,
            ...help('A JSON object, for example `{"currency": "EUR"}`.'),
          },
        ];
      default:
        return [{ key, label, required, ...help() }];
    }
  }

  /** What is filled in, as Connect takes it; undefined for nothing. @throws ConnectError naming the field. */
  #valueIn(given: Input): unknown {
    const key = `parameter_${this.id}`;
    const wholeDay = (name: string) => {
      const value = given[name];
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value.trim())
        ? { ...given, [name]: `${value.trim()}T23:59:59Z` }
        : given;
    };
    const read = readInput(this.fields, wholeDay(`${key}__before`));
    const value = read[key];
    switch (this.type) {
      case 'date_range': {
        const [after, before] = [text(read[`${key}__after`]), text(read[`${key}__before`])];
        if (!after && !before) return undefined;
        if (!after) throw missing(`${this.#label} From`);
        if (!before) throw missing(`${this.#label} To`);
        if (after > before)
          throw badValue(`${this.#label} To`, given[`${key}__before`], `a time that is not before ${after}`);
        return { after, before };
      }
      case 'date':
        return value === undefined ? undefined : text(value).slice(0, 10);
      case 'product':
      case 'marketplace':
      case 'hub':
      case 'checkbox':
        return value === undefined ? { all: true, choices: [] } : { all: false, choices: value };
      case 'object': {
        if (value === undefined) return undefined;
        const object = jsonOrNothing(text(value));
        if (!isRecord(object))
          throw badValue(this.#label, value, 'a JSON object, for example {"currency": "EUR"}');
        return object;
      }
      default:
        return value;
    }
  }

  read(given: Input): ParameterValue[] {
    const value = this.#valueIn(given);
    return isBlank(value) ? [] : [{ id: this.id, type: this.type, value }];
  }
}

const parametersOf = ({ parameters }: ReportTemplate) =>
  entriesOf(parameters).map((row) => new Parameter(row));

/** The form in which a report comes where none is chosen, as far as its template says. */
export const usualRenderer = ({ renderers, default_renderer: usual }: ReportTemplate): string | undefined =>
  usual || entriesOf(renderers).find((one) => one['default'] === true)?.id;

/** The forms in which a report comes; none where its template doesn't say. */
const rendererField = (template: ReportTemplate): PlainInputField[] => {
  const choices = entriesOf(template.renderers).map(({ id, description, type }) => ({
    value: id,
    label: text(description) || text(type) || id,
    sample: id,
  }));
  const first = usualRenderer(template);
  const helpText = first ? `The form of the file. Empty: \`${first}\`.` : 'The form of the file.';
  return choices.length ? [{ key: 'renderer', label: 'File Format', choices, helpText }] : [];
};

/** The fields of a template: its parameters, and the form of the file. */
export const templateFields = (template: ReportTemplate): PlainInputField[] => [
  ...parametersOf(template).flatMap(({ fields }) => fields),
  ...rendererField(template),
];

/**
 * What is filled into the fields of a template.
 * @throws ConnectError for what is missing or can't be used, naming the field.
 */
export const readTemplateFields = (
  template: ReportTemplate,
  given: Input,
): { parameters: ParameterValue[]; renderer: string | undefined } => ({
  parameters: parametersOf(template).flatMap((parameter) => parameter.read(given)),
  renderer: text(readInput(rendererField(template), { ...given })['renderer']) || undefined,
});

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A value in one form, in whatever order its parts stand and however its times are written. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, plain(inner)]),
    );
  return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value))
    ? new Date(value).toISOString()
    : value;
};

const shape = (parameters: unknown): string => {
  const rows = isRecord(parameters)
    ? Object.entries(parameters)
    : entriesOf(parameters).map(({ id, value }) => [id, value]);
  return JSON.stringify(plain(Object.fromEntries(rows)));
};

/** Whether a report's parameters are the given ones. */
export const hasParameters = (parameters: unknown, given: readonly ParameterValue[]): boolean =>
  shape(parameters) === shape([...given]);
