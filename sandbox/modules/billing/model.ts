import type { Stamp } from '../../world/model.ts';
import type { Asset } from '../requests/model.ts';

/** Subscriptions with their billing, and what is to be billed. */

export const UOMS = ['monthly', 'yearly', 'years_2', 'years_3', 'years_4', 'years_5', 'years_6'] as const;
export type Uom = (typeof UOMS)[number];

/** When a subscription is billed. */
export interface Schedule {
  readonly delta: number;
  readonly uom: Uom;
  /** The date from which periods are counted, ISO 8601. */
  anchor: string;
  /** How many periods after it the next date lies. */
  steps: number;
  /** Billing requests that Connect has made for it. */
  cycles: number;
}

/** A subscription; without a schedule until it is active, and after it has ended. */
export interface Recurring {
  readonly id: string;
  readonly asset: Asset;
  schedule?: Schedule;
  /** The last billing request of each side, and how many there are. */
  readonly last: Partial<Record<BillingRequest['type'], { id: string; count: number; period: Period }>>;
}

export interface Period {
  from: string;
  to: string;
  delta: number;
  uom: Uom;
}

export interface BilledItem {
  id: string;
  global_id: string;
  display_name: string;
  mpn: string;
  item_type: string;
  period: string;
  quantity?: number;
  type: string;
  billing: object;
}

export interface BillingRequest {
  readonly id: string;
  readonly type: 'vendor' | 'provider';
  readonly asset: Asset;
  /** The subscription's billing as it was then. */
  readonly billing: object | undefined;
  readonly items: readonly BilledItem[];
  readonly period: Period;
  attributes: { vendor?: object; provider?: object };
  readonly events: { readonly created: Stamp; updated: Stamp };
}
