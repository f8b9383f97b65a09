import { defineInputFields } from 'zapier-platform-core';
import { whenEmptyField } from './emptySearch.ts';
import { badValue } from './input.ts';

/** Zapier uses the first result; more are for steps that loop. */
const DEFAULT_RESULTS = 10;
export const MOST_RESULTS = 1000;

/** How many results a search returns, and what it does without filters. @param order in which the results come, as a sentence. */
export const limitFieldOf = (order: string) =>
  defineInputFields([
    {
      key: 'limit',
      label: 'Maximum Results',
      type: 'integer',
      helpText: `From 1 to ${MOST_RESULTS}; ${DEFAULT_RESULTS} when empty. ${order} Most Zaps use only the first result.`,
    },
    whenEmptyField,
  ]);

export const limitField = limitFieldOf('Newest first.');

/** How many rows a search returns. @throws ConnectError outside of what Zapier can take. */
export const readLimit = ({ limit = DEFAULT_RESULTS }: { limit?: number | undefined }): number => {
  if (limit < 1 || limit > MOST_RESULTS)
    throw badValue('Maximum Results', limit, `a number from 1 to ${MOST_RESULTS}`);
  return limit;
};

/** A range of times: two optional fields. */
export const rangeFields = <const Key extends string>(key: Key, label: string) =>
  defineInputFields([
    {
      key: `${key}_after`,
      label: `${label} After`,
      type: 'datetime',
      helpText: 'For example `2026-01-31T00:00:00Z`.',
    },
    {
      key: `${key}_before`,
      label: `${label} Before`,
      type: 'datetime',
      helpText: 'For example `2026-02-28T00:00:00Z`.',
    },
  ]);
