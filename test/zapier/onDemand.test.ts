import { describe, expect, it } from '@jest/globals';
import { onDemand } from '../../src/zapier/onDemand.ts';

type Fn = (...given: unknown[]) => unknown;
type Parts = Record<string, unknown>;
type Operation = Parts & { operation: Parts & { perform: Fn } };

/** A room of two actions, and how often it was loaded. */
const outlined = () => {
  const counts = { loads: 0, reads: 0 };
  const hydrator = async (_z: unknown, { id }: { id: string }) => `file ${id}`;
  const action = (key: string) => ({
    key,
    noun: 'Thing',
    operation: {
      inputFields: [{ key: 'a' }, async (_z: unknown, _bundle: unknown) => [{ key: 'b' }]],
      perform: async (_z: unknown, bundle: unknown) => ({ key, bundle }),
      sample: { id: 1 },
    },
  });
  const room = { actions: [action('one'), action('two')], hydrators: { hydrator } };
  const fields = [{ key: 'a' }, { $function: 2 }];
  const stored = {
    noun: 'Thing',
    operation: { inputFields: fields, perform: { $function: 2 }, sample: { id: 1 } },
  };
  const forms = [{ has: ['key', 'noun', 'operation'], operationHas: ['inputFields', 'perform', 'sample'] }];
  const app = onDemand({
    rooms: {
      things: async () => {
        counts.loads += 1;
        return room;
      },
    },
    forms,
    operations: {
      triggers: {},
      creates: {
        one: { room: 'things', place: ['actions', 0], form: 0 },
        two: { room: 'things', place: ['actions', 1], form: 0 },
      },
      searches: {},
    },
    hydrators: { hydrator: { room: 'things', place: ['hydrators', 'hydrator'] } },
    authentication: { room: 'things', place: ['actions', 1, 'operation'], stored: { test: 'x' } },
    stored: () => {
      counts.reads += 1;
      return { creates: { one: { key: 'one', ...stored }, two: { key: 'two', ...stored } } };
    },
  });
  const creates = app.creates as unknown as Record<'one' | 'two', Operation>;
  return { creates, hydrators: app.hydrators as Parts, authentication: app.authentication, room, counts };
};

describe('an App whose rooms are loaded on demand', () => {
  it('has its keys and functions before anything is read', () => {
    const { creates, counts } = outlined();
    expect(Object.keys(creates)).toEqual(['one', 'two']);
    expect(creates.one.key).toBe('one');
    expect(creates.one.operation.perform).toHaveLength(2);
    expect(creates.one.operation.perform).toBe(creates.one.operation.perform);
    expect(counts).toEqual({ loads: 0, reads: 0 });
  });

  it('runs the room’s own code, loaded once, and reads no data for it', async () => {
    const { creates, counts, room } = outlined();
    expect(await creates.one.operation.perform('z', 'bundle')).toEqual({ key: 'one', bundle: 'bundle' });
    expect(await creates.two.operation.perform('z', 'bundle')).toEqual({ key: 'two', bundle: 'bundle' });
    expect(creates.two.operation['inputFields']).toBe(room.actions[1]?.operation.inputFields);
    expect(counts).toEqual({ loads: 1, reads: 0 });
  });

  it('says what data says of operations, with functions that load the room', async () => {
    const { creates, counts } = outlined();
    expect(creates.one['noun']).toBe('Thing');
    const [plain, dynamic] = creates.one.operation['inputFields'] as [Parts, Fn];
    expect(plain).toEqual({ key: 'a' });
    expect(dynamic).toHaveLength(2);
    expect(counts).toEqual({ loads: 0, reads: 1 });
    expect(await dynamic('z', 'bundle')).toEqual([{ key: 'b' }]);
    expect(counts).toEqual({ loads: 1, reads: 1 });
  });

  it('has the hydrator that its room names, once the room is there', async () => {
    const { hydrators, creates, room } = outlined();
    expect(await (hydrators['hydrator'] as Fn)('z', { id: 'F-1' })).toBe('file F-1');
    await creates.one.operation.perform('z', 'bundle');
    expect(hydrators['hydrator']).toBe(room.hydrators.hydrator);
  });

  it('tells a room that is not there', async () => {
    const app = onDemand({
      rooms: {},
      forms: [{ has: ['key', 'operation'], operationHas: ['perform'] }],
      operations: {
        triggers: {},
        creates: { one: { room: 'gone', place: ['one'], form: 0 } },
        searches: {},
      },
      hydrators: {},
      authentication: { room: 'gone', place: ['authentication'], stored: {} },
      stored: () => ({}),
    });
    const { perform } = (app.creates as unknown as Record<'one', Operation>).one.operation;
    await expect(perform('z', 'bundle')).rejects.toThrow('room "gone"');
  });
});
