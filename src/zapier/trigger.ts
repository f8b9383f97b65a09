import { createHash } from 'node:crypto';
import type { Bundle, PlainInputField, Trigger, ZObject } from 'zapier-platform-core';
import * as zod from 'zod';
import type { Connect } from '../connect/connect.ts';
import type { ListOptions } from '../connect/kind.ts';
import type { Collection, Ordering, Query, Signed, Where } from '../connect/rql.ts';
import { openConnect } from './connection.ts';
import { speaking } from './errors.ts';
import type { Input } from './filter.ts';
import { readInput } from './input.ts';
import type { Step } from './operation.ts';
import { outputFields } from './outputFields.ts';
import { type EventSource, type Memory, type MemoryStore, poll } from './poll.ts';
import { sweep } from './sweep.ts';

/** What a list of Connect gives: objects with an id. */
export type Listed = Record<string, unknown> & { id: string };

/** A list of Connect, as far as triggers and searches need it. */
export interface Listing<C extends Collection, Row> {
  list(options: ListOptions<C>): Promise<{ rows: Row[] }>;
}

/** A time of an object that a collection can be ordered and filtered by. */
export interface Timeline<C extends Collection, Row> {
  readonly ordering: Ordering<C>;
  /** Rows after a time (ISO 8601): alternatives of which one has to hold. */
  readonly after: (time: string) => readonly Where<C>[];
  readonly of: (row: Row) => string | null | undefined;
  /** For a time of update: the update itself, where the row says, and when the object was created. */
  readonly changed?: (row: Row) => string | null | undefined;
  readonly created?: (row: Row) => string | null | undefined;
}

/** What a trigger follows where Connect can't order by the time of a change. */
export interface States<C extends Collection, Row> {
  /** What comes first. */
  readonly ordering: Signed<Ordering<C>>;
  /** When an object was created (ISO 8601), where it says. */
  readonly created?: (row: Row) => string | null | undefined;
  /** What an object has reached; each one fires once. None: the object itself, once. */
  readonly of?: (row: Row) => string;
}

interface TriggerSpec<C extends Collection, Row> {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly inputFields: readonly PlainInputField[];
  readonly returns: zod.ZodObject;
  readonly sample: Row;
  readonly listing: (connect: Connect, input: Input) => Listing<C, Row> | Promise<Listing<C, Row>>;
  readonly query: (input: Input) => Query<C>;
  /** Adds what Connect doesn't give itself, such as files of Zapier's. */
  readonly shown?: ((row: Row, step: Step) => Listed) | undefined;
}

interface ByTime<C extends Collection, Row> extends TriggerSpec<C, Row> {
  /** Fires again each time that an object changes, instead of once for each object. */
  readonly eachUpdate?: boolean;
  /** Which time to follow; an object that comes to match a filter later is found by the time of its update. */
  readonly timeline: (input: Input) => Timeline<C, Row>;
}

interface ByState<C extends Collection, Row> extends TriggerSpec<C, Row> {
  readonly states: States<C, Row>;
}

const EVENT_FIELD = 'event_id';
/** Memory outlives any pause between two polls of a Zap that is on. */
const MEMORY_SECONDS = 7 * 24 * 3600;

/** What tells two states of an object apart when it doesn't say when it was updated. */
const fingerprint = (row: object): string =>
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
  readonly row: Listed;
  readonly event: string;
}

/** The trigger around its polls: fields, sample, and the event's own key where an object fires more than once. */
const triggerOf = <C extends Collection, Row extends Listed>(
  { key, noun, label, description, inputFields, returns, sample }: TriggerSpec<C, Row>,
  /** The event of the sample, for triggers of which an object may fire more than once. */
  event: string | undefined,
  read: (step: Step, input: Input) => Promise<Polled[]>,
): Trigger => {
  const perform = speaking(async (z: ZObject, bundle: Bundle) => {
    const polled = await read({ z, bundle }, readInput(inputFields, bundle.inputData));
    return polled.map(({ row, event: id }) => (event === undefined ? row : { ...row, [EVENT_FIELD]: id }));
  });
  const returned =
    event === undefined
      ? returns
      : returns.extend({ [EVENT_FIELD]: zod.string().meta({ label: 'Event ID' }) });
  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'polling',
      // Nothing comes before a trigger that could find a value for it.
      inputFields: inputFields.map(({ search: _search, ...field }) => field),
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

/**
 * A trigger for objects that Connect can order by the time of what happened to them: each event once, at a cost that
 * doesn't grow with the account; see `poll.ts`.
 */
export const triggerByTime = <C extends Collection, Row extends Listed>(spec: ByTime<C, Row>): Trigger => {
  const { eachUpdate = false, shown } = spec;
  const eventOf = (timeline: Timeline<C, Row>, row: Row) =>
    `${row.id}@${(timeline.changed ?? timeline.of)(row) ?? fingerprint(row)}`;
  const sampleEvent = eachUpdate ? eventOf(spec.timeline({}), spec.sample) : undefined;

  return triggerOf(spec, sampleEvent, async (step, input) => {
    const { z, bundle } = step;
    const listing = await spec.listing(openConnect(z, bundle), input);
    const query = spec.query(input);
    const timeline = spec.timeline(input);
    const source: EventSource<Row> = {
      newest: async (limit) => {
        const ordering = [`-${timeline.ordering}`] as const;
        return (await listing.list({ ...query, ordering, limit, pageSize: limit })).rows;
      },
      since: async (time, { limit, offset }) => {
        // Some collections know only `gt`, and Connect's times may be finer than a millisecond.
        const after = timeline.after(new Date(time - 1).toISOString());
        const { rows } = await listing.list({
          ...query,
          anyOf: [...(query.anyOf ?? []), after],
          ordering: [timeline.ordering],
          limit,
          offset,
          pageSize: limit,
        });
        return rows;
      },
      timeOf: (row) => timeOf(timeline.of(row)),
      keyOf: (row) => (eachUpdate ? eventOf(timeline, row) : row.id),
      ...(eachUpdate || !timeline.created
        ? {}
        : { createdAt: (row: Row) => timeOf(timeline.created?.(row)) }),
    };
    const rows = await poll(source, memoryOf(z, bundle, spec.key), optionsOf(bundle));
    return rows.map((row) => ({ row: shown ? shown(row, step) : row, event: eventOf(timeline, row) }));
  });
};

/**
 * A trigger for objects that Connect can't order by the time of a change: the first ones of a list are looked at, and
 * each state that one has reached is an event; see `sweep.ts`.
 */
export const triggerByState = <C extends Collection, Row extends Listed>(spec: ByState<C, Row>): Trigger => {
  const { states, shown } = spec;
  const eventOf = (row: Row) => (states.of ? `${row.id}@${states.of(row)}` : row.id);
  const sampleEvent = states.of && eventOf(spec.sample);

  return triggerOf(spec, sampleEvent, async (step, input) => {
    const { z, bundle } = step;
    const listing = await spec.listing(openConnect(z, bundle), input);
    const query = spec.query(input);
    const source = {
      newest: async (limit: number) => {
        const ordering = [states.ordering];
        return (await listing.list({ ...query, ordering, limit, pageSize: limit })).rows;
      },
      createdAt: (row: Row) => timeOf(states.created?.(row)),
      keyOf: eventOf,
    };
    const rows = await sweep(source, memoryOf(z, bundle, spec.key), optionsOf(bundle));
    return rows.map((row) => ({ row: shown ? shown(row, step) : row, event: eventOf(row) }));
  });
};
