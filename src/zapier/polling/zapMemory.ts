import { createHash } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { readApiKey, readEndpoint } from '../connection.ts';
import { type MemoryStore, memoryIn } from './memory.ts';

const short = (value: unknown): string =>
  createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** Where deliveries to a subscription remember: its own, whatever becomes of the connection. */
export const memoryOfSubscription = (z: ZObject, name: string): MemoryStore =>
  memoryIn(z.cache, `hook:${name}`, { isShared: false, log: (line) => z.console.log(line) });

/**
 * Where the polls of a trigger remember. A Zap that Zapier names has a memory of its own, whatever token its connection
 * has; without a name it is shared by all Zaps of the same service user with the same trigger and filters.
 */
export const memoryOf = (z: ZObject, bundle: Bundle, trigger: string): MemoryStore => {
  const filters = Object.entries(bundle.inputData)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const zap = bundle.meta?.zap?.id;
  const [user] = readApiKey(bundle.authData['api_key']).split(':');
  const whose = zap ? `zap:${zap}` : `shared:${short([readEndpoint(bundle.authData['endpoint']), user])}`;
  return memoryIn(z.cache, `poll:${trigger}:${whose}:${short(filters)}`, {
    isShared: !zap,
    log: (line) => z.console.log(line),
  });
};
