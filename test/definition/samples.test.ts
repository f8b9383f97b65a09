import { describe, expect, it } from '@jest/globals';
import { type Field, operations, visible } from '../support/definition.ts';

const OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Every value of a sample under the key that Zapier gives it: `asset__items[]quantity`. */
const leaves = (value: unknown, path = ''): [string, unknown][] => {
  if (Array.isArray(value)) {
    return value.flatMap((one) =>
      typeof one === 'object' ? leaves(one, `${path}[]`) : [[path, one] as [string, unknown]],
    );
  }
  if (typeof value === 'object' && value !== null) {
    const join = path && !path.endsWith('[]') ? `${path}__` : path;
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${join}${key}`));
  }
  return [[path, value]];
};

const fits = ({ type }: Field, value: unknown): boolean => {
  if (value === null || value === '') return true;
  if (type === 'number' || type === 'integer') return typeof value === 'number';
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'datetime') return OFFSET.test(String(value));
  return typeof value === 'string';
};

describe.each(
  visible.map((operation) => [`${operation.kind} ${operation.key}`, operation] as const),
)('the sample of %s', (_name, operation) => {
  const { sample = {}, outputFields = [] } = operation.operation;
  const fields = new Map(outputFields.map((field) => [field.key, field]));

  it('is described by output fields, value by value', () => {
    const problems = leaves(sample).flatMap(([path, value]) => {
      const field =
        fields.get(path) ??
        [...fields.values()].find(({ key }) => path.startsWith(`${key}__`) || path.startsWith(`${key}[]`));
      // An empty part, such as nobody's `assignee`, stands for all of its fields.
      const isPart = value === '' && [...fields.keys()].some((key) => key.startsWith(`${path}__`));
      if (!field) return isPart ? [] : [`${path} has no output field`];
      return field.key === path && !fits(field, value)
        ? [`${path}: ${JSON.stringify(value)} is no ${field.type}`]
        : [];
    });
    expect(problems).toEqual([]);
  });

  it('has output fields with a label each, and each once', () => {
    expect(fields.size).toBe(outputFields.length);
    expect(outputFields.filter(({ label = '' }) => label.length < 2)).toEqual([]);
  });

  it('has what events are told apart by', () => {
    const primary = outputFields.filter((field) => field.primary).map(({ key }) => key);
    if (operation.kind === 'triggers') expect(primary).toHaveLength(1);
    for (const key of primary) expect(sample[key]).toMatch(/.+/);
  });

  it('has no secret in it', () => {
    expect(JSON.stringify(sample)).not.toMatch(/ApiKey|SU-\d|Bearer|secret/i);
  });
});

describe('triggers and searches of one object', () => {
  it('show the same keys, but for the key of an update', () => {
    const keysOf = (kind: string, key: string) =>
      Object.keys(operations.find((one) => one.kind === kind && one.key === key)?.operation.sample ?? {})
        .filter((name) => name !== 'event_id')
        .sort();
    for (const [search, ...triggers] of [
      ['search_requests', 'new_requests', 'new_updated_requests'],
      ['search_assets', 'new_assets', 'new_updated_assets'],
    ] as const) {
      for (const trigger of triggers) expect(keysOf('triggers', trigger)).toEqual(keysOf('searches', search));
    }
  });
});
