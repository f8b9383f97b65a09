import { createHmac } from 'node:crypto';
import { invalid } from '../../errors.ts';
import type { World } from '../../world/world.ts';
import type { ProductAction } from '../catalog/model.ts';

/** Seconds for which a link is good. */
const LASTS = 900;
/** Made up: it opens nothing. */
const SECRET = 'sandbox-action-secret';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Where an action of a product leads for one object: the vendor's page, with a JWT (RFC 7519) that says for whom.
 * @throws ApiError 400 when the action isn't done with such objects.
 */
export const actionLink = (
  world: World,
  action: ProductAction,
  subject: { readonly scope: string; readonly id: string },
): { link: string } => {
  if (action.scope !== subject.scope)
    throw invalid(`Action ${action.id} is of the scope ${action.scope}, not ${subject.scope}.`);
  const now = Math.floor(world.clock.now() / 1000);
  const head = part({ typ: 'JWT', alg: 'HS256' });
  const body = part({ sub: subject.id, action_id: action.action, iat: now, exp: now + LASTS });
  const sign = createHmac('sha256', SECRET).update(`${head}.${body}`).digest('base64url');
  return { link: `https://vendor.example.com/action/${action.action}?jwt=${head}.${body}.${sign}` };
};
