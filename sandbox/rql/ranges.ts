import type { CollectionSpec, FilterSpec } from './collections.ts';
import type { RqlNode } from './parse.ts';
import { microseconds, unquoted } from './values.ts';

type RangeNode = RqlNode & { readonly op: 'gt' | 'ge' | 'lt' | 'le'; readonly value: string };

const RANGES: readonly string[] = ['gt', 'ge', 'lt', 'le'];

/** A valid comparison of a time with one of the query. */
const isRange = (spec: CollectionSpec, node: RqlNode): node is RangeNode => {
  if (!('value' in node) || typeof node.value !== 'string' || !RANGES.includes(node.op)) return false;
  const filter = spec.filters[node.name];
  return (
    filter?.type === 'datetime' &&
    filter.lookups.includes(node.op) &&
    microseconds(unquoted(node.value)) !== undefined
  );
};

/** Whether an expression only compares times: a client that polls asks with another time each time. */
export const isMoving = (spec: CollectionSpec, node: RqlNode): boolean =>
  node.op === 'or' || node.op === 'and'
    ? node.terms.every((term) => isMoving(spec, term))
    : isRange(spec, node);

/** Where a time lies: -1 before the range (or there is none), 1 behind it, 0 inside. */
export type Side = (time: number | undefined) => -1 | 0 | 1;

export interface TimeRange {
  readonly filter: FilterSpec;
  readonly name: string;
  readonly side: Side;
}

const sideOf = (op: RangeNode['op'], wanted: number): Side => {
  switch (op) {
    case 'gt':
      return (time) => (time !== undefined && time > wanted ? 0 : -1);
    case 'ge':
      return (time) => (time !== undefined && time >= wanted ? 0 : -1);
    case 'lt':
      return (time) => (time === undefined ? -1 : time < wanted ? 0 : 1);
    case 'le':
      return (time) => (time === undefined ? -1 : time <= wanted ? 0 : 1);
  }
};

/** The part of a time's order that a comparison leaves. @returns undefined for anything but one comparison. */
export const timeRange = (spec: CollectionSpec, node: RqlNode): TimeRange | undefined => {
  if (!isRange(spec, node)) return undefined;
  const filter = spec.filters[node.name];
  const wanted = microseconds(unquoted(node.value));
  return filter && wanted !== undefined
    ? { filter, name: node.name, side: sideOf(node.op, wanted) }
    : undefined;
};
