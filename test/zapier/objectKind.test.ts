import { afterEach, describe, expect, it } from '@jest/globals';
import type { Trigger } from 'zapier-platform-core';
import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import { FulfillmentRequest } from '../../src/connect/schemas/request.ts';
import { requestPicker } from '../../src/fields/pickers.ts';
import { requestSample } from '../../src/samples/request.ts';
import { filtersOf } from '../../src/zapier/filter.ts';
import { keyed } from '../../src/zapier/keyed.ts';
import { objectKind } from '../../src/zapier/objectKind.ts';
import { connection, serve, stopServing } from '../support/nocked.ts';

const by = filtersOf<'requests'>();
const named = { key: 'a_key', label: 'A Label', description: 'Triggers when something happens to it.' };

const shared = {
  noun: 'Request',
  id: requestPicker('request_id', { required: true }),
  returns: FulfillmentRequest,
  sample: requestSample,
} as const;

/** A kind that Connect can't order by any time. */
const timeless = objectKind({ ...shared, resource: (connect) => connect.requests });

const requests = objectKind({
  ...shared,
  resource: (connect) => connect.requests,
  filters: [by.is('status', { key: 'status', label: 'Status' }), by.is('id', requestPicker('id'))],
  created: { field: 'created', of: ({ created }) => created },
  updated: { field: 'updated', of: ({ updated }) => updated },
});

const poll = (trigger: Trigger, data: Record<string, unknown>) => {
  const app: unknown = { triggers: keyed([trigger]) };
  return new Zapier(app as RunnableApp).poll(trigger.key, connection, data);
};

const served = () => serve([{ status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } }]);

afterEach(stopServing);

describe('a kind of object', () => {
  it('follows updates where the kind has them, and looks for objects without one by their creation', async () => {
    const sent = served();
    await poll(requests.newTrigger(named), {});
    expect(sent.map(({ path }) => /ordering\(([^)]*)\)/.exec(path)?.[1])).toEqual(['-created', '-updated']);
  });

  it('orders by any time that Connect can order by', async () => {
    const sent = served();
    await poll(
      requests.triggerAt({ ...named, moment: { field: 'sli.days', of: ({ created }) => created } }),
      {},
    );
    expect(sent[0]?.path).toContain('ordering(-sli.days)');
  });

  it('offers no earlier step in a trigger, nor itself in its own search', () => {
    const links = ({ operation: { inputFields = [] } }: { operation: { inputFields?: unknown[] } }) =>
      inputFields.filter((field) => typeof field === 'object' && field !== null && 'search' in field);
    expect(links(requests.newTrigger(named))).toEqual([]);
    expect(links(requests.find({ ...named, key: 'search_requests' }))).toEqual([]);
    expect(links(requests.find({ ...named, key: 'search_others' }))).toHaveLength(1);
  });

  it('fails while the App is put together when a trigger needs a time that the kind has not', () => {
    expect(() => timeless.newTrigger(named)).toThrow('Request: the kind has no "created"');
    expect(() => timeless.newOrUpdatedTrigger(named)).toThrow('Request: the kind has no "created"');
    expect(() => requests.newTrigger({ ...named, without: 'colour' })).toThrow(
      'Request: no filter has the key "colour"',
    );
  });

  it('knows its verbs, its states and its orderings', () => {
    // @ts-expect-error Connect has no such action
    requests.stateChange({ ...named, verb: 'applaud', target: 'approved' });
    // @ts-expect-error no request is ever in this state
    requests.stateChange({ ...named, verb: 'approve', target: 'applauded' });
    // @ts-expect-error Connect can't order requests so; nor twice in reverse
    requests.triggerByState({ ...named, states: { ordering: '--created' } });
    // @ts-expect-error no time of a request
    requests.triggerAt({ ...named, moment: { field: 'colour', of: () => '' } });
    expect(requests.stateChange({ ...named, verb: 'approve', target: 'approved' }).key).toBe('a_key');
  });
});

describe('operations by their keys', () => {
  it('come in their order', () => {
    expect(Object.keys(keyed([{ key: 'b' }, { key: 'a' }]))).toEqual(['b', 'a']);
  });

  it('are refused when two have one key', () => {
    expect(() => keyed([{ key: 'a' }, { key: 'b' }, { key: 'a' }])).toThrow(
      'Two operations have the key "a".',
    );
  });
});

describe('filters that Connect does not have', () => {
  const noted = objectKind({
    ...shared,
    resource: (connect) => connect.requests,
    filters: [by.found({ key: 'note', label: 'Note' }, (row) => [(row as { note?: string }).note])],
    formerFilters: ['color'],
    newestFirst: '-created',
  });
  const rows = ['a', 'b', 'b', 'c'].map((note, index) => ({ ...requestSample, id: `PR-${index}`, note }));
  const servedRows = () => serve([{ status: 200, body: rows, headers: { 'content-range': 'items 0-3/4' } }]);
  const find = noted.find({ ...named, description: 'Finds it.' });

  it('are looked through by a search, in as much as it may read, up to its limit', async () => {
    const sent = servedRows();
    const app: unknown = { searches: keyed([find]) };
    const found = await new Zapier(app as RunnableApp).search(find.key, connection, {
      note: ['b'],
      limit: 1,
    });
    expect(found.map(({ id }) => id)).toEqual(['PR-1']);
    expect(sent.map(({ path }) => path)).toEqual(['/requests?ordering(-created)&limit=1000&offset=0']);
  });

  it('are looked through by a trigger', async () => {
    servedRows();
    const trigger = noted.triggerByState({ ...named, states: { ordering: '-created' } });
    const polled = await poll(trigger, { note: ['c', 'd'], color: 'red' });
    expect(polled.map(({ id }) => id)).toEqual(['PR-3']);
  });

  it('of the published app are shown to those alone who hold a value', () => {
    const [show] = (find.operation.inputFields ?? []).filter((field) => typeof field === 'function');
    const shown = (inputData: object) => show?.({} as never, { inputData } as never);
    expect(shown({})).toEqual([]);
    expect(shown({ color: 'red' })).toEqual([{ key: 'color', label: 'Color (No Longer Used)' }]);
  });
});
