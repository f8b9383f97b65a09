import { asList, asObject, asText, type Body } from '../../body.ts';
import { forbidden, Problems } from '../../errors.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import type { AssetItem } from '../requests/model.ts';
import { type BillingRequest, type Recurring, UOMS, type Uom } from './model.ts';
import { dateAt } from './periods.ts';
import { shownItem } from './shown.ts';
import { billingOf } from './store.ts';

/** What callers send of billing. Both spellings of a new request are taken: parts, and names with underscores. */

const readItems = (asset: Recurring['asset'], given: unknown, problems: Problems): AssetItem[] => {
  const wanted = asList(given);
  if (!wanted.length) problems.add('items', 'This list may not be empty.');
  return wanted.flatMap((one) => {
    const id = asText(one['id']);
    const item = asset.items.find((known) => known.id === id);
    if (!item) problems.add('items', `Item ${id || '(none)'} is not part of subscription ${asset.id}.`);
    return item ? [item] : [];
  });
};

const readPeriod = (body: Body, problems: Problems) => {
  const given = asObject(body['period']);
  const givenOf = (name: string) => given[name] ?? body[`period_${name}`];
  const [from, to] = ['from', 'to'].map((name) => {
    const time = Date.parse(asText(givenOf(name)));
    if (Number.isNaN(time)) problems.add(`period.${name}`, 'Datetime has wrong format.');
    return time;
  });
  const delta = Number(givenOf('delta') ?? 1);
  if (!(delta > 0)) problems.add('period.delta', 'Ensure this value is greater than 0.');
  const uom = asText(givenOf('uom')) || 'monthly';
  if (!UOMS.includes(uom as Uom)) problems.add('period.uom', `"${uom}" is not a valid choice.`);
  if (from !== undefined && to !== undefined && from >= to)
    problems.add('period.to', 'The period has to end after it begins.');
  return () => ({ from: dateAt(from ?? 0), to: dateAt(to ?? 0), delta, uom: uom as Uom });
};

const sees = ({ asset }: Recurring, caller: Account): boolean =>
  [asset.connection.vendor.id, asset.connection.provider.id].includes(caller.id);

/** A billing request as one of the sides asks for it. @throws ApiError as Connect would. */
export const createBillingRequest = (world: World, caller: Account, body: Body): BillingRequest => {
  const { recurring } = billingOf(world);
  const type = asText(body['type']) || caller.type;
  if (type !== caller.type && ['vendor', 'provider'].includes(type)) throw forbidden();
  const problems = new Problems();
  if (!['vendor', 'provider'].includes(type)) problems.add('type', `"${type}" is not a valid choice.`);
  const named = asObject(body['asset']);
  const id = asText(named['id'] ?? body['asset_id']);
  const uid = asText(named['external_uid'] ?? body['asset_external_uid']);
  const found = id
    ? recurring.get(id)
    : [...recurring.all()].find(({ asset }) => uid && asset.external_uid === uid);
  if (!found || !sees(found, caller)) {
    problems.add('asset', `Subscription ${id || uid || '(none)'} does not exist.`);
    problems.raise();
    throw forbidden();
  }
  if (!found.schedule) problems.add('asset', `Subscription ${found.id} is ${found.asset.status}.`);
  const items = readItems(found.asset, body['items'], problems);
  const period = readPeriod(body, problems);
  const attributes = asObject(body['attributes']);
  const others = Object.keys(attributes).filter((side) => side !== caller.type);
  if (others.length) problems.add('attributes', `Attributes of ${others.join(', ')} are the other side's.`);
  problems.raise();
  const made = stamp(world, caller);
  return billingOf(world).add(found, caller.type, {
    items: items.map((item) => shownItem(item, {})),
    period: period(),
    attributes,
    events: { created: made, updated: made },
  });
};

/** The attributes of a side take the place of those that it had. @throws ApiError 403 for the other side's. */
export const setAttributes = (world: World, caller: Account, request: BillingRequest, body: Body): void => {
  if (Object.keys(body).some((side) => side !== caller.type)) throw forbidden();
  request.attributes = { ...request.attributes, [caller.type]: asObject(body[caller.type]) };
  request.events.updated = stamp(world, caller);
  billingOf(world).requests.changed(request);
  world.onChange();
};
