import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import type { FulfillmentRequest } from '../connect/schemas/request.ts';

/** States in which a request still waits for somebody. */
export const OPEN_STATUSES = [
  'draft',
  'tiers_setup',
  'pending',
  'inquiring',
  'scheduled',
  'revoking',
] as const;

/**
 * Brings a request into a state; a request that is in it already is no failure, so that a step can run again.
 * @param target the state that the verb leads to.
 * @returns the request as Connect gives it.
 */
export const settle = async (
  connect: Connect,
  {
    id,
    verb,
    target,
    body,
    what,
  }: { id: string; verb: string; target: string; body?: object | undefined; what?: string },
): Promise<FulfillmentRequest> => {
  try {
    return await connect.requests.act(id, verb, body, { what: what ?? `${verb} fulfillment request ${id}` });
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
    // A look-up that fails too must not hide why Connect refused.
    const request = await connect.requests.find(id).catch(() => undefined);
    if (request?.status === target) return request;
    throw request?.status ? error.with(`The request is ${request.status}.`) : error;
  }
};
