import { legacyCreate, paramLines, problemLines } from '../zapier/legacy.ts';
import { createUpdateTierConfigRequest } from './createUpdateTierConfigRequest.ts';
import { fillTierParams } from './fillTierParams.ts';
import { inquireConfigRequest } from './inquireTierConfigRequest.ts';

/** The published app's twins with line items. */
export const legacyTierActions = [
  legacyCreate({
    key: 'create_update_tier_config_request_lis',
    label: 'Create Tier Configuration Request With Line Items (Legacy)',
    base: createUpdateTierConfigRequest,
    fields: paramLines,
  }),
  legacyCreate({
    key: 'inquire_tier_config_request_lis',
    label: 'Inquire Tier Configuration Request With Line Items (Legacy)',
    base: inquireConfigRequest,
    fields: problemLines,
  }),
  legacyCreate({
    key: 'fill_tier_params_lis',
    label: 'Set Tier Parameters With Line Items (Legacy)',
    base: fillTierParams,
    fields: paramLines,
  }),
];
