import type { Connect } from '../../connect/connect.ts';
import { reachState } from '../../connect/reachState.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import type { Action } from '../../connect/verbs.ts';

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
export const settleRequest = (
  connect: Connect,
  {
    id,
    verb,
    what = `${verb} fulfillment request ${id}`,
    ...change
  }: {
    id: string;
    verb: Action<'requests'>;
    target: string | readonly string[];
    body?: object | undefined;
    what?: string;
    isDone?: (request: FulfillmentRequest) => boolean;
  },
): Promise<FulfillmentRequest> =>
  reachState(connect.requests, { id, verb, what, noun: 'request', ...change });
