import { ConnectError } from '../../connect/errors.ts';
import { isMissing, type TenantApi } from '../api.ts';
import { isGone } from './states.ts';

/** Whether a tenant is gone, where its system answers 404: addresses that don't exist are answered so, too. */

/** Words for addresses, which say nothing of a tenant. */
const OF_ADDRESSES =
  /\b(?:routes?|urls?|uris?|paths?|endpoints?|pages?|proxy|apis?|methods?|mappings?|handlers?|hosts?|static resource)\b/i;
/** What vendors call a tenant. */
const OF_TENANTS =
  /\b(?:tenants?|subscriptions?|assets?|accounts?|customers?|organi[sz]ations?|compan(?:y|ies)|workspaces?|instances?|records?|entit(?:y|ies)|objects?)\b/i;
const ENDED = /\b(?:deleted|removed|terminated|no longer|gone|doesn't exist|does not exist)\b/i;

/** `TENANT_NOT_FOUND` and `TenantNotFound` are words; addresses are none. */
const wordsOf = ({ words }: ConnectError): string =>
  words
    .split(/\s+/)
    .filter((word) => !word.includes('/'))
    .join(' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ');

/** Whether an answer says itself that the tenant is gone: 410 (RFC 9110, 15.5.11), or 404 in words about the tenant. */
const saysGone = (error: ConnectError, id: string): boolean => {
  if (!isMissing(error)) return false;
  if (error.status === 410) return true;
  const words = wordsOf(error);
  const isNamed = words.split(/[\s"'`,;:()[\]]+/).some((word) => word.replace(/\.$/, '') === id);
  return !OF_ADDRESSES.test(words) && (isNamed || OF_TENANTS.test(words) || ENDED.test(words));
};

/** The words of an answer without those that differ each time: numbers of requests, times, addresses. */
const plain = (error: ConnectError): string =>
  wordsOf(error)
    .split(/\s+/)
    .filter((word) => !/\d/.test(word))
    .join(' ');

/** Whether two answers can't be told apart. */
const isSame = (one: ConnectError, other: ConnectError): boolean =>
  one.status === other.status &&
  one.isPage === other.isPage &&
  (one.said || other.said ? one.said === other.said : plain(one) === plain(other));

/** How a call failed. @throws what is no answer, such as a cut connection. */
const refusalOf = (error: unknown): ConnectError => {
  if (error instanceof ConnectError && error.status !== undefined) return error;
  throw error;
};

/**
 * Makes sure that a tenant is gone whose deletion was answered with 404. An answer that doesn't speak of the tenant is
 * compared with the one to an address where there is nothing: two calls more.
 * @throws ConnectError when the tenant is there, or any address is answered so.
 */
export const confirmGone = async (tenants: TenantApi, id: string, error: ConnectError): Promise<void> => {
  if (saysGone(error, id)) return;
  const found = await tenants.read(id).catch(refusalOf);
  if (!(found instanceof ConnectError)) {
    if (isGone(found.tenant)) return;
    throw error.with('It can be read all the same, so that it is not taken for deleted.');
  }
  if (saysGone(found, id)) return;
  const nothing = await tenants.elsewhere(id).catch(refusalOf);
  if (isMissing(found) && !(nothing instanceof ConnectError && isSame(found, nothing))) return;
  throw error.with(
    'It answers so wherever there is nothing, so that this tenant is not taken for deleted. Check the Provisioning API in the connection: tenants are at /tenant below it. If the tenant is gone, let your system say so: with 410, or with 404 and words such as "There is no such tenant".',
  );
};
