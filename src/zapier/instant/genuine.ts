import { timingSafeEqual } from 'node:crypto';
import type { Bundle } from 'zapier-platform-core';
import { clock } from '../../connect/clock.ts';
import { jsonOrNothing } from '../../connect/json.ts';
import type { ObjectClass } from '../../connect/schemas/webhook.ts';

/** Whether a delivery is Connect's own: everybody who finds the address can send one. */

/** Our own header: a proxy may take `Authorization` away. */
export const SECRET_HEADER = 'X-Connect-Secret';
/** Seconds by which clocks may differ. */
const LEEWAY = 60;

/** What Zapier keeps of a subscription, and gives with each delivery. */
export interface Subscription {
  /** Of the webhook. */
  readonly id: string;
  /** Signs deliveries. */
  readonly jwt_secret: string;
  /** Comes in a header of its own. */
  readonly header_secret: string;
  /** The name under which is remembered what was handed on. */
  readonly memory: string;
  /** When it was made, by Connect's clock (ISO 8601): what was there before is not new. */
  readonly since: string;
}

interface Expected extends Omit<Subscription, 'memory' | 'since'> {
  readonly object_class: ObjectClass;
  readonly product_id: string;
}

/** The headers by their names in small letters; Zapier gives them as they came or as `Http-Xxx`. */
const headersOf = ({ rawRequest }: Bundle): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(rawRequest?.headers ?? {}).map(([name, value]) => [
      name
        .toLowerCase()
        .replace(/^http[-_]/, '')
        .replaceAll('_', '-'),
      String(value),
    ]),
  );

const isEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Why a token is no signature of Connect's; nothing, where it is one. */
const flawOf = async (token: string, secret: string): Promise<string | undefined> => {
  const { jwtVerify } = await import('jose/jwt/verify');
  try {
    await jwtVerify(token, Buffer.from(secret), {
      algorithms: ['HS256'],
      clockTolerance: LEEWAY,
      currentDate: new Date(clock.now()),
    });
    return undefined;
  } catch (error) {
    return `its signature is not valid (${String((error as { code?: string }).code ?? 'unreadable')})`;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the body that came: Zapier gives it by itself, or as the content of the whole request. */
export const bodyOf = ({ cleanedRequest, rawRequest }: Bundle): Readonly<Record<string, unknown>> => {
  if (isRecord(cleanedRequest) && 'webhook_id' in cleanedRequest) return cleanedRequest;
  if (isRecord(cleanedRequest) && isRecord(cleanedRequest['content'])) return cleanedRequest['content'];
  const raw = jsonOrNothing(rawRequest?.content ?? '');
  return isRecord(raw) ? raw : {};
};

/**
 * Why a delivery is refused; nothing, where it is Connect's own and for this subscription. It has to bear the signature
 * or the secret header, and none of the two may be wrong.
 */
export const refusalOf = async (bundle: Bundle, expected: Expected): Promise<string | undefined> => {
  if (!expected.id || !expected.jwt_secret || !expected.header_secret)
    return 'this Zap has no subscription that it could be for';
  const headers = headersOf(bundle);
  const given = headers.get(SECRET_HEADER.toLowerCase());
  if (given !== undefined && !isEqual(given, expected.header_secret)) return 'its secret header is wrong';
  const tokens = ['authorization', 'authentication'].flatMap((name) => {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(headers.get(name)?.trim() ?? '') ?? [];
    return token ? [token] : [];
  });
  for (const token of tokens) {
    const flaw = await flawOf(token, expected.jwt_secret);
    if (flaw) return flaw;
  }
  if (given === undefined && tokens.length === 0) return 'it bears neither a signature nor the secret header';
  const body = bodyOf(bundle);
  if (body['webhook_id'] !== expected.id) return 'it is of another webhook';
  if (body['object_class'] !== expected.object_class) return 'it is of another class of objects';
  if (body['product_id'] !== expected.product_id) return 'it is of another product';
  return undefined;
};
