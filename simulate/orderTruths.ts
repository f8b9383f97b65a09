import type { FulfillmentRequest } from '../sandbox/modules/requests/model.ts';
import { quantityOf } from './books.ts';
import { isOurs, REASON } from './people.ts';
import type { Purchase } from './shops.ts';
import type { Task } from './tasks.ts';
import type { Town } from './town.ts';
import type { Ending } from './truths.ts';

/** Each order was placed exactly once and for its customer; each wish about a subscription once. */

const isLive = ({ status }: FulfillmentRequest) => !['failed', 'revoked'].includes(status);
const isOf = ({ order: { shop, customer, order } }: Purchase, { asset }: FulfillmentRequest) =>
  asset.external_id === order &&
  asset.connection.hub.id === shop.hub &&
  asset.tiers.customer.external_id === customer;

const idsOf = (requests: readonly FulfillmentRequest[]) =>
  requests.map(({ id, status }) => `${id} (${status})`).join(', ') || 'none';

const onePurchase = (town: Town, purchase: Purchase, all: readonly FulfillmentRequest[]): void => {
  const { order, task } = purchase;
  const made = all.filter((one) => one.type === 'purchase' && isOf(purchase, one));
  const live = made.filter(isLive);
  const what = `${order.shop.name} ${order.order} for ${order.customer}`;
  const broken = (rule: string, text: string) => town.verdicts.broken(rule, `${what}: ${text}`);
  if (live.length > 1) broken('an order is placed once', `placed ${live.length} times, by ${idsOf(made)}`);
  if (task.state === 'open') broken('an order gets placed', `it never is; ${task.failure}`);
  if (task.state !== 'open' && !made.length)
    broken(
      'an order gets placed',
      `the Zap went on (${task.state}, ${task.failure ?? ''}), and there is none`,
    );
  const [request] = live;
  if (!request) return;
  if (request.asset.tiers.customer.name !== order.company)
    broken('an order is for its customer', `it is for ${request.asset.tiers.customer.name}`);
  if (quantityOf(request.asset) !== order.quantity)
    broken('an order is for what was ordered', `${quantityOf(request.asset)} instead of ${order.quantity}`);
  const told = task.result as { id?: string } | undefined;
  if (task.state === 'done' && !made.some(({ id }) => id === told?.id))
    broken('a Zap goes on with its own order', `it was told of ${told?.id}, and made ${idsOf(made)}`);
};

const oneWish = (town: Town, task: Task, all: readonly FulfillmentRequest[], ending: Ending): void => {
  const { what, assetId, input, state } = task;
  const ofType = all.filter(({ type, asset }) => type === what && asset.id === assetId);
  const wanted = what === 'change' ? Number(Object.values(input['items'] as object)[0]) : undefined;
  const made = wanted === undefined ? ofType : ofType.filter(({ asset }) => quantityOf(asset) === wanted);
  const wishes =
    what === 'change'
      ? 1
      : ending.tasks.all.filter((one) => one.what === what && one.assetId === assetId).length;
  const live = made.filter(isLive);
  const broken = (rule: string, text: string) => town.verdicts.broken(rule, `${task.name}: ${text}`);
  if (live.length > wishes)
    broken('a wish is asked for once', `asked ${live.length} times, by ${idsOf(made)}`);
  if (['done', 'stopped'].includes(state) && !made.length)
    broken(
      'a wish is asked for',
      `the Zap went on (${state}, ${task.failure ?? ''}), and there is no request`,
    );
  if (state === 'open') broken('a wish gets done', `it never is; ${task.failure}`);
};

export const orderTruths = (town: Town, ending: Ending): void => {
  const all = town.books.requests().filter(isOurs);
  for (const purchase of ending.purchases) onePurchase(town, purchase, all);
  for (const request of all) {
    const isKnown =
      ending.purchases.some((one) => isOf(one, request)) || request.asset.external_id.endsWith('-draft');
    if (!isKnown) {
      const { customer } = request.asset.tiers;
      town.verdicts.broken(
        'an order is for its customer',
        `${request.id} is for ${customer.name} (${customer.external_id}), who ordered nothing`,
      );
    }
    if (request.status === 'failed' && request.reason !== REASON && !/not served/.test(request.reason))
      town.verdicts.broken(
        'an order is rejected for a reason',
        `${request.id} (${request.type}) was rejected: ${request.reason}`,
      );
    const isExcused = ending.zaps[0]?.excused.has(request.id);
    if (['pending', 'inquiring', 'scheduled'].includes(request.status) && !isExcused)
      town.verdicts.broken(
        'an order gets fulfilled',
        `${request.id} (${request.type}) is still ${request.status}`,
      );
  }
  for (const task of ending.tasks.all) {
    if (['change', 'suspend', 'resume', 'cancel'].includes(task.what)) oneWish(town, task, all, ending);
  }
};
