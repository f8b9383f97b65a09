import { asObject, asText } from '../../body.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { isParty } from '../catalog/store.ts';
import type { FulfillmentRequest } from '../requests/model.ts';
import { subscriptionsOf } from '../requests/store.ts';
import type { GivenParameter, Report } from './model.ts';

/** What stands in a report: of what its account sees, as it is when the report runs. */

export type ReportRow = readonly (string | number)[];

/** A report that can't be made. */
export class ReportError extends Error {}

const given = (parameters: readonly GivenParameter[], id: string): unknown =>
  parameters.find((one) => one.id === id)?.value;

/** Whether a list of choices has one; those that aren't given have all. */
const chooses = (parameters: readonly GivenParameter[], id: string, value: string): boolean => {
  const { all, choices } = asObject(given(parameters, id));
  return all === undefined && choices === undefined
    ? true
    : all === true || (Array.isArray(choices) && choices.includes(value));
};

/** @throws ReportError for a period that ends before it begins. */
const isWithin = (parameters: readonly GivenParameter[]) => {
  const { after, before } = asObject(given(parameters, 'date'));
  const [from, to] = [Date.parse(asText(after)), Date.parse(asText(before))];
  if (from > to) throw new ReportError('The report period ends before it begins.');
  return (at: string) => !(Date.parse(at) < from) && !(Date.parse(at) > to);
};

const requestRows = (requests: readonly FulfillmentRequest[], { parameters }: Report): ReportRow[] => {
  const inPeriod = isWithin(parameters);
  return requests
    .filter(
      ({ created, asset, type, marketplace }) =>
        inPeriod(created) &&
        chooses(parameters, 'product', asset.product.id) &&
        chooses(parameters, 'rr_type', type) &&
        chooses(parameters, 'mkp', marketplace.id),
    )
    .map(({ id, type, status, asset, created, updated }) => [
      id,
      type,
      status,
      asset.id,
      asset.external_id,
      asset.product.name,
      asset.tiers.customer.name,
      created,
      updated,
    ]);
};

/** The header of a report and its rows. @throws ReportError when it can't be made. */
export const rowsOf = (world: World, report: Report, owner: Pick<Account, 'id'>): ReportRow[] => {
  const { requests, assets } = subscriptionsOf(world);
  const seen = <T extends { connection: Parameters<typeof isParty>[0] }>(row: T) =>
    isParty(row.connection, owner);
  if (report.template.local_id === 'fulfillment_requests') {
    const own = [...requests.all()].filter(({ asset }) => seen(asset));
    return [
      [
        'Request ID',
        'Type',
        'Status',
        'Subscription ID',
        'External ID',
        'Product',
        'Customer',
        'Created',
        'Updated',
      ],
      ...requestRows(own, report),
    ];
  }
  const own = [...assets.all()].filter(seen);
  if (report.template.local_id === 'subscription_list') {
    const inPeriod = isWithin(report.parameters);
    return [
      ['Subscription ID', 'Status', 'External ID', 'Product', 'Customer', 'Created'],
      ...own
        .filter(
          ({ product, status, events }) =>
            inPeriod(events.created.at) &&
            chooses(report.parameters, 'product', product.id) &&
            chooses(report.parameters, 'status', status),
        )
        .map(({ id, status, external_id, product, tiers, events }) => [
          id,
          status,
          external_id,
          product.name,
          tiers.customer.name,
          events.created.at,
        ]),
    ];
  }
  const counts = new Map<string, number>();
  for (const { connection, tiers } of own) {
    const { name } = tiers.customer;
    if (chooses(report.parameters, 'hub', connection.hub.id)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [[asText(given(report.parameters, 'title')) || 'Customer', 'Subscriptions'], ...counts];
};
