import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Call } from '../sandbox/control.ts';
import { parseRql, type RqlNode } from '../sandbox/rql/parse.ts';
import {
  type Answer,
  type Contract as Description,
  type Method,
  type Operation,
  type Parameter,
  readContract,
  type Schema,
} from './openapi.ts';
import { unknownKeys } from './unknownKeys.ts';

/** A call and its answer, as far as the contract speaks of them. */
export type Checked = Pick<Call, 'host' | 'method' | 'path' | 'query' | 'body' | 'status' | 'answer'> &
  Partial<Pick<Call, 'fault' | 'isShortened'>>;

/** What the App may do though no source describes it, each with its reason. */
interface Extensions {
  /** Body keys, as {@link unknownKeys} writes them, by method and path of the contract. */
  readonly keys: readonly { readonly operation: string; readonly key: string; readonly reason: string }[];
  /** Calls of no operation; the path as a pattern. */
  readonly calls: readonly {
    readonly host: string;
    readonly method: string;
    readonly path: string;
    readonly reason: string;
  }[];
  /** Statuses that any call may be answered with. */
  readonly statuses: readonly { readonly status: number; readonly reason: string }[];
}
const extensions = JSON.parse(
  readFileSync(new URL('./extensions.json', import.meta.url), 'utf8'),
) as Extensions;

const isRqlFilter = (parameter: Parameter): boolean => Boolean(parameter['x-rql-lookups']);

/** Checks calls against a description: what was asked, and what was answered. */
export class Contract {
  readonly #description: Description;
  readonly #ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: true,
    // A schema serves a few calls of a run: making its check costs more than running it.
    code: { optimize: false },
    inlineRefs: false,
    // A test of its own checks the description as a whole.
    validateSchema: false,
  });
  readonly #validators = new Map<object, ValidateFunction>();

  constructor(description: Description) {
    this.#description = description;
    this.#ajv.addSchema(description, 'connect');
  }

  /** What is wrong with a call, in words; nothing when it keeps the contract. */
  problems(call: Checked): string[] {
    const found = this.#find(call);
    const name = `${call.method} ${call.path}`;
    if (!found) {
      const isAllowed = extensions.calls.some(
        ({ host, method, path }) =>
          host === call.host && method === call.method && new RegExp(path).test(call.path),
      );
      return isAllowed ? [] : [`${name}: there is no such operation`];
    }
    const [template, operation] = found;
    const allowed = extensions.keys
      .filter((one) => one.operation === `${call.method} ${template}`)
      .map(({ key }) => key);
    const isWhole = !call.isShortened;
    return [
      ...this.#queryProblems(operation, call),
      ...(isWhole ? this.#bodyProblems(operation, call, allowed) : []),
      ...(isWhole ? this.#answerProblems(operation, call) : []),
    ].map((problem) => `${name}: ${problem}`);
  }

  /** The paths of the calls' own host alone: the vendor's system and Connect have nothing in common. */
  #find({ host, method, path }: Checked): [string, Operation] | undefined {
    const segments = path.split('/');
    const fits = ([template, { servers }]: [string, Description['paths'][string]]) => {
      const parts = template.split('/');
      return (
        Boolean(servers) === (host === 'tenant') &&
        parts.length === segments.length &&
        parts.every((part, index) => part.startsWith('{') || part === segments[index])
      );
    };
    // A path without a placeholder comes before one with it.
    const [best] = Object.entries(this.#description.paths)
      .filter(fits)
      .sort(([a], [b]) => a.split('{').length - b.split('{').length);
    const operation = best?.[1][method.toLowerCase() as Method];
    return best && operation ? [best[0], operation] : undefined;
  }

  #isValid = (schema: Schema, data: unknown): boolean => this.#validate(schema, data).length === 0;

  #validate(schema: Schema, data: unknown): string[] {
    let validator = this.#validators.get(schema);
    if (!validator) {
      // References in the description are relative to its root.
      const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"connect#/')) as object;
      validator = this.#ajv.compile(absolute);
      this.#validators.set(schema, validator);
    }
    validator(data);
    return (validator.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  }

  #queryProblems({ parameters = [] }: Operation, { query }: Checked): string[] {
    const all = parameters.map((one) =>
      one.$ref ? (this.#description.components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? one) : one,
    );
    const known = new Map(all.filter((one) => one.in === 'query').map((one) => [one.name, one]));
    const problems: string[] = [];
    const visit = (node: RqlNode): void => {
      if ('terms' in node) {
        node.terms.forEach(visit);
        return;
      }
      if ('names' in node) {
        const mark = node.op === 'ordering' ? 'x-rql-ordering' : 'x-rql-select';
        for (const name of node.names) {
          if (!known.get(name.replace(/^[+-]/, ''))?.[mark])
            problems.push(`${node.op} by ${name} is not allowed`);
        }
        return;
      }
      const filter = known.get(node.name);
      if (!filter) {
        problems.push(`there is no filter ${node.name}`);
        return;
      }
      const lookup = 'value' in node && node.value === 'null()' ? 'null' : node.op;
      const lookups = isRqlFilter(filter) ? filter['x-rql-lookups'] : ['eq'];
      if (!lookups?.includes(lookup)) problems.push(`filter ${node.name} has no lookup ${node.op}`);
    };
    const tree = parseRql(query);
    if (tree) visit(tree);
    return problems;
  }

  #bodyProblems({ requestBody }: Operation, { body }: Checked, allowed: readonly string[]): string[] {
    if (body === null || body === undefined) {
      // A multipart body is a stream, of which the log keeps nothing.
      const isJson = requestBody?.content?.['application/json'];
      return requestBody?.required && isJson ? ['the body is missing'] : [];
    }
    const schema = requestBody?.content?.['application/json']?.schema;
    if (!schema) return ['a JSON body is not allowed'];
    const unknown = unknownKeys(this.#description, schema, body, this.#isValid);
    return [
      ...this.#validate(schema, body).map((problem) => `body ${problem}`),
      ...unknown.filter((key) => !allowed.includes(key)).map((key) => `there is no body key ${key}`),
    ];
  }

  #described(operation: Operation, status: number): Answer | undefined {
    const { responses } = this.#description.components;
    const found =
      operation.responses[String(status)] ??
      operation.responses[`${String(status)[0]}XX`] ??
      (extensions.statuses.some((one) => one.status === status) ? responses['error_400'] : undefined);
    return found?.$ref ? responses[found.$ref.split('/').at(-1) ?? ''] : found;
  }

  #answerProblems(operation: Operation, { host, status, answer, fault }: Checked): string[] {
    // No answer came, or a gateway gave it instead of Connect.
    if (status === 0 || fault === 'html') return [];
    const described = this.#described(operation, status);
    // Of the answers of a vendor's own system nothing is stated but which of them are successes.
    if (host === 'tenant') return [];
    if (!described) return [`status ${status} is not described`];
    const hasAnswer = answer !== null && answer !== undefined && answer !== '';
    if (!described.content) return hasAnswer ? [`status ${status} has no body`] : [];
    const schema = described.content['application/json']?.schema;
    if (!schema) return [];
    if (!hasAnswer) return [`the body of status ${status} is missing`];
    const isText =
      typeof answer === 'string' && Object.keys(described.content).some((type) => /^text/.test(type));
    return isText ? [] : this.#validate(schema, answer).map((problem) => `answer ${problem}`);
  }
}

let known: Contract | undefined;
/** The project's contract, read once. */
export const contract = (): Contract => {
  known ??= new Contract(readContract());
  return known;
};
