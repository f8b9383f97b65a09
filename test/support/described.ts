import App from '../../index.ts';
import type { Definition, Input, Inputs, Step } from '../../scripts/breaking.ts';
import { authentication } from '../../src/authentication.ts';
import { type Field, inputFieldsOf, type Operation, operations, staticFields } from './definition.ts';

const typeOf = ({ type = 'string', list, dict, children }: Field): string => {
  if (children) return 'line items';
  if (dict) return 'dict';
  return list ? `${type} list` : type;
};

const described = (field: Field, isStatic = true): Input => ({
  type: typeOf(field),
  ...(field.required ? { required: true } : {}),
  ...(field.default ? { default: true } : {}),
  ...(isStatic ? {} : { conditional: true }),
  ...(field.schema ? { schema: field.schema } : {}),
});

const inputsOf = async (operation: Operation): Promise<Inputs> => {
  const always = new Set(staticFields(operation).map(({ key }) => key));
  const fields = await inputFieldsOf(operation);
  return Object.fromEntries(
    fields.flatMap((field): [string, Input][] => [
      [field.key, described(field, always.has(field.key))],
      ...(field.children ?? []).map((child): [string, Input] => [
        `${field.key}[]${child.key}`,
        described(child, always.has(field.key)),
      ]),
    ]),
  );
};

const stepsOf = async (kind: Operation['kind']): Promise<Record<string, Step>> => {
  const steps = operations
    .filter((operation) => operation.kind === kind)
    .map(async (operation): Promise<[string, Step]> => {
      const type = operation.operation.type === 'hook' ? 'hook' : 'polling';
      const inputs = await inputsOf(operation);
      return [operation.key, kind === 'triggers' ? { type, inputs } : { inputs }];
    });
  return Object.fromEntries((await Promise.all(steps)).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** The App as it is, as far as connections and Zaps depend on it. */
export const describeApp = async (): Promise<Definition> => ({
  version: App.version,
  authentication: {
    type: authentication.type,
    fields: Object.fromEntries(
      authentication.fields.map((field: Field): [string, Input] => [field.key, described(field)]),
    ),
  },
  triggers: await stepsOf('triggers'),
  creates: await stepsOf('creates'),
  searches: await stepsOf('searches'),
  searchOrCreates: Object.keys(App.searchOrCreates ?? {}).sort(),
});
