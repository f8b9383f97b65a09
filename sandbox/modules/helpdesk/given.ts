import { asList, asObject, asText, type Body } from '../../body.ts';
import { Problems } from '../../errors.ts';
import { type Account, type Reference, ref } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import { accountsOf } from '../accounts/store.ts';
import { catalogOf } from '../catalog/store.ts';
import { conversationsOf } from '../conversations/store.ts';
import { type Case, helpdeskOf, type Side } from './store.ts';

/** What is given of a case, for a new one and for changes: what isn't given stays. */

const TYPES = ['technical', 'business'] as const;
const HIGHEST = 3;

/** People of an account. */
const people = (world: World, account: Reference, given: unknown, at: string, problems: Problems) =>
  asList(given).flatMap(({ id }) => {
    const user = accountsOf(world)
      .usersOf(account.id)
      .find((one) => one.id === asText(id));
    if (!user) problems.add(at, `User ${asText(id) || '(none)'} does not exist.`);
    return user ? [ref(user)] : [];
  });

const changedSide = (
  world: World,
  side: Side,
  given: Body,
  at: 'issuer' | 'receiver',
  problems: Problems,
): Side => {
  const accountId = asText(asObject(given['account'])['id']);
  const account = accountId ? accountsOf(world).accounts.get(accountId) : side.account;
  if (!account) {
    problems.add(`${at}.account`, `Account ${accountId} does not exist.`);
    return side;
  }
  const [agent] = given['agent']
    ? people(world, account, [given['agent']], `${at}.agent`, problems)
    : [side.agent];
  const recipients = given['recipients']
    ? people(world, account, given['recipients'], `${at}.recipients`, problems)
    : side.recipients;
  return { account: ref(account), ...(agent ? { agent } : {}), recipients };
};

type Given = Omit<Case, 'id' | 'state' | 'events' | 'rating' | 'feedback'>;

/** @throws ApiError 400 with all that is wrong. */
const read = (world: World, body: Body, before: Given): Given => {
  const problems = new Problems();
  const text = (name: 'subject' | 'description') =>
    body[name] === undefined ? before[name] : asText(body[name]);
  const subject = text('subject');
  const description = text('description');
  if (!subject.trim()) problems.add('subject', 'This field is required.');
  if (!description.trim()) problems.add('description', 'This field is required.');
  const type = TYPES.find((one) => one === (body['type'] ?? before.type));
  if (!type) problems.add('type', `"${asText(body['type'])}" is not a valid choice.`);
  const priority = body['priority'] ?? before.priority;
  if (!Number.isInteger(priority) || Number(priority) < 0 || Number(priority) > HIGHEST)
    problems.add('priority', `"${asText(priority)}" is not a valid choice.`);
  const productId = asText(asObject(body['product'])['id']);
  const product = productId ? catalogOf(world).offer(productId)?.product : before.product;
  if (productId && !product) problems.add('product', `Product ${productId} does not exist.`);
  const side = (at: 'issuer' | 'receiver') =>
    changedSide(world, before[at], asObject(body[at]), at, problems);
  const [issuer, receiver] = [side('issuer'), side('receiver')];
  if (!receiver.account.id) problems.add('receiver.account', 'This field is required.');
  else if (receiver.account.id === issuer.account.id)
    problems.add('receiver.account', 'A case is for another account.');
  problems.raise();
  return {
    ...(product ? { product: { id: product.id, name: product.name } } : {}),
    subject,
    description,
    priority: Number(priority),
    type: type ?? 'technical',
    issuer,
    receiver,
  };
};

/** A new case, with its conversation. @throws ApiError 400. */
export const createCase = (world: World, caller: Account, body: Body): Case => {
  const nobody = { account: { id: '', name: '' }, recipients: [] };
  const given = read(world, body, {
    subject: '',
    description: '',
    priority: 1,
    type: '' as Case['type'],
    issuer: { account: ref(caller), recipients: [] },
    receiver: nobody,
  });
  const created = stamp(world, caller);
  const id = world.digits.groups('CA', 3, 3, 3);
  const agent = created.by && created.by.id !== caller.id ? { agent: created.by } : {};
  const made: Case = {
    id,
    ...given,
    issuer: { ...given.issuer, account: ref(caller), ...agent },
    state: 'pending',
    events: { created, updated: created, pending: created },
  };
  helpdeskOf(world).cases.insert(made);
  conversationsOf(world).begin(id, `Case: ${id}`, [made.issuer.account, made.receiver.account], created);
  world.onChange();
  return made;
};

/** Changes what is given. @throws ApiError 400. */
export const updateCase = (world: World, caller: Account, one: Case, body: Body): void => {
  Object.assign(one, read(world, body, one));
  one.events = { ...one.events, updated: stamp(world, caller) };
  helpdeskOf(world).cases.changed(one);
  world.onChange();
};
