import { reachState } from '../connect/reachState.ts';
import { ListingRequest } from '../connect/schemas/listing.ts';
import { listingRequestPicker } from '../fields/pickers.ts';
import { listingRequestSampleIn } from '../samples/listing.ts';
import { badValue } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

/** Where each action leads, and who may take it. */
const ACTIONS = {
  submit: { target: 'reviewing', rule: 'Only the vendor can submit a listing request, and only a draft.' },
  deploy: {
    target: 'deploying',
    rule: 'Only the distributor can deploy a listing request, and only while it is reviewing.',
  },
  complete: {
    target: 'completed',
    rule: 'Only the distributor can complete a listing request, and only while it is deploying.',
  },
  cancel: {
    target: 'canceled',
    rule: 'The vendor can cancel a draft, the distributor a listing request that is reviewing or deploying.',
  },
  refine: {
    target: 'draft',
    rule: 'Only the distributor can send a listing request back, and only while it is reviewing or deploying.',
  },
} as const;

type Verb = keyof typeof ACTIONS;
const isVerb = (verb: string): verb is Verb => verb in ACTIONS;

/** Either side: moves a listing request on. */
export const changeStateListingRequest = action({
  key: 'change_state_listing_request',
  noun: 'Listing Request',
  label: 'Change Listing Request',
  description:
    'Submits a draft (vendor), or deploys, completes, cancels or sends back a listing request (distributor), and returns it as it is then. Once it is completed, the product is listed, or no longer.',
  inputFields: [
    listingRequestPicker('id', { required: true }),
    {
      key: 'action',
      label: 'Action',
      required: true,
      choices: {
        submit: 'Submit',
        deploy: 'Deploy',
        complete: 'Complete',
        cancel: 'Cancel',
        refine: 'Refine (Send Back)',
      },
      helpText: 'Draft → submit → reviewing → deploy → deploying → complete → completed.',
    },
  ],
  returns: ListingRequest,
  sample: listingRequestSampleIn('deploying'),
  lock: lockOn('listing request', 'id'),
  run: async (connect, { id, action: verb }) => {
    if (!isVerb(verb)) throw badValue('Action', verb, `one of: ${Object.keys(ACTIONS).join(', ')}`);
    return reachState(connect.listingRequests, { id, verb, noun: 'listing request', ...ACTIONS[verb] });
  },
});
