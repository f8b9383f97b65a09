import { createHash } from 'node:crypto';
import type { Bundle, InputFields, Trigger, ZObject } from 'zapier-platform-core';
import type * as zod from 'zod/mini';
import type { Connect } from '../connect/connect.ts';
import type { ListOptions } from '../connect/kind.ts';
import { once } from '../connect/once.ts';
import type { Collection, Query, Where } from '../connect/rql.ts';
import { extended, text } from '../connect/schemas/fieldTypes.ts';
import { openConnect } from './connection.ts';
import { withDerived } from './derived.ts';
import { speaking } from './errors.ts';
import type { Input } from './filter.ts';
import { groupsOf } from './groups.ts';
import { readInput } from './input.ts';
import { plainFields, type Step } from './operation.ts';
import { outputFields } from './outputFields.ts';
import { aheadBy, type DateAhead } from './polling/ahead.ts';
import { pollByState } from './polling/byState.ts';
import { pollByTime } from './polling/byTime.ts';
import type { EntrySource } from './polling/entries.ts';
import type { EventSource } from './polling/eventSource.ts';
import type { MemoryStore } from './polling/memory.ts';
import { fitting, type Handed, type PollOptions } from './polling/source.ts';
import { type Pages, rowsByState, rowsByTime, type States, type Timeline } from './polling/timeline.ts';
import { memoryOf } from './polling/zapMemory.ts';

export type { Moment, States, Timeline, Unordered } from './polling/timeline.ts';

/** What a list of Connect gives: objects with an id. */
export type Listed = Record<string, unknown> & { id: string };

/** A list of Connect, as far as triggers and searches need it. */
export interface Listing<C extends Collection, Row> extends Pages<C, Row> {
  list(options: ListOptions<C>): Promise<{ rows: Row[] }>;
}

/** What every trigger over a list says of itself. */
export interface TriggerSpec<C extends Collection, Row> {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly inputFields: InputFields;
  readonly returns: zod.ZodMiniObject;
  readonly sample: Row;
  readonly listing: (connect: Connect, input: Input) => Listing<C, Row> | Promise<Listing<C, Row>>;
  readonly query: (input: Input) => Query<C>;
  /** Which of the rows match, by filters that Connect doesn't have; none: all do. */
  readonly keeps?: ((input: Input) => ((row: object) => boolean) | undefined) | undefined;
  /** Adds what Connect doesn't give itself, such as files of Zapier's. */
  readonly shown?: ((row: Row, step: Step) => Listed) | undefined;
}

/**
 * For objects that fire once, and may be updated for years: which of the rows reached what is asked for after a time
 * (ISO 8601), where the rows themselves don't say.
 */
export type ReachedSince<Row> = (
  connect: Connect,
  input: Input,
  rows: readonly Row[],
  time: string,
) => Promise<ReadonlySet<Row>>;

interface ByTime<C extends Collection, Row> extends TriggerSpec<C, Row> {
  /** Fires again each time that an object changes, instead of once for each object. */
  readonly eachUpdate?: boolean;
  readonly timeline: Timeline<C, Row>;
  /** Conditions, beside the filters, for the objects that can still change; undefined where there are none. */
  readonly open?: ((input: Input) => Where<C> | undefined) | undefined;
  readonly reachedSince?: ReachedSince<Row> | undefined;
  /** Fires each time that an object enters a state, of which `open` is the condition. */
  readonly entries?: EntrySource<Row>;
}

interface ByState<C extends Collection, Row> extends TriggerSpec<C, Row> {
  readonly states: States<C, Row>;
}

const EVENT_FIELD = 'event_id';

/** What tells two states of an object apart when it doesn't say when it was updated. */
const fingerprint = (row: object): string =>
  createHash('sha1').update(JSON.stringify(row)).digest('hex').slice(0, 16);

const optionsOf = ({ meta }: Bundle) => ({
  isSample: meta?.isLoadingSample ?? false,
  isStart: meta?.isPopulatingDedupe ?? false,
});

/** One poll of a trigger: the rows for Zapier, each with the key of its event. */
interface Polled {
  readonly row: Listed;
  readonly event: string;
}

/** How the events of a trigger are read, and told apart. */
export interface Polls {
  /** The event of the sample, for triggers of which an object may fire more than once. */
  readonly sampleEvent: string | undefined;
  readonly poll: (step: Step, input: Input, store: MemoryStore, options: PollOptions) => Promise<Polled[]>;
}

/** What came, as far as it matches the filters that Connect doesn't have. */
const polledFrom = <C extends Collection, Row extends Listed>(
  { keeps, shown }: Pick<TriggerSpec<C, Row>, 'keeps' | 'shown'>,
  handed: readonly Handed<Row>[],
  step: Step,
  input: Input,
): Polled[] => {
  const isKept = keeps?.(input) ?? (() => true);
  return handed
    .filter(({ row }) => isKept(row))
    .map(({ row, key }) => ({ row: shown ? shown(row, step) : row, event: key }));
};

/** What comes out of a trigger: fields, sample, and each row with the key of its event where an object fires more than once. */
export const outputOf = (
  { returns, sample }: Pick<TriggerSpec<Collection, Listed>, 'returns' | 'sample'>,
  event: string | undefined,
) => {
  const shownSample = once(() => withDerived(returns, sample));
  const returned = () =>
    event === undefined ? returns : extended(returns, () => ({ [EVENT_FIELD]: text('Event ID') }));
  return {
    outputFields: () => outputFields(returned(), [event === undefined ? 'id' : EVENT_FIELD], shownSample()),
    get sample() {
      return event === undefined ? shownSample() : { ...shownSample(), [EVENT_FIELD]: event };
    },
    shown: ({ row, event: id }: Polled) => {
      const whole = withDerived(returns, row);
      return event === undefined ? whole : { ...whole, [EVENT_FIELD]: id };
    },
  };
};

/** The trigger around its polls. */
const triggerOf = <C extends Collection, Row extends Listed>(
  { key, noun, label, description, inputFields, returns, sample }: TriggerSpec<C, Row>,
  { sampleEvent, poll }: Polls,
): Trigger => {
  const output = outputOf({ returns, sample }, sampleEvent);
  const perform = speaking(async (z: ZObject, bundle: Bundle) => {
    const input = readInput(plainFields(inputFields), bundle.inputData);
    const polled = await poll({ z, bundle }, input, memoryOf(z, bundle, key), optionsOf(bundle));
    const rows = polled.map(output.shown);
    // When a Zap is turned on, Zapier wants nothing but the keys of what is there, and of as much as possible.
    const whole = fitting(rows).length;
    const keyed = polled.map(({ row: { id }, event }) =>
      sampleEvent === undefined ? { id } : { id, [EVENT_FIELD]: event },
    );
    return [...rows.slice(0, whole), ...keyed.slice(whole)];
  });
  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'polling',
      // Nothing comes before a trigger that could find a value for it.
      inputFields: inputFields.map((field) => {
        if (typeof field === 'function') return field;
        const { search: _search, ...rest } = field;
        return rest;
      }),
      ...groupsOf(inputFields),
      get outputFields() {
        return output.outputFields();
      },
      get sample() {
        return output.sample;
      },
      perform,
    },
  };
};

/**
 * The polls of a trigger for objects that Connect can order by the time of what happened to them: each event once, at a cost that
 * doesn't grow with the account; see `polling/byTime.ts`.
 */
export const pollsByTime = <C extends Collection, Row extends Listed>(
  spec: Omit<ByTime<C, Row>, 'key' | 'noun' | 'label' | 'description' | 'inputFields' | 'returns'>,
): Polls => {
  const { eachUpdate = false, timeline, entries, reachedSince } = spec;
  const updateOf = timeline.updated?.of ?? timeline.created.of;
  const keyOf = (row: Row) =>
    eachUpdate || entries ? `${row.id}@${updateOf(row) ?? fingerprint(row)}` : row.id;
  const entered = (time: string) => `${spec.sample.id}@${new Date(time).toISOString()}`;
  const sampleEvent = eachUpdate ? keyOf(spec.sample) : entries && entered(updateOf(spec.sample) ?? '');

  const poll: Polls['poll'] = async (step, input, store, options) => {
    const { z, bundle } = step;
    const connect = openConnect(z, bundle);
    const rows = rowsByTime(await spec.listing(connect, input), timeline, {
      query: spec.query(input),
      open: spec.open?.(input),
      log: (line) => z.console.log(line),
    });
    const source: EventSource<Row> = {
      ...rows,
      keyOf,
      ...(entries ? { entries } : {}),
      ...(reachedSince
        ? { reachedSince: (some, time) => reachedSince(connect, input, some, new Date(time).toISOString()) }
        : {}),
    };
    const handed = await pollByTime(source, store, options);
    return polledFrom(spec, handed, step, input);
  };
  return { sampleEvent, poll };
};

export const triggerByTime = <C extends Collection, Row extends Listed>(spec: ByTime<C, Row>): Trigger =>
  triggerOf(spec, pollsByTime(spec));

interface Ahead<C extends Collection, Row> extends TriggerSpec<C, Row> {
  readonly date: DateAhead<C, Row>;
  /** How many days before the date, by what a form holds. @throws ConnectError */
  readonly days: (input: Input) => number;
}

/** A trigger that fires so many days before a date of an object, once for each date; see `polling/ahead.ts`. */
export const triggerAhead = <C extends Collection, Row extends Listed>(spec: Ahead<C, Row>): Trigger => {
  const { date } = spec;
  const keyOf = (row: Row) => `${row.id}@${date.of(row) ?? fingerprint(row)}`;

  const poll: Polls['poll'] = async (step, input, store, options) => {
    const { z, bundle } = step;
    const { query, timeline } = aheadBy(date, spec.days(input));
    const chosen = spec.query(input);
    const rows = rowsByTime(await spec.listing(openConnect(z, bundle), input), timeline, {
      query: { ...chosen, anyOf: [...(chosen.anyOf ?? []), ...(query.anyOf ?? [])] },
      log: (line) => z.console.log(line),
    });
    const handed = await pollByTime({ ...rows, keyOf }, store, options);
    return polledFrom(spec, handed, step, input);
  };
  return triggerOf(spec, { sampleEvent: keyOf(spec.sample), poll });
};

/**
 * The polls of a trigger for objects that Connect can't order by the time of a change: the first ones are looked at, and
 * each state that one has reached is an event; see `polling/byState.ts`.
 */
export const pollsByState = <C extends Collection, Row extends Listed>(
  spec: Omit<ByState<C, Row>, 'key' | 'noun' | 'label' | 'description' | 'inputFields' | 'returns'>,
): Polls => {
  const { states } = spec;
  const eventOf = (row: Row) => (states.of ? `${row.id}@${states.of(row)}` : row.id);
  const sampleEvent = states.of && eventOf(spec.sample);

  const poll: Polls['poll'] = async (step, input, store, options) => {
    const { z, bundle } = step;
    const rows = rowsByState(await spec.listing(openConnect(z, bundle), input), states, {
      query: spec.query(input),
      log: (line) => z.console.log(line),
    });
    const source = { ...rows, keyOf: eventOf };
    const handed = await pollByState(source, store, options);
    return polledFrom(spec, handed, step, input);
  };
  return { sampleEvent, poll };
};

export const triggerByState = <C extends Collection, Row extends Listed>(spec: ByState<C, Row>): Trigger =>
  triggerOf(spec, pollsByState(spec));
