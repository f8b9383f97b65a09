import type { InputFieldGroup, InputFields, PlainInputField } from 'zapier-platform-core';
import type { Collection } from '../connect/rql.ts';
import type { Filter } from './filter.ts';

/**
 * Groups of a form's fields. The editor shows a group as a part of its own under its label; one that isn't emphasized
 * begins closed, so that a long form begins with what most people need.
 */
const GROUPS = {
  tier2: 'Tier 2',
  tier1: 'Tier 1',
  customer: 'Customer',
  advanced: 'More Filters',
  details: 'More Details',
  spreadsheet: 'How the Spreadsheet Is Read',
  bill: "Vendor's Bill",
} as const;
export type Group = keyof typeof GROUPS;

/** Fields in a group, each still what it is. */
export const grouped = <const Fields extends readonly PlainInputField[]>(group: Group, fields: Fields) => {
  const inGroup: readonly PlainInputField[] = fields.map((field) => ({ ...field, group }));
  // `map` loses which field stands where.
  return inGroup as { [At in keyof Fields]: Fields[At] & { group: Group } };
};

/** Filters that stand below those that most people use. */
export const advanced = <C extends Collection>(filters: readonly Filter<C>[]): Filter<C>[] =>
  filters.map((filter) => ({ ...filter, fields: grouped('advanced', filter.fields) }));

/** What a function says of the groups of the fields that it gives. */
export const givingGroup = <F extends object>(group: Group, fields: F): F & { group: Group } =>
  Object.assign(fields, { group });

const groupOf = (field: Readonly<InputFields>[number]): string | undefined =>
  'group' in field && typeof field.group === 'string' ? field.group : undefined;

/** The groups of a form, in the order in which its fields come. */
export const groupsOf = (fields: Readonly<InputFields>): { inputFieldGroups?: InputFieldGroup[] } => {
  const used = [...new Set(fields.map(groupOf))];
  const groups = used.flatMap((key) =>
    key && key in GROUPS ? [{ key, label: GROUPS[key as Group], emphasize: false }] : [],
  );
  return groups.length ? { inputFieldGroups: groups } : {};
};
