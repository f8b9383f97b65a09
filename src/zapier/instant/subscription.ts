import type { Bundle } from 'zapier-platform-core';
import type { Subscription } from './genuine.ts';

/** What Zapier gives back of a subscription; empty texts where it doesn't. */
export const subscriptionOf = ({ subscribeData }: Bundle): Subscription => {
  const data = (subscribeData ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  return {
    id: text('id'),
    jwt_secret: text('jwt_secret'),
    header_secret: text('header_secret'),
    memory: text('memory'),
    since: text('since'),
  };
};
