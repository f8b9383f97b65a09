import { asObject, asText, type Body } from '../../body.ts';
import { forbidden, invalid, Problems, wrongState } from '../../errors.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import { catalogOf } from '../catalog/store.ts';
import { type FileStatus, fileReference, type Schema, type UsageFile } from './model.ts';
import { usageOf } from './store.ts';

/** Usage files as their vendor makes and changes them. */

const MAX_NAME = 100;
const MAX_NOTE = 200;
const OPEN: readonly FileStatus[] = ['draft', 'invalid', 'ready', 'rejected'];

export const note = (value: unknown) => asText(value).slice(0, MAX_NOTE);

const readPeriod = (given: unknown, problems: Problems): UsageFile['period'] => {
  const { from, to } = asObject(given);
  if (from === undefined && to === undefined) return undefined;
  const period = { from: asText(from), to: asText(to) };
  const isDay = (value: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value);
  const wrong = Object.entries(period).filter(([, value]) => !isDay(value));
  for (const [side] of wrong) problems.add(`period.${side}`, 'Date has wrong format. Use YYYY-MM-DD.');
  if (!wrong.length && period.from > period.to) problems.add('period', 'The end is before the beginning.');
  return period;
};

/** POST /usage/files. @throws ApiError as Connect would. */
export const createFile = (world: World, caller: Account, body: Body): UsageFile => {
  if (caller.type !== 'vendor') throw forbidden();
  const problems = new Problems();
  const name = asText(body['name']).slice(0, MAX_NAME);
  if (!name) problems.add('name', 'This field is required.');
  const productId = asText(asObject(body['product'])['id']);
  const offer = catalogOf(world).offer(productId);
  const isOwn = offer?.product.owner.id === caller.id;
  if (!isOwn) problems.add('product', `Product ${productId || '(none)'} does not exist.`);
  else if (!offer.product.capabilities.ppu)
    problems.add('product', `Product ${productId} has no pay-as-you-go.`);
  const contractId = asText(asObject(body['contract'])['id']);
  const [connection] = catalogOf(world).connectionsOf(
    (one) => one.contract.id === contractId && one.product.id === productId && one.vendor.id === caller.id,
  );
  if (!connection && isOwn)
    problems.add('contract', `Product ${productId} is not sold under contract ${contractId || '(none)'}.`);
  const period = readPeriod(body['period'], problems);
  problems.raise();
  if (!offer || !connection) throw invalid('contract: This field is required.');
  const created = stamp(world, caller);
  const file: UsageFile = {
    id: world.digits.groups(`UF-${created.at.slice(0, 7)}`, 4, 4),
    name,
    status: 'draft',
    external_id: asText(body['external_id']) || null,
    vendor: { id: caller.id, name: caller.name },
    provider: { id: connection.provider.id, name: connection.provider.name },
    environment: connection.type,
    marketplace: { id: connection.marketplace.id, name: connection.marketplace.name },
    contract: { id: connection.contract.id, name: connection.contract.name },
    product: { id: productId, name: offer.product.name, icon: offer.product.icon },
    schema: (offer.product.capabilities.ppu?.schema ?? 'QT').toLowerCase() as Schema,
    currency:
      asText(body['currency']) ||
      catalogOf(world).marketplaces.get(connection.marketplace.id)?.currency ||
      'USD',
    description: note(body['description']),
    note: note(body['note']),
    ...(period ? { period } : {}),
    stats: { uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0, billed: 0 },
    records: { valid: 0, invalid: 0, closed: 0 },
    events: { created },
  };
  usageOf(world).files.insert(file);
  world.onChange();
  return file;
};

/** PUT /usage/files/{id}. @throws ApiError as Connect would. */
export const updateFile = (world: World, caller: Account, file: UsageFile, body: Body): void => {
  if (caller.type !== 'vendor') throw forbidden();
  if (!OPEN.includes(file.status))
    throw wrongState(
      'USF_001',
      `Usage file ${file.id} is ${file.status}; change is possible only for ${OPEN.join(', ')}.`,
    );
  const problems = new Problems();
  const period = readPeriod(body['period'], problems);
  problems.raise();
  if (body['name'] !== undefined) file.name = asText(body['name']).slice(0, MAX_NAME) || file.name;
  for (const field of ['description', 'note'] as const) {
    if (body[field] !== undefined) file[field] = note(body[field]);
  }
  if (body['currency'] !== undefined) file.currency = asText(body['currency']);
  if (body['external_id'] !== undefined) file.external_id = asText(body['external_id']) || null;
  if (period) file.period = period;
  for (const record of usageOf(world).recordsOf(file.id)) {
    record.usagefile = fileReference(file);
    usageOf(world).records.changed(record);
  }
  usageOf(world).files.changed(file);
  world.onChange();
};
