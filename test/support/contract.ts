import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Call } from '../../sandbox/control.ts';
import { parseRql, type RqlNode } from '../../sandbox/rql/parse.ts';

/** Where Connect's description may be: named by CONNECT_OPENAPI, or beside the checkout. */
const CANDIDATES = [
  process.env['CONNECT_OPENAPI'],
  fileURLToPath(new URL('../../../shared/connect-api/openapi.json', import.meta.url)),
];

interface Parameter {
  name?: string;
  in?: string;
  'x-rql-lookups'?: string[];
  'x-rql-ordering'?: boolean;
  'x-rql-select'?: string;
}
interface Answer {
  content?: Record<string, { schema?: object }>;
  $ref?: string;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content?: Record<string, { schema?: object }> };
  responses?: Record<string, Answer>;
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Answer> };
}

/** Connect's description, or undefined where it isn't at hand. */
export const loadDescription = (): Description | undefined => {
  const file = CANDIDATES.find((path) => path && existsSync(path));
  return file ? (JSON.parse(readFileSync(file, 'utf8')) as Description) : undefined;
};

let known: Contract | undefined;
/** The contract to test against, read once; undefined where the description isn't at hand. */
export const contractAtHand = (): Contract | undefined => {
  if (!known) {
    const description = loadDescription();
    if (description) known = new Contract(description);
  }
  return known;
};

/** Checks recorded calls against a description: what was asked, and what was answered. */
export class Contract {
  readonly #description: Description;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  readonly #validators = new Map<object, ValidateFunction>();

  constructor(description: Description) {
    this.#description = description;
    this.#ajv.addSchema(description, 'connect');
  }

  /** What is wrong with a call, in words; nothing when it keeps the contract. */
  problems(call: Call): string[] {
    const found = this.#find(call);
    const name = `${call.method} ${call.path}`;
    if (!found) return [`${name}: there is no such operation`];
    return [
      ...this.#queryProblems(found, call),
      ...this.#bodyProblems(found, call),
      ...this.#answerProblems(found, call),
    ].map((problem) => `${name}: ${problem}`);
  }

  #find({ method, path }: Call): Operation | undefined {
    const segments = path.split('/');
    const fits = (template: string) => {
      const parts = template.split('/');
      return (
        parts.length === segments.length &&
        parts.every((part, index) => part.startsWith('{') || part === segments[index])
      );
    };
    // A path without a placeholder comes before one with it.
    const [best] = Object.keys(this.#description.paths)
      .filter(fits)
      .sort((a, b) => a.split('{').length - b.split('{').length);
    return best ? this.#description.paths[best]?.[method.toLowerCase()] : undefined;
  }

  #validate(schema: object, data: unknown): string[] {
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

  #queryProblems({ parameters = [] }: Operation, { query }: Call): string[] {
    const known = new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]));
    const problems: string[] = [];
    const visit = (node: RqlNode): void => {
      if ('terms' in node) {
        node.terms.forEach(visit);
        return;
      }
      if ('names' in node) {
        const allowed = node.op === 'ordering' ? 'x-rql-ordering' : 'x-rql-select';
        for (const name of node.names) {
          if (!known.get(name.replace(/^[+-]/, ''))?.[allowed])
            problems.push(`${node.op} by ${name} is not allowed`);
        }
        return;
      }
      if (node.name === 'limit' || node.name === 'offset') return;
      const filter = known.get(node.name);
      const isNull = 'value' in node && node.value === 'null()';
      if (!filter) problems.push(`there is no filter ${node.name}`);
      else if (!filter['x-rql-lookups']?.includes(isNull ? 'null' : node.op)) {
        problems.push(`filter ${node.name} has no lookup ${node.op}`);
      }
    };
    const tree = parseRql(query);
    if (tree) visit(tree);
    return problems;
  }

  #bodyProblems({ requestBody }: Operation, { body }: Call): string[] {
    const schema = requestBody?.content?.['application/json']?.schema;
    if (body === null || body === undefined) return requestBody?.required ? ['the body is missing'] : [];
    if (!schema) return requestBody ? [] : ['a body is not allowed'];
    return this.#validate(schema, body).map((problem) => `body ${problem}`);
  }

  #answerProblems({ responses = {} }: Operation, { status, answer }: Call): string[] {
    if (status === 0) return [];
    const found = responses[String(status)] ?? responses[`${String(status)[0]}XX`];
    if (!found) return [`status ${status} is not described`];
    const described = found.$ref
      ? this.#description.components.responses[found.$ref.split('/').at(-1) ?? '']
      : found;
    const schema = described?.content?.['application/json']?.schema;
    return schema && answer !== null
      ? this.#validate(schema, answer).map((problem) => `answer ${problem}`)
      : [];
  }
}
