import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { reachState } from '../connect/reachState.ts';
import { TierConfigRequest } from '../connect/schemas/tiers.ts';
import { parameterErrorFields, readAllProblems } from '../fields/parameterFields.ts';
import { tierConfigRequestPicker } from '../fields/pickers.ts';
import { tierConfigRequestIn } from '../samples/tierRequests.ts';
import { legacyFields } from '../zapier/legacy.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

/** Vendor: says which parameters of a request are wrong and gives it back for correction. */
export const inquireConfigRequest = action({
  key: 'inquire_tier_config_request',
  noun: 'Tier Configuration Request',
  label: 'Inquire Tier Configuration Request',
  description:
    'Marks wrong parameters of a pending tier configuration request and gives it back for correction; returns it in the state inquiring. For vendors. To refuse it for good use Fail Tier Configuration Request.',
  inputFields: defineInputFields([
    tierConfigRequestPicker('request_id', { required: true, altersDynamicFields: true }),
    { key: 'note', label: 'Note', type: 'text', helpText: 'A note on the request, for both sides.' },
    parameterErrorFields('tier'),
    {
      key: 'params',
      label: 'Other Parameters to Correct',
      dict: true,
      helpText:
        "The parameter's ID on the left, what is wrong with it on the right, for example `reseller_email` and `It is not known.`",
    },
    // Connect takes no template here, and the published app's other action has another key for the note.
    legacyFields(['template_id', 'notes']),
  ]),
  returns: TierConfigRequest,
  lock: lockOn('tier configuration request', 'request_id'),
  sample: { ...tierConfigRequestIn('inquiring'), activation: { link: 'https://example.com/form' } },
  run: async (connect, input: { request_id: string; note?: string; notes?: unknown }) => {
    const { request_id: id, note, notes = note } = input;
    const params = readAllProblems(input);
    await connect.tierConfigRequests.update(
      id,
      { params, ...(notes ? { notes } : {}) },
      { what: `mark the parameters of tier configuration request ${id}` },
    );
    try {
      return await reachState(connect.tierConfigRequests, {
        noun: 'tier configuration request',
        id,
        verb: 'inquire',
        target: 'inquiring',
        rule: 'Only the vendor can inquire a tier configuration request, and only while it is pending.',
      });
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      throw error.with(`The parameters of ${id} are marked already; running this step again does no harm.`);
    }
  },
});
