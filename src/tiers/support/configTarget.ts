import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import {
  OPEN_TIER_CONFIG_REQUEST_STATES,
  type TierConfig,
  type TierConfigRequest,
} from '../../connect/schemas/tiers.ts';
import { findConnection } from '../../fields/connection.ts';
import { missing } from '../../zapier/input.ts';

/** Which configuration a form means: the one that it names, or the one of a product, an account and a level. */

interface Form {
  readonly config_id?: string | undefined;
  readonly product_id?: string | undefined;
  readonly account_id?: string | undefined;
  readonly tier_level?: string | number | undefined;
  readonly hub_id?: string | undefined;
  readonly environment?: string | undefined;
}

interface Target {
  /** Where Connect has it. */
  readonly config?: TierConfig;
  /** Its request that isn't decided yet. */
  readonly open?: TierConfigRequest;
  /** What a new request asks for. */
  readonly type: 'setup' | 'update';
  /** As a new request names it. */
  readonly configuration: object;
}

/** More configurations of one account for one product than anybody has. */
const ENOUGH = 100;

const isOpen = ({ status }: TierConfigRequest): boolean =>
  OPEN_TIER_CONFIG_REQUEST_STATES.some((one) => one === status);

const existing = async (connect: Connect, config: TierConfig, name = config.id): Promise<Target> => {
  const id = config.open_request?.id;
  const request = id ? await connect.tierConfigRequests.find(id) : undefined;
  const open = request && isOpen(request) ? { open: request } : undefined;
  if (open || config.status !== 'processing')
    return { config, configuration: { id: name }, type: 'update', ...open };
  // Its setup has failed, so that it has to be asked for once more.
  const { product, account, tier_level, connection } = config;
  return {
    config,
    type: 'setup',
    configuration: {
      product: { id: product?.id },
      account: { id: account?.id },
      tier_level,
      ...(connection?.id ? { connection: { id: connection.id } } : {}),
    },
  };
};

/**
 * What a form is about. Two calls at most where it names a configuration; where it doesn't, one more for its hub.
 * @throws ConnectError for what is missing, and when several configurations match.
 */
export const targetOf = async (connect: Connect, form: Form): Promise<Target> => {
  const { config_id, product_id: productId, account_id: account, tier_level, hub_id: hubId } = form;
  if (config_id) return existing(connect, await connect.tierConfigs.get(config_id), config_id);
  if (!productId || !account || !tier_level)
    throw missing(
      'Configuration ID',
      'a configuration to change, or Product ID, Account ID and Tier Level to set one up',
    );
  const level = Number(tier_level);
  const connection = hubId
    ? await findConnection(connect, { productId, hubId, environment: form.environment })
    : undefined;
  const { rows } = await connect.tierConfigs.list({
    where: {
      'product.id': productId,
      'account.id': account,
      tier_level: level,
      'connection.id': connection,
      'connection.type': connection || form.environment === 'preview' ? undefined : form.environment,
    },
    limit: ENOUGH,
  });
  const [only, ...others] = rows;
  if (others.length)
    throw new ConnectError(
      'fix',
      `Account ${account} has several configurations of this level for the product: ${rows
        .map(({ id, connection: at }) => `${id} (${[at?.hub?.name, at?.type].filter(Boolean).join(', ')})`)
        .join(', ')}. Choose one with Configuration ID.`,
    );
  if (only) return existing(connect, only);
  return {
    type: 'setup',
    configuration: {
      product: { id: productId },
      account: { id: account },
      tier_level: level,
      ...(connection ? { connection: { id: connection } } : {}),
    },
  };
};
