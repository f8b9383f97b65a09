import type { Create, InputFields, PlainInputField, Trigger } from 'zapier-platform-core';
import type * as zod from 'zod/mini';
import type { Connect } from '../connect/connect.ts';
import { type Changeable, reachState, type Stateful } from '../connect/reachState.ts';
import type { Collection, Ordering, Query, Signed, Where } from '../connect/rql.ts';
import type { StateOf } from '../connect/schemas/fieldTypes.ts';
import type { ObjectClass } from '../connect/schemas/webhook.ts';
import { type Choice, dropdown } from './dropdown.ts';
import { type Filter, fieldsOf, type Input, looksThrough, queryOf } from './filter.ts';
import { findsOf, type OperationSpec } from './finds.ts';
import { instantSister } from './instant/sister.ts';
import { type WaitSpec, waitAction } from './instant/waitAction.ts';
import { legacyFields } from './legacy.ts';
import { action, type Step } from './operation.ts';
import type { DateAhead } from './polling/ahead.ts';
import type { EntrySource } from './polling/entries.ts';
import { stateChangesOf } from './stateChange.ts';
import {
  type Listed,
  type Listing,
  type Moment,
  type ReachedSince,
  type States,
  type Timeline,
  triggerAhead,
  triggerByState,
  triggerByTime,
  type Unordered,
} from './trigger.ts';

/** What a kind needs of Connect's client: a resource. */
interface Source<C extends Collection, Row, Verb extends string>
  extends Listing<C, Row>,
    Changeable<Row, Verb> {
  get(id: string): Promise<Row>;
}

/** All that the operations of one kind of object share. */
interface KindSpec<C extends Collection, Row, Verb extends string, Shown extends zod.ZodMiniObject> {
  /** Where the objects are; `input` is what a form holds, for those that belong to another object. */
  readonly resource: (connect: Connect, input: Input) => Source<C, Row, Verb> | Promise<Source<C, Row, Verb>>;
  /** What one of them is called in the editor: `Usage File`. */
  readonly noun: string;
  /** The field that names one of them in the forms of its actions. */
  readonly id: PlainInputField;
  /** Whether state changes of one connection on one object run one after the other. */
  readonly lock?: boolean;
  /** The schema of what comes back: its output fields and their labels. */
  readonly returns: Shown;
  readonly sample: NoInfer<Row & zod.infer<Shown>>;
  /** What the sample is in a state that an action leads to. */
  readonly sampleIn?: (status: string) => NoInfer<Row>;
  /** Adds what Connect doesn't give itself, such as files of Zapier's. */
  readonly shown?: (row: Row, step: Step) => Listed & zod.infer<Shown>;
  /** What all of its triggers and its Find can be narrowed down by. */
  readonly filters?: readonly Filter<C>[];
  /** Filters of the published app that Connect has never looked at: Zaps may hold them. */
  readonly formerFilters?: readonly string[];
  /** The ordering that puts the newest first, as well as Connect can. */
  readonly newestFirst?: Signed<Ordering<C>>;
  /** For triggers by time: when an object was created, and when it changed, where Connect can order or filter by that. */
  readonly created?: Moment<C, Row>;
  readonly updated?: Moment<C, Row> | Unordered<C, Row>;
  /** What a refused state change says of the object as it is, such as whose turn it is. */
  readonly says?: (row: NoInfer<Row>) => string | undefined;
  /** Finds objects by their ids, where Connect can. */
  readonly byIds?: (ids: readonly string[]) => Where<C>;
}

interface TriggerSpec<C extends Collection, Row> extends OperationSpec<C> {
  /** What its sample has that the kind's has not. */
  readonly sample?: Partial<Row>;
  /** The key of a field whose filter, of those that all share, this trigger doesn't have. */
  readonly without?: string;
}

interface InstantSpec<C extends Collection, Row> extends TriggerSpec<C, Row> {
  readonly objectClass: ObjectClass;
  /** The field of the product, which Connect has to know here; in place of the filter of the same key. */
  readonly product: PlainInputField;
  readonly states?: States<C, Row>;
}

/**
 * Describes a kind of object once, and gives the operations that every kind has: triggers, Find, dropdown, state
 * changes. Each of them then says only what it is called and in what it differs.
 */
export const objectKind = <
  C extends Collection,
  Row extends Listed & Stateful,
  Verb extends string,
  Shown extends zod.ZodMiniObject,
>(
  kind: KindSpec<C, Row, Verb, Shown>,
) => {
  const { noun, returns, resource, newestFirst, created, updated, byIds } = kind;
  const sample: Row = kind.sample;
  const shown = kind.shown ?? ((row: Row) => row);
  const ordering = newestFirst ? { ordering: [newestFirst] } : {};

  const formOf = ({ first = [], filters = [] }: OperationSpec<C>) =>
    fieldsOf([...first, ...(kind.filters ?? []), ...filters]);
  const former: InputFields = kind.formerFilters ? [legacyFields(kind.formerFilters)] : [];
  const filtersFor = ({ first = [], filters = [] }: OperationSpec<C>) => [
    ...(kind.filters ?? []),
    ...first,
    ...filters,
  ];
  const queryFor =
    (spec: OperationSpec<C>) =>
    (input: Input): Query<C> =>
      queryOf(filtersFor(spec), input);

  const triggerSpec = ({ without, ...spec }: TriggerSpec<C, Row>) => {
    const fields = formOf(spec);
    if (without && !fields.some(({ key }) => key === without))
      throw new TypeError(`${noun}: no filter has the key "${without}"`);
    return {
      key: spec.key,
      noun,
      label: spec.label,
      description: spec.description,
      inputFields: [...fields.filter(({ key }) => key !== without), ...former],
      returns,
      sample: { ...sample, ...spec.sample },
      listing: resource,
      query: queryFor(spec),
      keeps: (input: Input) => looksThrough(filtersFor(spec), input),
      shown: kind.shown,
    };
  };

  /** Fails while the App is put together, which every test does. */
  const needed = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new TypeError(`${noun}: the kind has no "${name}"`);
    return value;
  };

  const timeline = (): Timeline<C, Row> => ({ created: needed(created, 'created'), updated, byIds });
  /** Where each update counts, there has to be a time of it. */
  const updates = (): Timeline<C, Row> => ({ ...timeline(), updated: needed(updated, 'updated') });

  return {
    /**
     * Fires once for each object, when it is first seen: it may be seen, or come to match the filters, long after it
     * was created, so it is the time of its update that is followed, where it has one.
     * @param open the condition for objects that can still change: those that are there when a Zap is turned on must
     *   not look new when they do.
     */
    newTrigger: ({
      open,
      reachedSince,
      ...spec
    }: TriggerSpec<C, Row> & {
      readonly open?: (input: Input) => Where<C> | undefined;
      readonly reachedSince?: ReachedSince<Row>;
    }): Trigger =>
      triggerByTime({
        ...triggerSpec(spec),
        timeline: timeline(),
        open,
        reachedSince,
      }),

    /** Fires for each object that is created, and again each time that it is updated. */
    newOrUpdatedTrigger: (spec: TriggerSpec<C, Row>): Trigger =>
      triggerByTime({
        ...triggerSpec(spec),
        eachUpdate: true,
        timeline: updates(),
      }),

    /** Fires each time that an object enters a state. @param state the condition for it. */
    entryTrigger: ({
      state,
      entries,
      ...spec
    }: TriggerSpec<C, Row> & { readonly state: Where<C>; readonly entries: EntrySource<Row> }): Trigger =>
      triggerByTime({
        ...triggerSpec(spec),
        timeline: updates(),
        open: () => state,
        entries,
      }),

    /** Fires by any other time that Connect can order by, such as the end of a report: once for each object. */
    triggerAt: ({ moment, ...spec }: TriggerSpec<C, Row> & { readonly moment: Moment<C, Row> }): Trigger =>
      triggerByTime({ ...triggerSpec(spec), timeline: { created: moment, byIds } }),

    /** Fires so many days before a date of an object: once for each date. */
    triggerBefore: ({
      date,
      days,
      ...spec
    }: TriggerSpec<C, Row> & {
      readonly date: DateAhead<C, Row>;
      readonly days: (input: Input) => number;
    }): Trigger =>
      triggerAhead({ ...triggerSpec(spec), date: { ...date, ...(byIds ? { byIds } : {}) }, days }),

    /**
     * Fires for each state that one of the first objects of a list has reached; for what Connect can't order by the
     * time of a change.
     */
    triggerByState: ({
      states,
      ...spec
    }: TriggerSpec<C, Row> & { readonly states: States<C, Row> }): Trigger =>
      triggerByState({ ...triggerSpec(spec), states }),

    /**
     * The instant sister of the trigger for updates (or, with `states`, of the one for states): Connect calls when
     * something happens to an object of the chosen product.
     */
    instantTrigger: ({ objectClass, product, states, ...spec }: InstantSpec<C, Row>): Trigger =>
      instantSister({ objectClass, product, states, sister: triggerSpec(spec), timeline: updates }),

    /** A step that waits until one of the objects gets into a state. @param product the one that an object is of. */
    waitAction: ({
      product,
      ...spec
    }: WaitSpec & { readonly product: (row: Row) => string | null | undefined }): Create =>
      waitAction<Row>(spec, {
        noun,
        id: { ...kind.id, altersDynamicFields: false },
        returns,
        sample: kind.sampleIn?.(spec.until[0] ?? '') ?? sample,
        read: async (connect, id, input) => (await resource(connect, input)).get(id),
        productOf: product,
      }),

    /** Searches: by filters, or for the one object with an ID. */
    ...findsOf<C, Row>({
      noun,
      returns,
      sample,
      resource,
      shown,
      formOf: (spec) => [...formOf(spec), ...former],
      filtersFor,
      ordering,
    }),

    /** The hidden trigger behind the dropdowns for this kind. */
    dropdown: ({
      choice,
      fields,
      query,
      ...spec
    }: Omit<OperationSpec<C>, 'first' | 'filters'> & {
      /** What a person chooses by, and what else a field takes; the ID is there. */
      readonly choice: (row: Row) => { name: string } & Record<string, unknown>;
      /** What of the form the choices depend on. */
      readonly fields?: readonly PlainInputField[];
      /** Which of them are shown, in what order, and which parts of them are needed. */
      readonly query?: Query<C>;
    }): Trigger => {
      const choose = (row: Row): Choice => ({ id: row.id, ...choice(row) });
      return dropdown({
        ...spec,
        noun,
        ...(fields ? { inputFields: fields } : {}),
        sample: choose(sample),
        choices: async (connect, data, page) => {
          const source = await resource(connect, data);
          return (await source.list({ ...ordering, ...query, ...page })).rows.map(choose);
        },
      });
    },

    /** A step in the life of an object; see {@link StateChange}. */
    stateChange: stateChangesOf<Connect, Row, Verb, StateOf<Row>>({
      action,
      noun,
      returns,
      sample,
      sampleIn: kind.sampleIn,
      id: kind.id,
      lock: kind.lock,
      change: async (connect, { target, ...change }, input) => {
        const source = await resource(connect, input);
        if (target)
          return reachState(source, { ...change, target, noun: noun.toLowerCase(), says: kind.says });
        const { id, verb, body, what } = change;
        return source.act(id, verb, body, what ? { what } : {});
      },
    }),
  };
};
