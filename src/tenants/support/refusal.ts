import type { Connect } from '../../connect/connect.ts';
import { asksForPatience, ConnectError } from '../../connect/errors.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';

/** What servers say when they have no reason of the vendor's to give. */
const NO_REASON =
  /^(?:[\W\d]*|true|false|null|none|errors?|fail(?:ed|ure)?|bad request|invalid(?: request)?|validation (?:error|failed)|unprocessable (?:entity|content)|one or more validation errors occurred)[\s.!]*$/i;
/** Of the connection, and not of the order. */
const ACCESS =
  /unauthori[sz]ed|authenticat|forbidden|credentials|\b(?:access|bearer|invalid|expired)[ _-]?token|api[ _-]?key/i;

/**
 * Whether the vendor's system has understood an order and refuses it, with a reason that a customer may read. Anything
 * else leaves the request as it is: a rejection can't be taken back.
 */
export const isRefusal = (error: unknown): error is ConnectError =>
  error instanceof ConnectError &&
  (error.status === 400 || error.status === 422) &&
  error.kind === 'fix' &&
  !error.isPage &&
  !NO_REASON.test(error.said) &&
  !ACCESS.test(error.said) &&
  !asksForPatience(error.said);

/**
 * Rejects a request with the reason of the vendor's system. A rejection whose answer was lost is looked for.
 * @throws ConnectError when it isn't known to be rejected.
 */
export const refuse = async (
  connect: Connect,
  { id }: FulfillmentRequest,
  { said: reason }: ConnectError,
): Promise<FulfillmentRequest> => {
  try {
    return await connect.requests.act(
      id,
      'fail',
      { reason },
      {
        what: `reject fulfillment request ${id} because of "${reason}"`,
        check: 'Running this step again does no harm: what was done is recognised and not done twice.',
      },
    );
  } catch (error) {
    if (!(error instanceof ConnectError) || !(error.unknownFate || error.isRefusal)) throw error;
    const request = await connect.requests.find(id).catch(() => undefined);
    if (request?.status === 'failed' && request.reason === reason) return request;
    throw error;
  }
};
