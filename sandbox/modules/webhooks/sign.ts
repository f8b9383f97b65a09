import { createHmac } from 'node:crypto';

/** Seconds for which a signature holds. */
const HOLDS = 300;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token, HS256 (RFC 7519). @param now ms since 1970. @param more claims and headers that differ. */
export const signed = (
  secret: string,
  now: number,
  { header = {}, claims = {} }: { header?: object; claims?: object } = {},
): string => {
  const seconds = Math.floor(now / 1000);
  const head = part({ alg: 'HS256', typ: 'JWT', ...header });
  const body = part({ iat: seconds, nbf: seconds, exp: seconds + HOLDS, ...claims });
  const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
};
