import type { Bundle, ZObject } from 'zapier-platform-core';
import { toJson } from '../connect/client.ts';
import { isPage } from '../connect/errorBody.ts';
import { ConnectError, type Intent, within } from '../connect/errors.ts';
import { type HttpCall, send } from '../connect/http.ts';
import type { Wire } from '../connect/wire.ts';
import { readAddress, readToken } from '../zapier/connection.ts';
import { wireOf } from '../zapier/wires.ts';
import { readReply, SYSTEM, type TenantReply } from './support/answer.ts';

const SECRET = 'Provisioning Token';
const ADDRESS = 'the Provisioning API in the connection';

/** What servers say of addresses that they don't know, whatever the tenant. */
const NO_ROUTE =
  /\bno (?:such )?route\b|\broute (?:was )?not found\b|\bno static resource\b|\bcannot (?:get|put|post|delete) \//i;

/** Whether an answer says that there is no such tenant (any more), and not that nothing is at its address. */
export const isMissing = ({ status, isPage: page, said }: ConnectError): boolean =>
  (status === 404 || status === 410) && !page && !NO_ROUTE.test(said);

/**
 * The vendor's own system: `/tenant` as CloudBlue's fulfillment scenario describes it. It gets the connection's
 * provisioning token and never Connect's key. Methods throw ConnectError in words.
 */
export class TenantApi {
  readonly #wire: Wire;
  readonly #base: string;
  readonly #token: string;

  constructor(wire: Wire, access: { base: string; token: string }) {
    this.#wire = wire;
    this.#base = access.base;
    this.#token = access.token;
  }

  /** POST /tenant: creates the tenant of a subscription. */
  create(subscription: { id: string }): Promise<TenantReply> {
    return this.#call(
      'POST',
      '',
      `create a tenant for subscription ${subscription.id}`,
      undefined,
      subscription,
    );
  }

  /** GET /tenant/{id}; undefined when there is none. */
  async find(id: string): Promise<TenantReply | undefined> {
    try {
      return await this.read(id);
    } catch (error) {
      if (error instanceof ConnectError && isMissing(error)) return undefined;
      throw error;
    }
  }

  /** GET /tenant/{id}; fails also when there is none. */
  read(id: string): Promise<TenantReply> {
    return this.#call('GET', this.#path(id), `read tenant ${id}`, id);
  }

  /** GETs an address where there is nothing, to learn how the system answers there. */
  async elsewhere(id: string): Promise<void> {
    await this.#send(
      'GET',
      this.#path(id),
      'read an address where there is nothing',
      id,
      undefined,
      'no-such-address',
    );
  }

  /**
   * Asks for a tenant, to learn whether the system is there and takes the token; whether it has the tenant doesn't matter.
   * @throws ConnectError when the token is refused, nothing answers, or a web page does.
   */
  async probe(id: string): Promise<void> {
    try {
      const { text } = await this.#send('GET', this.#path(id), `read tenant ${id}`, id);
      if (isPage(text)) throw notAnApi();
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      if (error.status === undefined)
        throw error.message.includes(ADDRESS) ? error : error.with(`Check ${ADDRESS}.`);
      // What leads elsewhere names the address itself.
      if (error.status < 400 && error.status !== 304) throw error;
      if (error.status === 401 || error.status === 403) {
        throw new ConnectError(
          'reconnect',
          `${SYSTEM} doesn't accept the ${SECRET} (it answered ${error.status}); Connect does accept the API Key. Copy the ${SECRET} anew from your own system. ${error.said}`.trim(),
          { status: error.status },
        );
      }
      if (error.isPage) throw notAnApi();
    }
  }

  /** PUT /tenant/{id}: sets resource limits. */
  setLimits(id: string, limits: object): Promise<TenantReply> {
    return this.#call('PUT', this.#path(id), `set the limits of tenant ${id}`, id, limits);
  }

  /** PUT /tenant/{id}/disable. */
  suspend(id: string): Promise<TenantReply> {
    return this.#call('PUT', `${this.#path(id)}/disable`, `suspend tenant ${id}`, id);
  }

  /** PUT /tenant/{id}/enable. */
  resume(id: string): Promise<TenantReply> {
    return this.#call('PUT', `${this.#path(id)}/enable`, `resume tenant ${id}`, id);
  }

  /** DELETE /tenant/{id}. */
  delete(id: string): Promise<TenantReply> {
    return this.#call('DELETE', this.#path(id), `delete tenant ${id}`, id);
  }

  #path(id: string): string {
    if (!id.trim() || /^\.+$/.test(id.trim()))
      throw new ConnectError('fix', 'Tenant ID is missing. Fill it in.');
    if (!id.isWellFormed())
      throw new ConnectError(
        'fix',
        "Tenant ID holds half of a letter, which can't be sent. Fill it in again.",
      );
    return `/${encodeURIComponent(id.trim())}`;
  }

  async #call(method: HttpCall['method'], path: string, what: string, id?: string, body?: object) {
    try {
      return readReply(await this.#send(method, path, what, id, body), what, method !== 'GET');
    } catch (error) {
      if (!(error instanceof ConnectError) || error.status !== 404) throw error;
      if (error.isPage) throw notAnApi();
      // Only what has no ID in its path, and what no tenant can be the reason of, is a matter of the address.
      if (id !== undefined && isMissing(error)) throw error;
      throw error.with('Check the Provisioning API in the connection: tenants are at /tenant below it.');
    }
  }

  /** @returns the answer of a success. */
  async #send(
    method: HttpCall['method'],
    path: string,
    what: string,
    id?: string,
    body?: object,
    root = 'tenant',
  ) {
    const intent: Intent = {
      what,
      system: SYSTEM,
      address: ADDRESS,
      object: id ? `tenant ${id}` : undefined,
      secret: SECRET,
      check: 'Look for the tenant with Find Tenant before you run this step again.',
    };
    return send(this.#wire, {
      method,
      url: `${this.#base}/${root}${path}`,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && toJson(body),
      intent,
    });
  }
}

const notAnApi = (): ConnectError =>
  new ConnectError(
    'fix',
    `Provisioning API: a web page answers at this address instead of ${within(SYSTEM)}. Give its base address; tenants are at /tenant below it.`,
  );

/**
 * The vendor's system of a connection.
 * @throws ConnectError when the connection has none.
 */
export const openTenants = (z: ZObject, bundle: Bundle): TenantApi => {
  const { provisioning_url: url = '', provisioning_token: token = '' } = bundle.authData;
  if (!url.trim() || !token.trim()) {
    throw new ConnectError(
      'fix',
      'This connection has no Provisioning API. Reconnect it with the address (Provisioning API) and the token (Provisioning Token) of your own system.',
    );
  }
  const base = readAddress('Provisioning API', url, 'https://api.example.com');
  return new TenantApi(wireOf(z), { base, token: readToken(token) });
};
