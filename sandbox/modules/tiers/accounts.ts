import { asObject, asText, type Body } from '../../body.ts';
import { forbidden, invalid, Problems } from '../../errors.ts';
import type { Json } from '../../rql/values.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { catalogOf } from '../catalog/store.ts';
import { checkAccount, shaped } from './given.ts';
import { type Changes, type Kept, type TierType, tiersOf } from './store.ts';

/** Accounts as distributors write them. */

const ENVIRONMENTS = ['production', 'test', 'preview'];

const onlyDistributor = (caller: Account): void => {
  if (caller.type !== 'provider') throw forbidden();
};

const readType = (given: unknown): TierType => {
  const type = asText(given);
  if (type !== 'customer' && type !== 'reseller') throw invalid(`type: "${type}" is not a valid choice.`);
  return type;
};

/** The reseller above an account, by its ID. */
const readParent = (world: World, caller: Account, given: unknown): string => {
  const id = asText(asObject(given)['id']);
  if (id && !tiersOf(world).get(id, caller.id)) throw invalid(`parent: Tier account ${id} does not exist.`);
  return id;
};

const taken = (world: World, kept: Kept | undefined, account: Parameters<typeof shaped>[1]): void => {
  if (!kept || tiersOf(world).accounts.get(asText(account['id'])) === kept) return;
  const isUid = kept.account.external_uid !== '' && kept.account.external_uid === account['external_uid'];
  throw invalid(
    `${isUid ? 'external_uid' : 'external_id'}: Tier account ${kept.id} has it already${isUid ? '' : ' at this hub'}.`,
  );
};

/** POST /tier/accounts. @returns what was written, without an ID, as Connect describes it. @throws ApiError as Connect would. */
export const createAccount = (world: World, caller: Account, body: Body): Json => {
  onlyDistributor(caller);
  const type = readType(body['type']);
  const problems = new Problems();
  checkAccount(body, '', problems);
  const hub = catalogOf(world).hubs.get(asText(asObject(body['hub'])['id']));
  if (hub?.company.id !== caller.id) problems.add('hub', 'This field is required.');
  const environment = asText(body['environment']) || 'production';
  if (!ENVIRONMENTS.includes(environment))
    problems.add('environment', `"${environment}" is not a valid choice.`);
  problems.raise();
  if (!hub) throw invalid('hub: This field is required.');
  const home = { owner: { id: caller.id, name: caller.name }, hub };
  const account = shaped(world.digits.groups('TA', 4, 4, 4), body);
  taken(world, tiersOf(world).taken(account, home, type), { ...account });
  const parent = readParent(world, caller, body['parent']);
  tiersOf(world).add(account, home, type, { environment, parent, tax_id: asText(body['tax_id']) });
  world.onChange();
  const { id: _id, ...written } = account;
  return { type, ...written, hub: { id: hub.id }, tax_id: asText(body['tax_id']), environment };
};

/** Changes that a body asks for, of those that are allowed. @throws ApiError as Connect would. */
export const readChanges = (world: World, caller: Account, kept: Kept, body: Body, at = ''): Changes => {
  const { account } = kept;
  const wanted = {
    ...account,
    ...Object.fromEntries(
      ['name', 'external_id', 'external_uid', 'contact_info'].flatMap((key) =>
        body[key] === undefined ? [] : [[key, body[key]]],
      ),
    ),
  };
  const problems = new Problems();
  checkAccount(wanted, at, problems);
  problems.raise();
  const next = shaped(account.id, wanted);
  taken(world, tiersOf(world).taken(next, kept, kept.type), { ...next });
  const { id: _id, ...changes } = next;
  return {
    ...changes,
    ...(body['tax_id'] === undefined ? {} : { tax_id: asText(body['tax_id']) }),
    ...(body['parent'] === undefined ? {} : { parent: readParent(world, caller, body['parent']) }),
  };
};

/** Whether a change would change anything. */
export const differs = (kept: Kept, changes: Changes): boolean => {
  const { id: _id, ...account } = kept.account;
  const now = { ...account, tax_id: kept.tax_id, parent: kept.parent };
  return Object.entries(changes).some(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(now[key as keyof typeof now]),
  );
};

/** PUT /tier/accounts/{id}. @returns what was written, without an ID. @throws ApiError as Connect would. */
export const updateAccount = (world: World, caller: Account, kept: Kept, body: Body): Json => {
  onlyDistributor(caller);
  if (body['type'] !== undefined && readType(body['type']) !== kept.type)
    throw invalid('type: This field can not be changed.');
  tiersOf(world).change(kept, readChanges(world, caller, kept, body));
  const { id: _id, ...written } = kept.account;
  return { type: kept.type, ...written, tax_id: kept.tax_id, environment: kept.environment };
};
