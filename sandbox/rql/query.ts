import type { CollectionSpec } from './collections.ts';
import { badQuery, parseRql, RqlError, type RqlNode } from './parse.ts';
import { isMoving } from './ranges.ts';
import { readSelect, type Selection } from './select.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const MAX_ORDERINGS = 5;
const BAD_PAGING = 'Limit and offset are set incorrectly.';

export interface Order {
  readonly name: string;
  readonly isDescending: boolean;
}

export interface QueryOptions {
  /** An unknown filter is an error; otherwise it is ignored, as Connect does. */
  readonly strict?: boolean;
  /** Rows of a page when the query doesn't say; 100. */
  readonly defaultLimit?: number;
  /** The most rows of a page; 1000. */
  readonly maxLimit?: number;
}

/** A list call, taken apart. */
export interface ListQuery {
  readonly limit: number;
  readonly offset: number;
  readonly ordering: readonly Order[];
  readonly selection: Selection;
  /** Filters that are the same in each poll: what the rows of a kept view have in common. */
  readonly kept: readonly RqlNode[];
  /** Comparisons with times, which are different in each poll. */
  readonly moving: readonly RqlNode[];
}

/** A node with all inside of it; values aside. */
const within = (node: RqlNode): RqlNode[] =>
  'terms' in node && node.op !== 'tuple' ? [node, ...node.terms.flatMap(within)] : [node];

/** The terms that all have to hold. */
const conjuncts = (node: RqlNode): RqlNode[] => (node.op === 'and' ? node.terms.flatMap(conjuncts) : [node]);

const readNumber = (nodes: readonly RqlNode[], name: string): number | undefined => {
  const [first, ...more] = nodes.filter((node) => 'value' in node && node.name === name);
  if (!first || !('value' in first)) return undefined;
  // The server's `like` isn't a comparison, so it doesn't set anything.
  if (more.length || first.op !== 'eq' || typeof first.value !== 'string') throw new RqlError(BAD_PAGING);
  return /^\s*\+?\d+\s*$/.test(first.value) ? Number(first.value) : undefined;
};

const readOrdering = (spec: CollectionSpec, nodes: readonly RqlNode[]): Order[] => {
  const found = nodes.flatMap((node) => (node.op === 'ordering' ? [node.names] : []));
  if (found.length > 1)
    throw new RqlError('Bad ordering filter: query can contain only one ordering operation.');
  const [names = []] = found;
  if (names.length > MAX_ORDERINGS)
    throw new RqlError(`Bad ordering filter: max allowed number is ${MAX_ORDERINGS}.`);
  return names.map((signed) => {
    const name = signed.replace(/^[+-]/, '');
    if (!spec.filters[name]?.ordering) throw new RqlError(`Bad ordering filter: ${name}.`);
    return { name, isDescending: signed.startsWith('-') };
  });
};

const selectNames = (nodes: readonly RqlNode[]): readonly string[] => {
  const [names = [], ...more] = nodes.flatMap((node) =>
    node.op === 'select' && node.names.length ? [node.names] : [],
  );
  if (more.length) throw badQuery();
  return names;
};

/**
 * Takes a list call's query string apart. Limit and offset may stand anywhere; what is no number is the default.
 * @throws RqlError when Connect would answer 400; filters are checked when they are used.
 */
export const readQuery = (spec: CollectionSpec, raw: string, options: QueryOptions): ListQuery => {
  const tree = parseRql(raw);
  const nodes = tree ? within(tree) : [];
  const comparisons = nodes.filter((node) => node.op !== 'like' && node.op !== 'ilike');
  const limit = Math.min(
    readNumber(comparisons, 'limit') ?? options.defaultLimit ?? DEFAULT_LIMIT,
    options.maxLimit ?? MAX_LIMIT,
  );
  const offset = readNumber(comparisons, 'offset') ?? 0;
  const filters = (tree ? conjuncts(tree) : []).filter(
    (node) =>
      node.op !== 'ordering' &&
      node.op !== 'select' &&
      !('value' in node && (node.name === 'limit' || node.name === 'offset')),
  );
  return {
    limit,
    offset: limit === 0 ? 0 : offset,
    ordering: readOrdering(spec, nodes),
    selection: readSelect(spec, selectNames(nodes)),
    kept: filters.filter((node) => !isMoving(spec, node)),
    moving: filters.filter((node) => isMoving(spec, node)),
  };
};
