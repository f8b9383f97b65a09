import { assetSample } from '../../src/samples/asset.ts';
import { requestSample } from '../../src/samples/request.ts';
import type { Reply } from '../support/nocked.ts';
import type { Case } from './case.ts';

/** What cases are put together from: answers of Connect, queries, and what the samples are called. */

/** A lock can't know that an ID and an external ID name the same subscription. */
export const SUBSCRIPTION_LOCK = 'subscriptions';

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const rows = (...list: unknown[]): Reply => ({
  status: 200,
  body: list,
  headers: { 'content-range': `items 0-${Math.max(0, list.length - 1)}/${list.length}` },
});
export const q = (text: string) => `%22${encodeURIComponent(text).replaceAll("'", '%27')}%22`;

export const PR = requestSample.id;
export const AS = assetSample.id;
export const PRD = 'PRD-838-787-106';
export const HUB = 'HB-1346-8670';
export const ITEM = `${PRD}-0001`;

export const request = (more: object = {}) => ({ ...requestSample, ...more });
export const PAGE = 'limit=100&offset=0';
/** As much as the editor shows. */
export const FEW = 'limit=3&offset=0';

export const list = (key: string, path: string, row: object, names: RegExp): Case => ({
  kind: 'triggers',
  key,
  input: {},
  sends: [['connect', 'GET', path]],
  replies: [rows(row)],
  names,
});

/** The parameters that a person gives as a dictionary, and those of line items. */
export const pairs = (path: string, value = 'value') => ({
  to: [`${path}.0.id: "color"`, `${path}.0.${value}: "blue"`],
  give: { color: 'blue' },
});
