import { tierConfigRequestPicker, tierTemplatePicker, userPicker } from '../fields/pickers.ts';
import { configRequests } from './configRequests.ts';

/** What either side does with a request for a tier configuration, one verb each. */

const { stateChange } = configRequests;

/** Vendor: agrees to a configuration. */
export const approveConfigRequest = stateChange({
  key: 'approve_tier_config_request',
  label: 'Approve Tier Configuration Request',
  description:
    'Approves a pending tier configuration request with a template and returns it; its configuration is active then, and purchases that waited for it go on. A request of tier 2 is approved before that of tier 1, which waits for it. For vendors.',
  // The published app calls it so.
  id: tierConfigRequestPicker('id', { required: true, altersDynamicFields: true }),
  fields: [
    tierTemplatePicker('template_id', {
      required: true,
      helpText:
        "The message that the reseller gets, for example `TL-000-000-000`. The list shows the templates of the request's product and tier.",
    }),
    {
      key: 'effective_date',
      label: 'Effective Date',
      type: 'datetime',
      helpText: 'From when on the configuration counts, for example `2026-01-31T00:00:00Z`. Now, when empty.',
    },
  ],
  verb: 'approve',
  target: 'approved',
  body: ({ template_id, effective_date }) => ({
    template: { id: template_id },
    ...(effective_date ? { effective_date } : {}),
  }),
  rule: 'Only the vendor can approve a tier configuration request, and only while it is pending; one of tier 1 waits for that of tier 2.',
});

/** Vendor: refuses a configuration for good. */
export const failConfigRequest = stateChange({
  key: 'fail_tier_config_request',
  label: 'Fail Tier Configuration Request',
  description:
    'Fails an open tier configuration request with a reason and returns it; purchases that waited for it fail too. To ask for corrections instead use Inquire Tier Configuration Request. For vendors.',
  fields: [
    {
      key: 'reason',
      label: 'Reason',
      type: 'text',
      required: true,
      helpText: 'What the distributor gets to read, for example `The reseller is not known.`',
    },
  ],
  verb: 'fail',
  target: 'failed',
  rule: 'Only the vendor can fail a tier configuration request, and only while it is open.',
  sample: { reason: 'The reseller is not known.' },
});

/** Either side: gives an inquiring request back to the vendor. */
export const pendConfigRequest = stateChange({
  key: 'pend_tier_config_request',
  label: 'Set Tier Configuration Request to Pending',
  description:
    'Sets an inquiring tier configuration request to pending, once its parameters are corrected, and returns it. The vendor goes on with it.',
  verb: 'pend',
  target: 'pending',
  what: (id) => `set tier configuration request ${id} to pending`,
  rule: 'Only an inquiring tier configuration request can be set to pending.',
});

/** Distributor: places a request that was only a draft. */
export const submitConfigRequest = stateChange({
  key: 'submit_tier_config_request',
  label: 'Submit Draft Tier Configuration Request',
  description:
    'Submits a draft tier configuration request, so that the vendor gets it, and returns it. One of tier 1 then waits in tiers_setup until that of tier 2 is approved. For distributors.',
  verb: 'submit',
  // What was submitted may have got further meanwhile.
  target: ['pending', 'tiers_setup', 'inquiring', 'approved', 'failed'],
  rule: 'Only the distributor can submit a tier configuration request, and only while it is a draft.',
});

/** Vendor: makes somebody responsible for a request. */
export const assignConfigRequest = stateChange({
  key: 'assign_tier_config_request',
  label: 'Assign Tier Configuration Request',
  description:
    'Makes a user of your account responsible for an open tier configuration request and returns it. For vendors. To free it again use Unassign Tier Configuration Request.',
  fields: [
    userPicker('email', {
      label: 'Assignee Email',
      required: true,
      helpText: 'The email address of a user of your Connect account, for example `alex@example.com`.',
    }),
  ],
  verb: 'assign',
  sample: {
    status: 'pending',
    assignee: { id: 'UR-841-574-187', name: 'Alex Sample', email: 'alex@example.com' },
  },
});

/** Vendor: makes nobody responsible for a request. */
export const unassignConfigRequest = stateChange({
  key: 'unassign_tier_config_request',
  label: 'Unassign Tier Configuration Request',
  description: 'Removes the assignee of an open tier configuration request and returns it. For vendors.',
  verb: 'unassign',
  sample: { status: 'pending' },
});
