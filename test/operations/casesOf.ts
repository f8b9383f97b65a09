import type { Reply } from '../support/nocked.ts';
import type { Places } from '../support/wire.ts';
import type { Case } from './case.ts';

/** What most cases leave as it is. */
type More = Partial<Omit<Case, 'kind' | 'key' | 'names'>>;

interface CollectionCases {
  /** The collection's path: `tier/account-requests`. */
  readonly collection: string;
  /** An object of it, as the samples have it. */
  readonly sample: { readonly id: string; readonly status?: string | null };
  /** What its objects are called in messages. */
  readonly plural: RegExp;
  /** What its objects are called in locks, where state changes of one run one after the other. */
  readonly lock?: string;
}

const page = (row: object): Reply => ({
  status: 200,
  body: [row],
  headers: { 'content-range': 'items 0-0/1' },
});

/** The cases of what one kind of object has, in rows: what `objectKind` makes is tried by what this makes. */
export const casesOf = ({ collection, sample, plural, lock }: CollectionCases) => {
  const listed = (kind: Case['kind'], key: string, query: string, more: More): Case => ({
    kind,
    key,
    input: {},
    sends: [['connect', 'GET', `/${collection}?${query}`]],
    replies: [page(sample)],
    names: plural,
    ...more,
  });
  return {
    /** A trigger, as the editor asks for samples. @param query of its call, without a page: `ordering(-updated)`. */
    polled: (key: string, query: string, more: More = {}): Case =>
      listed('triggers', key, `${query}&limit=3&offset=0`, more),
    /** A trigger that looks at the first objects of a list. */
    watched: (key: string, query: string, more: More = {}): Case =>
      listed('triggers', key, `${query}&limit=3&offset=0`, more),
    /** A dropdown. @param gives the choice that is made of the sample. */
    chosen: (key: string, query: string, gives: object): Case =>
      listed('triggers', key, [query, 'limit=100&offset=0'].filter(Boolean).join('&'), { gives: [gives] }),
    /** A search. @param query of its call, without a limit. */
    found: (key: string, query: string, more: More = {}): Case =>
      listed('searches', key, [query, 'limit=10&offset=0'].filter(Boolean).join('&'), more),
    /** A step that waits; its object is there already. @param idKey the input that names the object. */
    waited: (key: string, idKey: string, more: More = {}): Case => ({
      kind: 'creates',
      key,
      input: { [idKey]: sample.id },
      sends: [['connect', 'GET', `/${collection}/${sample.id}`]],
      replies: [{ status: 200, body: sample }],
      gives: { ...sample, finished: true, webhook_id: '', wait_id: '' },
      names: new RegExp(sample.id),
      ...more,
      // Where it goes on is decided here.
      places: { [idKey]: `GET /${collection}/$`, statuses: { to: [], give: [sample.status] } },
    }),
    /** A state change. @param idKey the input that names the object; what else is given is sent as it is. */
    changed: (
      key: string,
      [idKey, verb]: readonly [idKey: string, verb: string],
      body?: Readonly<Record<string, unknown>>,
      more: More & { readonly places?: Places } = {},
    ): Case => ({
      kind: 'creates',
      key,
      input: { [idKey]: sample.id, ...body },
      sends: [['connect', 'POST', `/${collection}/${sample.id}/${verb}`, body]],
      replies: [{ status: 200, body: sample }],
      names: new RegExp(sample.id),
      ...(lock ? { lock: `${lock} {{bundle.inputData.${idKey}}}` } : {}),
      ...more,
      places: { [idKey]: `POST /${collection}/$/${verb}`, ...more.places },
    }),
  };
};
