import { isFetchable, isLoopback } from './addresses.ts';
import { answerError } from './answerError.ts';
import { attempt, type HttpCall, type Lack, MAX_FILE, Unanswered } from './attempt.ts';
import { clock } from './clock.ts';
import { type Deadline, limits } from './deadline.ts';
import { type Answer, ConnectError, fate, within } from './errors.ts';
import { shortened } from './text.ts';
import type { Wire } from './wire.ts';

export { type HttpCall, MAX_FILE };

const RETRY_PAUSES = [250, 1_000];
const MAX_REDIRECTS = 3;
/** Letters of an address; servers take 8 000 to 32 000, and answer anything to longer ones. */
const MAX_URL = 32_000;
/** Of an address that a message shows. */
const SHOWN = 120;

/** The error for an address that files aren't fetched from. */
const notFetchable = ({ intent }: HttpCall, host: string): ConnectError =>
  new ConnectError(
    'fix',
    `Could not ${intent.what}: files are only fetched from public addresses that begin with https://, and ${shortened(host, SHOWN)} is none. Nothing was sent there.`,
  );

/** The error for a call that there is no time for. */
const outOfTime = ({ intent: { what, system } }: HttpCall): ConnectError =>
  new ConnectError(
    'fix',
    `The time that Zapier gives a step was over before this step could ${what}, so that ${within(system)} was not asked to. Run the step again.`,
  );

/** The error for an address that is longer than servers take. */
const tooLong = ({ intent: { what, system } }: HttpCall): ConnectError =>
  new ConnectError(
    'fix',
    `The request to ${shortened(what, SHOWN)} is longer than ${within(system)} takes. Give shorter values, or fewer at once. Nothing was sent.`,
  );

/** Answers to a write that ask to look elsewhere for what became of it (RFC 9110, 15.4.3 and 15.4.4). */
const isAfterWrite = (status: number) => status === 302 || status === 303;

/**
 * Where a redirect leads.
 * @throws ConnectError when it isn't followed.
 */
const targetOf = (answer: Answer, location: string, call: HttpCall, seen: ReadonlySet<string>): URL => {
  const { intent, method, url, binary } = call;
  const { system } = intent;
  const write = method !== 'GET';
  const address = intent.address ?? 'the address in the connection';
  const refused = (text: string): ConnectError => {
    const unknownFate = write && isAfterWrite(answer.status);
    const tail = unknownFate ? ` ${fate(intent, write)}` : '';
    return new ConnectError('fix', `${text}${tail}`, { status: answer.status, unknownFate });
  };
  if (!URL.canParse(location, url)) {
    const shown = shortened(location.toWellFormed(), SHOWN);
    throw refused(`${system} sent this request on to "${shown}", which is no address. Check ${address}.`);
  }
  const own = new URL(url);
  const target = new URL(location, url);
  if (seen.has(target.href) || seen.size > MAX_REDIRECTS) {
    throw refused(
      `${system} sends this request round in circles (at ${own.host}), so that nothing answers it. Check ${address}.`,
    );
  }
  const place = shortened(`${target.origin}${target.pathname}`, SHOWN);
  if (call.staysHere && !write) {
    throw refused(
      `${system} sent the attempt to ${intent.what} on to ${place}, which isn't followed. Nothing was changed.`,
    );
  }
  if (write) {
    throw refused(
      `${system} sent the attempt to ${intent.what} on to ${place}, and what changes something isn't sent on. Check ${address}.`,
    );
  }
  if (target.origin !== own.origin && !binary) {
    const hint = target.hostname === own.hostname ? 'If it is the right one, put it into' : 'Check';
    throw refused(
      `${system} sent this request on to ${target.origin}, and the connection's key is not sent there. ${hint} ${address}.`,
    );
  }
  return target;
};

/** Follows redirects within the same origin; files also to others, but the key never leaves its own. */
const followed = async (wire: Wire, call: HttpCall, timeLeft: () => number): Promise<Answer> => {
  const own = new URL(call.url);
  const seen = new Set([own.href]);
  let current = call;
  for (;;) {
    const at = new URL(current.url);
    if (current.foreign && !isFetchable(at, current.foreign.allowsLoopback)) {
      throw notFetchable(call, current.url === call.url ? at.host : `${at.host}, where it was sent on to,`);
    }
    if (timeLeft() < limits.call) throw outOfTime(call);
    const answer = await attempt(wire, current, timeLeft());
    const location = answer.header('location');
    if (answer.status < 300 || answer.status >= 400 || !location) return answer;
    const target = targetOf(answer, location, current, seen);
    seen.add(target.href);
    const isElsewhere = target.origin !== own.origin;
    current = {
      ...current,
      url: target.href,
      ...(isElsewhere ? { headers: {}, foreign: call.foreign ?? { allowsLoopback: isLoopback(own) } } : {}),
    };
  }
};

const unansweredError = ({ lack, why, isSent }: Unanswered, call: HttpCall): ConnectError => {
  const { system, what, address = 'the address in the connection' } = call.intent;
  const write = call.method !== 'GET';
  const { host } = new URL(call.url);
  if (lack === 'not public') return notFetchable(call, host);
  const texts: Record<Exclude<Lack, 'not public'>, string> = {
    unsendable: `The request to ${what} holds a letter that can't be sent, so that nothing was sent to ${within(system)}. Check the connection and the fields of this step.`,
    unreachable: `${system} can't be reached at ${host}: ${why}. Nothing was sent. Check ${address}, or try again later.`,
    cut: `The connection to ${within(system)} was cut off while trying to ${what}.`,
    timeout: `${system} did not answer in time while trying to ${what}.`,
    'too large': write
      ? `The answer of ${within(system)} to the attempt to ${what} is too large for Zapier.`
      : `The answer of ${within(system)} is too large for Zapier while trying to ${what}. Ask for less, with filters or a lower limit.`,
  };
  const tail = isSent && (write || lack !== 'too large') ? ` ${fate(call.intent, write)}` : '';
  return new ConnectError('fix', `${texts[lack]}${tail}`, {
    unknownFate: write && isSent,
    isTooLarge: lack === 'too large',
  });
};

/** ms that an attempt may take: a read that hangs is given up early enough to be tried once more. */
const timeLeftFor = (call: HttpCall, deadline: Deadline) => {
  if (call.method !== 'GET' || call.binary) return () => deadline.left;
  const end = clock.now() + limits.read;
  return () => Math.min(deadline.left, Math.max(0, end - clock.now()));
};

/**
 * Sends one call and returns its successful answer (2xx). Reads are tried again on a server error or a cut
 * connection while time is left; writes never are, because they may have been carried out.
 * @throws ConnectError in the words of {@link answerError}, or saying that no answer came.
 */
export const send = async (wire: Wire, call: HttpCall): Promise<Answer> => {
  const { deadline } = wire;
  const write = call.method !== 'GET';
  if (call.url.length > MAX_URL) throw tooLong(call);
  for (let tries = 0; ; tries += 1) {
    const pauseBefore = write || !deadline.allowsMore ? undefined : RETRY_PAUSES[tries];
    try {
      const answer = await followed(wire, call, timeLeftFor(call, deadline));
      if (answer.status < 300) return answer;
      const retryable = answer.status >= 500 && answer.status !== 503;
      if (!retryable || pauseBefore === undefined) throw answerError(answer, call.intent, write);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const isFinal = ['too large', 'not public', 'unsendable'].includes(error.lack);
      if (pauseBefore === undefined || !deadline.allowsMore || isFinal) throw unansweredError(error, call);
    }
    await clock.sleep(pauseBefore ?? 0);
  }
};
