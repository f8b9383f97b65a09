import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { PlacedConfigRequest, TIER_LEVELS } from '../connect/schemas/tiers.ts';
import { ENVIRONMENTS } from '../fields/environments.ts';
import { knownIn } from '../fields/knownParameters.ts';
import { parameterFields } from '../fields/parameterFields.ts';
import { hasParams, readGivenParams } from '../fields/parameterValues.ts';
import { hubPicker, productPicker, tierAccountPicker, tierConfigPicker } from '../fields/pickers.ts';
import { placedConfigSample } from '../samples/tierRequests.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { notesField, paramsField } from './support/configFields.ts';
import { targetOf } from './support/configTarget.ts';

/** Either side: sets a tier configuration up, or changes one. */
export const createUpdateTierConfigRequest = action({
  key: 'create_update_tier_config_request',
  noun: 'Tier Configuration Request',
  label: 'Create Tier Configuration Request',
  description:
    'Asks for a new configuration of a reseller for a product, or for other parameter values of one that exists, and returns the request. A request of tier 1 waits in tiers_setup until that of its tier 2 is approved. Running it again returns the request that is open.',
  inputFields: defineInputFields([
    tierConfigPicker('config_id', {
      altersDynamicFields: true,
      helpText:
        'The configuration to change, for example `TC-000-000-000`. To set a new one up leave it empty, and give product, account and level.',
    }),
    productPicker('product_id', { altersDynamicFields: true }),
    tierAccountPicker('account_id', {
      label: 'Account ID',
      helpText: 'The reseller that is configured, for example `TA-0000-0000-0000`.',
    }),
    {
      key: 'tier_level',
      label: 'Tier Level',
      choices: TIER_LEVELS,
      altersDynamicFields: true,
      helpText: 'Tier 1 sells to customers; tier 2 sells to tier 1 and is configured first.',
    },
    hubPicker('hub_id', {
      helpText: 'Where the product is sold, if it is at several hubs, for example `HB-0000-0000`.',
    }),
    {
      key: 'environment',
      label: 'Environment',
      choices: ENVIRONMENTS,
      helpText: 'Tells connections of one hub apart.',
    },
    parameterFields('own', false, 'tier'),
    paramsField,
    notesField,
    {
      key: 'draft',
      label: 'Draft Only',
      type: 'boolean',
      helpText:
        'Yes: the vendor gets it once it is submitted, with Submit Draft Tier Configuration Request. For distributors.',
    },
  ]),
  returns: PlacedConfigRequest,
  lock: lockOn('tier configurations'),
  sample: placedConfigSample,
  run: async (connect, input) => {
    const { notes, draft } = input;
    const { config, open, type, configuration } = await targetOf(connect, input);
    const shown = open?.params ?? config?.params;
    const params = await readGivenParams(
      connect,
      'Other Parameters',
      input,
      shown?.length ? async () => knownIn(shown) : undefined,
    );
    if (open && hasParams(open, params) && (!notes || open.notes === notes))
      return { ...open, existed_before: true };
    if (config?.status === 'active' && !open && hasParams(config, params))
      throw new ConnectError(
        'stop',
        `Tier configuration ${config.id} has these values already, so nothing was asked for.`,
      );
    const body = {
      type,
      configuration,
      params,
      ...(notes ? { notes } : {}),
      ...(draft ? { status: 'draft' } : {}),
    };
    try {
      const request = await connect.tierConfigRequests.create(body, {
        check: 'Running this step again does no harm: a request for the same is recognised.',
      });
      return { ...request, existed_before: false };
    } catch (error) {
      if (!(error instanceof ConnectError) || !open || !error.isRefusal) throw error;
      throw error.with(
        `Its request ${open.id} is ${open.status}; to change that one use Set Tier Parameters.`,
      );
    }
  },
});
