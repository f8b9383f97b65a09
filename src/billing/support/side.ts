import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { BILLING_TYPES } from '../../connect/schemas/billing.ts';

export type Side = keyof typeof BILLING_TYPES;

/**
 * The side for which something is billed: the chosen one, or that of the connection's account.
 * @throws ConnectError when the account doesn't say which it is.
 */
export const sideOf = async (connect: Connect, chosen: string | undefined): Promise<Side> => {
  const { rows } = chosen ? { rows: [{ type: chosen }] } : await connect.accounts.list({ limit: 1 });
  const type = rows[0]?.type;
  if (type === 'vendor' || type === 'provider') return type;
  throw new ConnectError(
    'fix',
    "Connect doesn't say whether this connection's account is a vendor's or a distributor's. Choose it in the field Type.",
  );
};
