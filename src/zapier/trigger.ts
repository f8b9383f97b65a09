import { createHash } from 'node:crypto';
import type {
  Bundle,
  InferInputData,
  InputFields,
  PlainInputField,
  Trigger,
  ZObject,
} from 'zapier-platform-core';
import * as zod from 'zod';
import type { Connect } from '../connect/connect.ts';
import type { Resource } from '../connect/resource.ts';
import type { Collection, Query, Where } from '../connect/rql.ts';
import { openConnect } from './connection.ts';
import { speaking } from './errors.ts';
import { readInput } from './input.ts';
import type { Step } from './operation.ts';
import { outputFields } from './outputFields.ts';
import { type EventSource, type Memory, type MemoryStore, poll } from './poll.ts';
import { sweep } from './sweep.ts';

/** A time of an object that a collection can be ordered and filtered by. */
export interface Timeline<C extends Collection, Row> {
  readonly ordering: Extract<NonNullable<Query<C>['ordering']>[number], string>;
  /** Rows after a time (ISO 8601): alternatives of which one has to hold. */
  readonly after: (time: string) => readonly Where<C>[];
  readonly of: (row: Row) => string | null | undefined;
  /** For a time of update: the update itself, where the row says, and when the object was created. */
  readonly changed?: (row: Row) => string | null | undefined;
  readonly created?: (row: Row) => string | null | undefined;
}

/** What a trigger follows where Connect can't order by the time of a change; see `sweep.ts`. */
export interface States<C extends Collection, Row> {
  readonly ordering: NonNullable<Query<C>['ordering']>[number];
  /** When an object was created (ISO 8601), where it says. */
  readonly created?: (row: Row) => string | null | undefined;
  /** What an object has reached; each one fires once. None: the object itself, once. */
  readonly of?: (row: Row) => string;
}

interface TriggerSpec<C extends Collection, Fields extends InputFields, Schema extends zod.ZodObject> {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly inputFields: Fields;
  readonly returns: zod.ZodObject;
  readonly sample: zod.infer<Schema> & Record<string, unknown>;
  readonly resource: (connect: Connect) => Resource<C, Schema>;
  readonly filters: (input: InferInputData<Fields>) => Query<C>;
}

interface PollingSpec<C extends Collection, Fields extends InputFields, Schema extends zod.ZodObject>
  extends TriggerSpec<C, Fields, Schema> {
  readonly returns: Schema;
  /** Fires again each time that an object changes, instead of once for each object. */
  readonly eachUpdate?: boolean;
  /** Which time to follow; an object that comes to match a filter later is found by the time of its update. */
  readonly timeline: (input: InferInputData<Fields>) => Timeline<C, zod.infer<Schema>>;
}

interface SweepingSpec<C extends Collection, Fields extends InputFields, Schema extends zod.ZodObject>
  extends TriggerSpec<C, Fields, Schema> {
  /** What Connect gives; `returns` is what {@link shown} makes of it. */
  readonly rows: Schema;
  readonly states: States<C, zod.infer<Schema>>;
  /** Adds what Connect doesn't give itself, such as files of Zapier's. */
  readonly shown: (row: zod.infer<Schema>, step: Step) => Record<string, unknown>;
}

const EVENT_FIELD = 'event_id';
/** Memory outlives any pause between two polls of a Zap that is on. */
const MEMORY_SECONDS = 7 * 24 * 3600;

type Row = Record<string, unknown> & { id: string };

/** What tells two states of an object apart when it doesn't say when it was updated. */
const fingerprint = (row: Row): string =>
  createHash('sha1').update(JSON.stringify(row)).digest('hex').slice(0, 16);

/** Where a Zap keeps what it has seen; undefined when Zapier doesn't say which Zap this is. */
const memoryOf = (z: ZObject, bundle: Bundle, trigger: string): MemoryStore | undefined => {
  const zap = bundle.meta?.zap?.id;
  if (!zap) return undefined;
  const connection = `${bundle.authData['endpoint'] ?? ''} ${(bundle.authData['api_key'] ?? '').split(':')[0]}`;
  const config = createHash('sha1')
    .update(JSON.stringify([connection, bundle.inputData]))
    .digest('hex')
    .slice(0, 16);
  const key = `poll:${trigger}:${zap}:${config}`;
  return {
    read: async () => {
      // A cache that fails is a cache that has forgotten: the poll then looks back by itself.
      const value: unknown = await z.cache.get(key).catch(() => undefined);
      return isMemory(value) ? value : undefined;
    },
    write: async (memory) => {
      return z.cache.set(key, memory, MEMORY_SECONDS).then(
        () => true,
        () => false,
      );
    },
  };
};

const isMemory = (value: unknown): value is Memory =>
  typeof value === 'object' &&
  value !== null &&
  Number.isFinite((value as Memory).start) &&
  Array.isArray((value as Memory).seen);

/** One poll of a trigger: the rows for Zapier, each with the key of its event. */
interface Polled {
  readonly row: Row;
  readonly event: string;
}

/** The trigger around its polls: fields, sample, and the event's own key where an object fires more than once. */
const triggerOf = <Fields extends InputFields>(
  spec: Pick<
    TriggerSpec<Collection, Fields, zod.ZodObject>,
    'key' | 'noun' | 'label' | 'description' | 'inputFields' | 'returns'
  >,
  /** The event of the sample, for triggers of which an object may fire more than once. */
  { sample, event }: { sample: Record<string, unknown>; event: string | undefined },
  read: (step: Step, input: InferInputData<Fields>) => Promise<Polled[]>,
): Trigger => {
  const fields: InputFields = spec.inputFields;
  const plain = fields.filter((field): field is PlainInputField => typeof field !== 'function');
  const perform = speaking(async (z: ZObject, bundle: Bundle) => {
    const input = readInput(plain, bundle.inputData) as InferInputData<Fields>;
    const polled = await read({ z, bundle }, input);
    return polled.map(({ row, event: key }) => (event === undefined ? row : { ...row, [EVENT_FIELD]: key }));
  });
  const returned =
    event === undefined
      ? spec.returns
      : spec.returns.extend({ [EVENT_FIELD]: zod.string().meta({ label: 'Event ID' }) });
  return {
    key: spec.key,
    noun: spec.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      type: 'polling',
      inputFields: fields,
      outputFields: outputFields(returned, [event === undefined ? 'id' : EVENT_FIELD]),
      sample: event === undefined ? sample : { ...sample, [EVENT_FIELD]: event },
      perform,
    },
  };
};

const timeOf = (text: string | null | undefined): number | undefined => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
};

const optionsOf = ({ meta }: Bundle) => ({
  isSample: meta?.isLoadingSample ?? false,
  isStart: meta?.isPopulatingDedupe ?? false,
});

/** A trigger that Zapier polls; how it never loses or doubles an event is told in `poll.ts`. */
export const pollingTrigger = <
  C extends Collection,
  const Fields extends InputFields,
  Schema extends zod.ZodObject,
>(
  spec: PollingSpec<C, Fields, Schema>,
): Trigger => {
  const eventOf = (timeline: Timeline<C, zod.infer<Schema>>, row: Row) =>
    `${row.id}@${(timeline.changed ?? timeline.of)(row as zod.infer<Schema>) ?? fingerprint(row)}`;
  const sample = spec.sample as unknown as Row;
  const sampleEvent = eventOf(spec.timeline({} as InferInputData<Fields>), sample);

  return triggerOf(
    spec,
    { sample, event: spec.eachUpdate ? sampleEvent : undefined },
    async (step, input) => {
      const { z, bundle } = step;
      const resource = spec.resource(openConnect(z, bundle));
      const filters = spec.filters(input);
      const timeline = spec.timeline(input);
      const source: EventSource<Row> = {
        newest: async (limit) => {
          const { rows } = await resource.list({
            ...filters,
            ordering: [`-${timeline.ordering}`],
            limit,
            pageSize: limit,
          } as never);
          return rows as Row[];
        },
        since: async (time, { limit, offset }) => {
          // Some collections know only `gt`, and Connect's times may be finer than a millisecond.
          const after = timeline.after(new Date(time - 1).toISOString());
          const { rows } = await resource.list({
            ...filters,
            anyOf: [...(filters.anyOf ?? []), after],
            ordering: [timeline.ordering],
            limit,
            offset,
            pageSize: limit,
          } as never);
          return rows as Row[];
        },
        timeOf: (row) => timeOf(timeline.of(row as zod.infer<Schema>)),
        keyOf: (row) => (spec.eachUpdate ? eventOf(timeline, row) : row.id),
        ...(spec.eachUpdate || !timeline.created
          ? {}
          : { createdAt: (row: Row) => timeOf(timeline.created?.(row as zod.infer<Schema>)) }),
      };
      const rows = await poll(source, memoryOf(z, bundle, spec.key), optionsOf(bundle));
      return rows.map((row) => ({ row, event: eventOf(timeline, row) }));
    },
  );
};

/** A trigger for objects that Connect can't order by the time of a change; see `sweep.ts`. */
export const sweepingTrigger = <
  C extends Collection,
  const Fields extends InputFields,
  Schema extends zod.ZodObject,
>(
  spec: SweepingSpec<C, Fields, Schema>,
): Trigger => {
  const { states } = spec;
  const eventOf = (row: Row) => (states.of ? `${row.id}@${states.of(row as zod.infer<Schema>)}` : row.id);
  const sample = spec.sample as unknown as Row;

  return triggerOf(spec, { sample, event: states.of && eventOf(sample) }, async (step, input) => {
    const { z, bundle } = step;
    const resource = spec.resource(openConnect(z, bundle));
    const source = {
      newest: async (limit: number) => {
        const { rows } = await resource.list({
          ...spec.filters(input),
          ordering: [states.ordering],
          limit,
          pageSize: limit,
        } as never);
        return rows as Row[];
      },
      createdAt: (row: Row) => timeOf(states.created?.(row as zod.infer<Schema>)),
      keyOf: eventOf,
    };
    const rows = await sweep(source, memoryOf(z, bundle, spec.key), optionsOf(bundle));
    return rows.map((row) => ({
      row: spec.shown(row as zod.infer<Schema>, step) as Row,
      event: eventOf(row),
    }));
  });
};
