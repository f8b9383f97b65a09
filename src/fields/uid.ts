import { createHash } from 'node:crypto';

/**
 * A UID that is the same whenever the same things are named, so that running a step again makes nothing new.
 * @returns a UUID (form of version 5).
 */
export const derivedUid = (...names: string[]): string => {
  const hex = createHash('sha1').update(JSON.stringify(names)).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};
