import { readFileSync } from 'node:fs';

/** The project's copy of Connect's contract, `contract/openapi.json`, and what can be read from it. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in?: string;
  readonly schema?: Schema;
  readonly 'x-rql-lookups'?: readonly string[];
  readonly 'x-rql-ordering'?: boolean;
  readonly 'x-rql-select'?: 'shown' | 'hidden';
}
export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
export interface Answer {
  readonly $ref?: string;
  readonly content?: Content;
}
/** Between which states an action leads, and whose it is. */
export interface StateChange {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly by: readonly string[];
  /** States that are left to some of them. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
}
export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly 'x-transition'?: StateChange;
}
export type Method = 'get' | 'post' | 'put' | 'delete';
export type Path = Partial<Record<Method, Operation>> & {
  /** Hosts of its own: such a path isn't Connect's. */
  readonly servers?: readonly { readonly url: string }[];
};
export interface Contract {
  readonly paths: Readonly<Record<string, Path>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

export const readContract = (): Contract =>
  JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8')) as Contract;

/**
 * What a call answers: the object itself, another object (one without an id), a list, a text, a file, or no body at
 * all. A schema that states nothing is taken for the object.
 */
export type Form = 'object' | 'other' | 'list' | 'text' | 'file' | 'none';

const named = <T>(group: Readonly<Record<string, T>>, ref: string): T => {
  const found = group[ref.split('/').at(-1) ?? ''];
  if (!found) throw new Error(`The contract has no ${ref}.`);
  return found;
};

const resolved = (contract: Contract, schema: Schema): Schema =>
  schema.$ref ? resolved(contract, named(contract.components.schemas, schema.$ref)) : schema;

const alternatives = ({ allOf = [], anyOf = [], oneOf = [] }: Schema) => [...allOf, ...anyOf, ...oneOf];

const isList = (contract: Contract, given: Schema): boolean => {
  const schema = resolved(contract, given);
  return schema.type === 'array' || alternatives(schema).some((one) => isList(contract, one));
};

const propertiesOf = (contract: Contract, given: Schema): string[] => {
  const schema = resolved(contract, given);
  return [
    ...Object.keys(schema.properties ?? {}),
    ...alternatives(schema).flatMap((one) => propertiesOf(contract, one)),
  ];
};

const formOfContent = (contract: Contract, content: Content): Form => {
  const json = content['application/json'];
  if (!json) return Object.keys(content).some((type) => type.startsWith('text/')) ? 'text' : 'file';
  const schema = resolved(contract, json.schema ?? {});
  if (schema.type === 'string') return 'text';
  if (isList(contract, schema)) return 'list';
  const properties = propertiesOf(contract, schema);
  return properties.length === 0 || properties.includes('id') ? 'object' : 'other';
};

/** @returns what an operation answers when it succeeds; the last of several answers is what is seen in practice. */
export const formOf = (contract: Contract, { responses }: Operation): Form => {
  const [, answer] = Object.entries(responses).findLast(([status]) => status.startsWith('2')) ?? [];
  const given = answer?.$ref ? named(contract.components.responses, answer.$ref) : answer;
  return given?.content ? formOfContent(contract, given.content) : 'none';
};

/** A collection's name as the client writes it: `products/{}/items`. */
export const nameOf = (path: string): string => path.slice(1).replaceAll(/\{[^}]+\}/g, '{}');

/** The paths of Connect itself. */
export const pathsOf = (contract: Contract): [string, Path][] =>
  Object.entries(contract.paths).filter(([, { servers }]) => !servers);

/** @returns the lists of Connect, with the operation that lists. */
export const listsOf = (contract: Contract): [string, Operation][] =>
  pathsOf(contract).flatMap(([path, { get }]) =>
    get && formOf(contract, get) === 'list' ? [[path, get] as [string, Operation]] : [],
  );

/** @returns all collections, by path: what is listed, and what stands before the id of an object. */
export const collectionsOf = (contract: Contract): string[] => {
  const before = pathsOf(contract).flatMap(([path]) =>
    [...path.matchAll(/\/\{/g)].map(({ index }) => path.slice(0, index)),
  );
  return [...new Set([...listsOf(contract).map(([path]) => path), ...before])].filter(
    (path) => nameOf(path) !== '',
  );
};

/** What a list can be filtered, ordered or selected by. */
export const rqlParametersOf = ({ parameters = [] }: Operation): Parameter[] =>
  parameters.filter((one) => one.in === 'query' && one['x-rql-lookups']);
