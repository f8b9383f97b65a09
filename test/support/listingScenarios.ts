import type { Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The actions of listings, each in a world in which it can be carried out. */

const requestsOf = (stage: Stage) => [...stage.sandbox.world.listings.requests.all()];

/** The listing of the seeded product. */
export const listingOf = (stage: Stage) => {
  const { listings } = stage.sandbox.world.listings;
  return [...listings.all()].find(({ product }) => product.id === stage.sandbox.ids.product);
};

/** @returns the ID of a vendor's draft. */
export const draftOf = async (stage: Stage): Promise<string> => {
  const input = { type: 'remove', listing_id: listingOf(stage)?.id };
  return String((await stage.run('create_listing_request', 'vendor', input))['id']);
};

const onDraft = (
  key: string,
  idKey: string,
  verb: string,
  isDone: (request: ReturnType<typeof requestsOf>[number]) => boolean,
  input: Record<string, unknown> = {},
): Scenario => ({
  key,
  hasEmptyAnswer: true,
  prepare: async (stage) => {
    const id = await draftOf(stage);
    return {
      by: 'vendor',
      input: { [idKey]: id, ...input },
      hits: { host: 'connect', method: 'POST', path: `/listing-requests/${id}/${verb}` },
      results: () => requestsOf(stage).filter((one) => one.id === id && isDone(one)).length,
    };
  },
});

export const listingScenarios: readonly Scenario[] = [
  {
    key: 'create_listing_request',
    prepare: async (stage) => ({
      by: 'vendor',
      input: { type: 'remove', listing_id: listingOf(stage)?.id, note: 'End of sale.' },
      hits: { host: 'connect', method: 'POST', path: '/listing-requests' },
      results: () => requestsOf(stage).filter(({ type }) => type === 'remove').length,
    }),
  },
  onDraft('change_state_listing_request', 'id', 'submit', ({ state }) => state === 'reviewing', {
    action: 'submit',
  }),
  onDraft('assign_listing_request', 'listing_request_id', 'assign', ({ assignee }) => Boolean(assignee)),
];
