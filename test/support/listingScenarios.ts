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

/** @returns the ID of a vendor's request that the distributor reviews. */
const reviewedOf = async (stage: Stage): Promise<string> => {
  const id = await draftOf(stage);
  await stage.run('change_state_listing_request', 'vendor', { id, action: 'submit' });
  return id;
};

interface Around {
  readonly input?: Record<string, unknown>;
  readonly before?: (stage: Stage, id: string) => Promise<unknown>;
  /** What leads from a request in review to the sample. */
  readonly sampled?: { readonly by: 'vendor' | 'store'; readonly input?: Record<string, unknown> };
}

const onDraft = (
  key: string,
  idKey: string,
  verb: string,
  isDone: (request: ReturnType<typeof requestsOf>[number]) => boolean,
  { input = {}, before, sampled }: Around = {},
): Scenario => ({
  key,
  hasEmptyAnswer: true,
  ...(sampled
    ? {
        sampled: async (stage) => ({
          by: sampled.by,
          input: { [idKey]: await reviewedOf(stage), ...sampled.input },
        }),
      }
    : {}),
  prepare: async (stage) => {
    const id = await draftOf(stage);
    await before?.(stage, id);
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
    input: { action: 'submit' },
    sampled: { by: 'store', input: { action: 'deploy' } },
  }),
  onDraft('assign_listing_request', 'listing_request_id', 'assign', ({ assignee }) => Boolean(assignee), {
    sampled: { by: 'store' },
  }),
  onDraft('unassign_listing_request', 'listing_request_id', 'unassign', ({ assignee }) => !assignee, {
    before: (stage, id) => stage.run('assign_listing_request', 'vendor', { listing_request_id: id }),
    sampled: { by: 'store' },
  }),
];
