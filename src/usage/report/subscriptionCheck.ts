import type { Asset } from '../../connect/schemas/asset.ts';
import type { BillFormat } from './bills/format.ts';
import type { Subscriptions } from './catalog.ts';
import type { RawRow } from './columns.ts';
import type { LeftOut } from './leftOut.ts';
import { quoted, type RowProblems } from './problems.ts';
import { textOf } from './values.ts';

/** Whose usage a row is. */

/** Names of subscriptions by which rows say whose usage it is; what Connect itself is to find is left out. */
export const subscriptionOf = ({
  values,
}: RawRow): { id?: string; externalId?: string; externalUid?: string } => {
  const criteria = textOf(values.asset_search_criteria);
  if (criteria.startsWith('parameter.')) return {};
  const id = textOf(values.asset_id);
  const externalId = textOf(values.asset_external_id);
  const externalUid = textOf(values.asset_external_uid);
  if (id) return { id };
  return { ...(externalId ? { externalId } : {}), ...(externalUid ? { externalUid } : {}) };
};

/** What Connect's spreadsheet finds a subscription by. */
type Search = readonly [criteria: string, value: string];

const noSubscription = (parameter: string, value: string): string =>
  `The product has no subscription whose parameter ${parameter} is ${quoted(value)}.`;

export interface SubscriptionRules {
  readonly subscriptions: Subscriptions;
  readonly contractId: string;
  /** The vendor's bill that the rows are of, where they are. */
  readonly bill?: BillFormat | undefined;
}

/** Finds the subscriptions of rows, and says what is wrong with those that rows name. */
export class SubscriptionCheck {
  readonly #rules: SubscriptionRules;
  readonly #problems: RowProblems;
  readonly #leftOut: LeftOut;

  /** @param leftOut gets the rows of a bill that are of no subscription. */
  constructor(rules: SubscriptionRules, problems: RowProblems, leftOut: LeftOut) {
    this.#rules = rules;
    this.#problems = problems;
    this.#leftOut = leftOut;
  }

  /** Whether a row of a bill is of no subscription, where such rows are left out. */
  leavesOut({ number, values }: RawRow): boolean {
    const { subscriptions, bill } = this.#rules;
    if (!bill?.foundBy) return false;
    const value = textOf(values.asset_id);
    if (subscriptions.byParameter(bill.foundBy, value).length) return false;
    this.#leftOut.add(number, noSubscription(bill.foundBy, value));
    return true;
  }

  /** @returns undefined when none is found, or more than one of a bill. */
  check(raw: RawRow): Search | undefined {
    const { number, values } = raw;
    const criteria = textOf(values.asset_search_criteria);
    if (criteria.startsWith('parameter.')) {
      const value = textOf(values.asset_id);
      if (!value) this.#problems.add(number, 'asset_id', `It is missing. Give the value of ${criteria}.`);
      else if (this.#rules.bill) return this.#ofBill(raw, criteria.slice('parameter.'.length), value);
      return [criteria, value];
    }
    const { id, externalId, externalUid } = subscriptionOf(raw);
    const { subscriptions, contractId } = this.#rules;
    if (!id && !externalId && !externalUid) {
      this.#problems.add(
        number,
        'asset_id',
        'It is missing. Give the ID of the subscription, or its external ID in the column Subscription External ID.',
      );
      return undefined;
    }
    const column = id ? 'asset_id' : externalId ? 'asset_external_id' : 'asset_external_uid';
    const named = id ?? externalId ?? externalUid ?? '';
    const found = id
      ? [subscriptions.byId(id)]
      : externalId
        ? subscriptions
            .byExternalId(externalId)
            .filter((one) => !externalUid || one.external_uid === externalUid)
        : subscriptions.byExternalUid(named);
    const [asset, ...others] = found.filter((one): one is Asset => one !== undefined);
    if (!asset) {
      this.#problems.add(
        number,
        column,
        `The product has no subscription ${quoted(named)} that this connection can see.`,
      );
      return undefined;
    }
    if (others.length) {
      this.#problems.add(
        number,
        column,
        `${others.length + 1} subscriptions have the external ${externalId ? 'ID' : 'UID'} ${quoted(named)}. Give the Subscription ID.`,
      );
    }
    if (asset.contract?.id && asset.contract.id !== contractId) {
      this.#problems.add(
        number,
        column,
        `Subscription ${asset.id} belongs to the contract ${asset.contract.id}, not to ${contractId}.`,
      );
    }
    return ['asset.id', asset.id];
  }

  /** What the subscription of a row of a bill is found by, which may be none of ours. */
  #ofBill({ number }: RawRow, parameter: string, value: string): Search | undefined {
    const { subscriptions, bill } = this.#rules;
    const [asset, ...others] = subscriptions.byParameter(parameter, value);
    if (!asset) this.#problems.add(number, 'asset_id', noSubscription(parameter, value));
    else if (others.length) {
      this.#problems.add(
        number,
        'asset_id',
        `The parameter ${parameter} of ${others.length + 1} subscriptions is ${quoted(value)}: ${[
          asset,
          ...others,
        ]
          .slice(0, 3)
          .map(({ id }) => id)
          .join(', ')}.`,
      );
    }
    if (!asset || others.length) return undefined;
    return bill?.foundBy ? ['asset.id', asset.id] : [`parameter.${parameter}`, value];
  }
}
