import type { Connect } from '../../connect/connect.ts';
import { asksForPatience, isReason } from '../../connect/errorBody.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';

/** Of the connection, and not of the order. */
const ACCESS =
  /unauthori[sz]ed|\bnot authori[sz]ed|authenticat|forbidden|credentials|\b(?:access|bearer|invalid|expired)[ _-]?token|\btoken (?:has |is )?(?:expired|invalid)|\baccess denied|\bpermission|api[ _-]?key/i;
/** Of the vendor's system and the way to it: its load, what stands behind it, its program, the form of the call. */
const TROUBLE = new RegExp(
  [
    /\b(?:internal|unexpected|unknown|unhandled|server|system|database|network|gateway|upstream|backend) (?:server )?(?:error|failure|problem|exception)/,
    /\btime(?:d[ -]?|-)?out\b|\brate[ -]?limit|\btoo many (?:requests|calls|connections)|\bthrottl|\boverload/,
    /\b(?:service|server|system|gateway|backend|database|temporarily|currently) (?:is )?(?:temporarily |currently )?(?:unavailable|not available|down|offline)/,
    /\b(?:in|under|for|scheduled) maintenance\b|\bmaintenance mode\b/,
    /\bwent wrong\b|\bexception\b|exception:|\btraceback\b|\bsqlstate\b|\bnull pointer\b|\bobject reference\b|\bis not a function\b/,
    /\b(?:malformed|invalid|bad|parse|parsing|decode|decoding) json\b|\bjson (?:parse|parsing|decode|syntax) ?error|\bunexpected (?:token|end of)|\bsyntax error\b/,
    /\b(?:media|content)[ -]type\b|\bmethod not allowed\b|\bnot implemented\b|\b(?:no|unknown) (?:such )?(?:route|endpoint)\b|\b(?:route|endpoint) not found\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** That there is something already: perhaps the very tenant that an earlier run has made. */
const TAKEN = /\balready\b|\bexists?\b|\bduplicate|\bin use\b|\btaken\b|\bunique\b|\bconflict/i;
const EXISTS =
  /\balready (?:exists?|existing|created|provisioned|registered|present|there)\b|\bexists? already\b|\bduplicate/i;
/** What another customer may have, so that an order can't have it. */
const OF_ORDER = /\b(?:sub)?domain|\be-?mail|\blog-?in|\buser|\bname|\baddress|\bphone|\burl\b|\bserial/i;

/** Whether a failure may be about the tenant itself, which an earlier run has made. */
export const mayExist = ({ status, said }: ConnectError): boolean =>
  status === 409 || ((status === 400 || status === 422) && TAKEN.test(said));

/** Whether a failure says that the tenant itself exists: there is nothing to refuse then. */
export const saysItExists = ({ status, said }: ConnectError): boolean =>
  status === 409 || ((status === 400 || status === 422) && EXISTS.test(said) && !OF_ORDER.test(said));

/**
 * Whether the vendor's system has understood an order and refuses it, with a reason that a customer may read. Anything
 * else leaves the request as it is: a rejection can't be taken back.
 */
export const isRefusal = (error: unknown): error is ConnectError =>
  error instanceof ConnectError &&
  (error.status === 400 || error.status === 422) &&
  error.kind === 'fix' &&
  !error.isPage &&
  isReason(error.said) &&
  !saysItExists(error) &&
  !ACCESS.test(error.said) &&
  !TROUBLE.test(error.said) &&
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
