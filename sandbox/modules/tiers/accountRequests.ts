import { asObject, asText, type Body } from '../../body.ts';
import { forbidden, invalid } from '../../errors.ts';
import { Transitions } from '../../transitions.ts';
import type { Account } from '../../world/model.ts';
import { ref } from '../../world/model.ts';
import { storeOf, type World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import { catalogOf } from '../catalog/store.ts';
import { differs, readChanges } from './accounts.ts';
import type { TierAccountRequest } from './model.ts';
import { tiersOf } from './store.ts';

/** Account requests: they tell the vendor of each product that an account has changed. */

export const accountRequestsOf = storeOf((world) =>
  world.table<TierAccountRequest>('/tier/account-requests', { name: 'tierAccountRequests' }),
);

/** The life of an account request. */
const life = new Transitions<'status', TierAccountRequest>({
  path: '/tier/account-requests/{id}',
  field: 'status',
  noun: 'Tier account request',
  code: 'TAR_001',
});
export const ACCOUNT_ACTIONS = life.actions;

/** Either side of the product sees it. */
export const seesAccountRequest = ({ vendor, provider }: TierAccountRequest, { id }: { id: string }) =>
  vendor.id === id || provider.id === id;

const padded = (number: number): string => String(number).padStart(3, '0');

/** POST /tier/account-requests: changes an account and tells the vendor of each of its products. @throws ApiError as Connect would. */
export const tellVendors = (world: World, caller: Account, body: Body): TierAccountRequest[] => {
  if (caller.type !== 'provider') throw forbidden();
  if (asText(body['type']) !== 'update')
    throw invalid(`type: "${asText(body['type'])}" is not a valid choice.`);
  const given = asObject(body['account']);
  const [id, uid] = [asText(given['id']), asText(given['external_uid'])];
  const { accounts } = tiersOf(world);
  const named = id ? [accounts.get(id)] : [...accounts.all()];
  const kept = named.find(
    (one) => one?.owner.id === caller.id && (id !== '' || (uid !== '' && one.account.external_uid === uid)),
  );
  if (!kept) throw invalid(`account: Tier account ${id || uid || '(none)'} does not exist.`);
  const changes = readChanges(world, caller, kept, given, 'account.');
  if (differs(kept, changes)) tiersOf(world).change(kept, changes);
  const requests = accountRequestsOf(world);
  const known = [...requests.all()].filter(
    ({ account }) => account['id'] === kept.id && account['version'] === kept.version,
  ).length;
  return kept.products.flatMap((productId, index) => {
    const product = catalogOf(world).offer(productId)?.product;
    if (!product) return [];
    const created = stamp(world, caller);
    const request: TierAccountRequest = {
      id: `TAR-${kept.id.slice(3)}-${padded(kept.version)}-${padded(known + index + 1)}`,
      type: 'update',
      status: product.capabilities.tiers.updates ? 'pending' : 'unsupported',
      account: accounts.shown(kept),
      vendor: ref(product.owner),
      provider: ref(kept.owner),
      product: { id: product.id, name: product.name, icon: product.icon, status: product.status },
      reason: '',
      events: { created, updated: created },
    };
    requests.insert(request);
    world.onChange();
    return [request];
  });
};

/** Accepts or ignores a request. @throws ApiError as Connect would. */
export const answerAccountRequest = (
  world: World,
  caller: Account,
  request: TierAccountRequest,
  action: string,
  body: Body,
): void => {
  life.carryOut(request, action, caller.type, () => {
    const reason = asText(body['reason']);
    if (action === 'ignore' && !reason) throw invalid('reason: This field is required.');
    request.reason = reason;
    request.events = { ...request.events, updated: stamp(world, caller) };
  });
  accountRequestsOf(world).changed(request);
  world.onChange();
};
