import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { ConnectError } from './connect/errors.ts';
import { openTenants } from './tenants/api.ts';
import { DEFAULT_ENDPOINT, openConnect, readAddress } from './zapier/connection.ts';
import { speaking } from './zapier/errors.ts';

/** What a failed test means for somebody who is setting the connection up. */
const sayForTest = (error: unknown): never => {
  if (
    error instanceof ConnectError &&
    error.status === 401 &&
    /disabled|inactive|expired/i.test(error.said)
  ) {
    throw new ConnectError(
      'reconnect',
      'This API token is disabled or expired in Connect. Enable it, or create a new one, under Integrations > Tokens, then connect again.',
    );
  }
  if (error instanceof ConnectError && error.status === 401) {
    throw new ConnectError(
      'reconnect',
      'Connect doesn\'t accept this API Key. Copy the whole key ("ApiKey SU-…:…") from Integrations > Tokens in Connect, and check that the token is enabled and that the API Endpoint is of the same environment.',
    );
  }
  if (error instanceof ConnectError && error.status === 403) {
    throw new ConnectError(
      'fix',
      'The API token is valid, but has no permission for the module "Account". Open the token in Connect (Integrations > Tokens > Permissions) and enable the modules that your Zaps use.',
    );
  }
  if (error instanceof ConnectError && (error.status === 404 || error.isForeign)) {
    throw notConnect();
  }
  throw error;
};

/** An account as Connect answers it: anything else at that address isn't Connect. */
const isAccount = ({ id }: { id: string }) => /^[A-Z]{2,}-/.test(id);

/** What it means that the endpoint answers something, but not as Connect does. */
const notConnect = (): ConnectError =>
  new ConnectError(
    'fix',
    `The API Endpoint answers, but not as Connect's API does. Leave it empty, or give the address ending in /public/v1, like ${DEFAULT_ENDPOINT}`,
  );

const NO_TENANT = 'connection-test';

/** Asks the vendor's own system for a tenant that it can't have. */
const testTenants = async (z: ZObject, bundle: Bundle): Promise<void> => {
  const { provisioning_url: url = '', provisioning_token: token = '' } = bundle.authData;
  if (!url.trim()) return;
  readAddress('Provisioning API', url, 'https://api.example.com');
  if (!token.trim()) return;
  await openTenants(z, bundle).probe(NO_TENANT);
};

/** Reads the account that the key belongs to; its fields make the connection's label. */
const test = speaking(async (z: ZObject, bundle: Bundle) => {
  const { rows } = await openConnect(z, bundle).accounts.list({ limit: 1 }).catch(sayForTest);
  const [account] = rows;
  if (!account || !isAccount(account)) throw notConnect();
  await testTenants(z, bundle);
  return { id: account.id, name: account.name ?? account.id, type: account.type ?? '' };
});

export const authentication = {
  type: 'custom',
  test,
  connectionLabel: '{{name}} ({{id}})',
  fields: [
    {
      key: 'api_key',
      label: 'API Key',
      type: 'password',
      required: true,
      helpText:
        'In [Connect](https://connect.cloudblue.com), open Integrations > Tokens, create a token with the extension "Custom" and the modules that your Zaps use, and copy its API key: `ApiKey SU-000-000-000:…`.',
    },
    {
      key: 'endpoint',
      label: 'API Endpoint',
      type: 'string',
      required: false,
      isNoSecret: true,
      placeholder: DEFAULT_ENDPOINT,
      helpText: `Leave it empty for CloudBlue's public Connect. Otherwise the address ending in \`/public/v1\`, as \`${DEFAULT_ENDPOINT}\`.`,
    },
    {
      key: 'provisioning_url',
      label: 'Provisioning API',
      type: 'string',
      required: false,
      isNoSecret: true,
      placeholder: 'https://api.example.com',
      helpText:
        'Vendors only: the base address of your own system for the tenant actions, such as `https://api.example.com`; tenants are at `/tenant` below it.',
    },
    {
      key: 'provisioning_token',
      label: 'Provisioning Token',
      type: 'password',
      required: false,
      helpText: 'Vendors only: sent to your own system as `Authorization: Bearer …`, never to Connect.',
    },
  ],
} satisfies Authentication;
