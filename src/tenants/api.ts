import type { Bundle, ZObject } from 'zapier-platform-core';
import { toJson } from '../connect/client.ts';
import { ConnectError, type Intent, isPage, within } from '../connect/errors.ts';
import { type HttpCall, send } from '../connect/http.ts';
import { jsonOrNothing } from '../connect/json.ts';
import type { Wire } from '../connect/wire.ts';
import { readAddress, readToken } from '../zapier/connection.ts';
import { wireOf } from '../zapier/wires.ts';

const SYSTEM = 'Your provisioning system';
const SECRET = 'Provisioning Token';

/** A tenant as the vendor's system tells of it. Its form is the vendor's own. */
export type TenantAnswer = Record<string, unknown>;

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
  create(subscription: { id: string }): Promise<TenantAnswer> {
    return this.#call(
      'POST',
      '',
      `create a tenant for subscription ${subscription.id}`,
      undefined,
      subscription,
    );
  }

  /** GET /tenant/{id}; undefined when there is none. */
  async find(id: string): Promise<TenantAnswer | undefined> {
    try {
      return await this.#call('GET', this.#path(id), `read tenant ${id}`, id);
    } catch (error) {
      if (error instanceof ConnectError && error.status === 404) return undefined;
      throw error;
    }
  }

  /**
   * Asks for a tenant, to learn whether the system is there and takes the token; whether it has the tenant doesn't matter.
   * @throws ConnectError when the token is refused, nothing answers, or a web page does.
   */
  async probe(id: string): Promise<void> {
    try {
      const text = await this.#send('GET', this.#path(id), `read tenant ${id}`, id);
      if (isPage(text)) throw notAnApi();
    } catch (error) {
      if (!(error instanceof ConnectError) || error.status === undefined || error.status < 400) throw error;
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
  setLimits(id: string, limits: object): Promise<TenantAnswer> {
    return this.#call('PUT', this.#path(id), `set the limits of tenant ${id}`, id, limits);
  }

  /** PUT /tenant/{id}/disable. */
  suspend(id: string): Promise<TenantAnswer> {
    return this.#call('PUT', `${this.#path(id)}/disable`, `suspend tenant ${id}`, id);
  }

  /** PUT /tenant/{id}/enable. */
  resume(id: string): Promise<TenantAnswer> {
    return this.#call('PUT', `${this.#path(id)}/enable`, `resume tenant ${id}`, id);
  }

  /** DELETE /tenant/{id}. */
  delete(id: string): Promise<TenantAnswer> {
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

  /** The answer's JSON object; `{}` where the system sends none, as CloudBlue allows for most calls. */
  async #call(method: HttpCall['method'], path: string, what: string, id?: string, body?: object) {
    return parsed(await this.#send(method, path, what, id, body), what);
  }

  /** @returns the text of a success. */
  async #send(method: HttpCall['method'], path: string, what: string, id?: string, body?: object) {
    const intent: Intent = {
      what,
      system: SYSTEM,
      address: 'the Provisioning API in the connection',
      object: id ? `tenant ${id}` : undefined,
      secret: SECRET,
      check: 'Look for the tenant with Find Tenant before you run this step again.',
    };
    const { text } = await send(this.#wire, {
      method,
      url: `${this.#base}/tenant${path}`,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && toJson(body),
      intent,
    });
    return text;
  }
}

const notAnApi = (): ConnectError =>
  new ConnectError(
    'fix',
    `Provisioning API: a web page answers at this address instead of ${within(SYSTEM)}. Give its base address; tenants are at /tenant below it.`,
  );

const parsed = (text: string, what: string): TenantAnswer => {
  if (text.trim() === '') return {};
  const value = jsonOrNothing(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as TenantAnswer;
  throw new ConnectError(
    'fix',
    `${SYSTEM} answered the attempt to ${what} with something that is not a JSON object. It may have been carried out; look for the tenant with Find Tenant. Check the Provisioning API in the connection.`,
    { unknownFate: true },
  );
};

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
