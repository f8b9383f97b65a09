import {
  type Contract,
  collectionsOf,
  type Form,
  formOf,
  type Method,
  nameOf,
  pathsOf,
} from '../../contract/openapi.ts';

/** A call of a collection, and what it answers. */
interface Call {
  readonly collection: string;
  /** What is done: to the collection, or to one of its objects. */
  readonly to: 'all' | 'one';
  /** The last part of the path; none for the collection or the object itself. */
  readonly verb?: string;
  readonly method: Method;
  readonly form: Form;
  /** Sends a file. */
  readonly isUpload: boolean;
}

const METHODS = ['get', 'post', 'put', 'delete'] as const;

const callsOf = (contract: Contract): Call[] => {
  const collections = new Set(collectionsOf(contract));
  return pathsOf(contract).flatMap(([path, operations]) => {
    const segments = path.split('/');
    const last = segments.pop() ?? '';
    const before = segments.join('/');
    const isId = last.startsWith('{');
    const place = collections.has(path)
      ? { collection: path, to: 'all' as const }
      : isId
        ? { collection: before, to: 'one' as const }
        : collections.has(before)
          ? { collection: before, to: 'all' as const, verb: last }
          : segments.at(-1)?.startsWith('{')
            ? { collection: segments.slice(0, -1).join('/'), to: 'one' as const, verb: last }
            : undefined;
    // What is neither a collection nor in one, such as the caller's own context, has no resource.
    if (!place) return [];
    return METHODS.flatMap((method) => {
      const operation = operations[method];
      if (!operation) return [];
      const isUpload = Boolean(operation.requestBody?.content?.['multipart/form-data']);
      return [
        {
          ...place,
          collection: nameOf(place.collection),
          method,
          form: formOf(contract, operation),
          isUpload,
        },
      ];
    });
  });
};

const members = (calls: readonly Call[]): string =>
  calls.length
    ? `{ ${calls.map(({ verb, form }) => `'${verb}': '${form}'`).join('; ')} }`
    : 'Record<never, never>';

const lines = (calls: readonly Call[]): string =>
  calls
    .map(({ collection, verb }) => `  '${[collection, '{}', verb].filter(Boolean).join('/')}',`)
    .sort()
    .join('\n');

/**
 * What each call of each collection answers: `src/connect/contract/answers.ts`. Types of all of it, and at run time
 * only what differs from the rule, which is that a call answers the object.
 */
export const answersModule = (contract: Contract): string => {
  const calls = callsOf(contract);
  const blocks = collectionsOf(contract).map((path) => {
    const own = calls.filter(({ collection }) => collection === nameOf(path));
    const plain = (to: Call['to'], method: Method) => {
      const call = own.find((one) => one.to === to && one.method === method && !one.verb);
      return call ? `'${call.form}'` : 'never';
    };
    const verbs = (to: Call['to'], test: (call: Call) => boolean) =>
      own.filter((one) => one.to === to && one.verb && test(one));
    const isChange = ({ method, isUpload }: Call) => (method === 'post' || method === 'put') && !isUpload;
    return [
      `  '${nameOf(path)}': {`,
      `    create: ${plain('all', 'post')};`,
      `    get: ${plain('one', 'get')};`,
      `    update: ${plain('one', 'put')};`,
      `    delete: ${plain('one', 'delete')};`,
      `    actions: ${members(verbs('one', isChange))};`,
      `    actionsOnMany: ${members(verbs('all', isChange))};`,
      `    uploads: ${members(verbs('one', ({ isUpload }) => isUpload))};`,
      `    parts: ${members(verbs('one', ({ method }) => method === 'get'))};`,
      '  };',
    ].join('\n');
  });
  const readAgain = calls.filter(
    ({ method, to, form }) => (method === 'post' || method === 'put') && to === 'one' && form !== 'object',
  );
  const puts = calls.filter(({ method, verb }) => method === 'put' && verb);
  return `/**
 * What each call of each collection of Connect answers: \`object\` is the object itself, \`other\` an object without an
 * id of its own, \`list\`, \`text\`, \`file\`, and \`none\` no body (204, or 200 with nothing).
 * Written by \`npm run contract\`; change contract/openapi.json.
 */
export interface Answers {
${blocks.join('\n')}
}

/** Changes of one object that don't answer the object, by collection and verb: it has to be read again. */
export const READ_AGAIN: ReadonlySet<string> = new Set<string>([
${lines(readAgain)}
]);

/** The actions that are sent by PUT; all others go by POST. */
export const PUT_ACTIONS: ReadonlySet<string> = new Set<string>([
${lines(puts)}
]);
`;
};
