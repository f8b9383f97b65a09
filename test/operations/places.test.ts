import { afterEach, describe, expect, it } from '@jest/globals';
import { app } from '../support/app.ts';
import { atTime } from '../support/atTime.ts';
import { conditionalFields, type Field, operations } from '../support/definition.ts';
import { effort } from '../support/effort.ts';
import { connection, serve, serveBy, stopServing } from '../support/nocked.ts';
import {
  linesFor,
  linesOf,
  minus,
  ownValue,
  type Place,
  placeOf,
  valueAt,
  withValue,
} from '../support/wire.ts';
import { allCases } from './allCases.ts';

/** Each input, filled in alone with a value of its own, goes to its place on the wire and nowhere else. */

type Input = Record<string, unknown>;
type Tried = (typeof allCases)[number];

/**
 * The fields of an operation by path, also those that appear once others are filled in: those of line items as
 * `items[]quantity`, and not the list itself. Fields that are only shown to Zaps that hold them go nowhere.
 */
const readFields = async ({ kind, key }: Tried): Promise<Map<string, Field>> => {
  const found = operations.find((one) => one.kind === kind && one.key === key);
  if (!found) throw new Error(`There is no operation ${key}.`);
  const parts = await Promise.all(
    (found.operation.inputFields ?? []).map(async (field) =>
      typeof field === 'function' ? await conditionalFields(field, found) : [field],
    ),
  );
  return new Map(
    parts
      .flat()
      .flatMap((field) =>
        field.children
          ? field.children.map((child) => [`${field.key}[]${child.key}`, child] as const)
          : [[field.key, field] as const],
      ),
  );
};

/** A form is the same for each of its inputs. */
const forms = new Map<Tried, ReturnType<typeof readFields>>();
const fieldsOf = (one: Tried): ReturnType<typeof readFields> => {
  const fields = forms.get(one) ?? readFields(one);
  forms.set(one, fields);
  return fields;
};

const leastOf = async (one: Tried): Promise<Input> => {
  if (one.least) return one.least;
  const required = [...(await fieldsOf(one))].filter(
    ([path, field]) => field.required && path in (one.input ?? {}),
  );
  return Object.fromEntries(required.map(([path]) => [path, one.input?.[path]]));
};

/** What is sent for the same input is the same. */
const known = new Map<string, Promise<string[]>>();
const sentBefore = (one: Tried, input: Input): Promise<string[]> => {
  const name = JSON.stringify([one.key, input]);
  const sent = known.get(name) ?? sentFor(one, input);
  known.set(name, sent);
  return sent;
};

const sentFor = async ({ kind, key, answers, replies, at }: Tried, input: Input): Promise<string[]> => {
  const sent = answers ? serveBy(answers) : serve([...(replies ?? [])]);
  try {
    await atTime(at, async () => {
      if (kind === 'triggers') await app.samples(key, connection, input);
      else if (kind === 'searches') await app.search(key, connection, input);
      else await app.create(key, connection, input);
    });
    return await linesOf(sent);
  } finally {
    stopServing();
  }
};

/** Of inputs that may stand beside others, one in so many is tried alone, too; in CI each. */
const ALONE = effort(1, 8);

interface Filled {
  readonly path: string;
  readonly place: Place;
  readonly value: unknown;
}
/** Whether an input changes one value alone, and not which calls are made. */
const goesWithOthers = ({ to, replaces, instead, isAlone }: Place): boolean =>
  !isAlone &&
  replaces === undefined &&
  instead === undefined &&
  to.length <= 1 &&
  !/[A-Z]+ \//.test(to[0] ?? '');

/** Inputs that are filled in at once: those that take the same beside them, no two with the same value. */
const groupsOf = (filled: readonly Filled[]): Filled[][] => {
  const groups: Filled[][] = [];
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  for (const one of filled) {
    const group = groups.find((others) =>
      others.every(({ place, value }) => same(place.beside, one.place.beside) && !same(value, one.value)),
    );
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
};

afterEach(stopServing);

describe.each(allCases.map((one, turn) => [one.key, one, turn] as const))('%s', (_key, one, turn) => {
  const places = Object.entries(one.places ?? {}).map(([path, place]) => [path, placeOf(place)] as const);
  const alone = places.filter(([, place], index) => !goesWithOthers(place) || (index + turn) % ALONE === 0);

  it('says of every input where it goes, and of no other', async () => {
    const fields = await fieldsOf(one);
    expect(places.map(([path]) => path).sort()).toEqual([...fields.keys()].sort());
  });

  /** Fills inputs in, and expects each at its place and nothing else. */
  const expectPlaces = async (filled: readonly Filled[]) => {
    const { beside, instead, replaces } = filled[0]?.place ?? {};
    const least = { ...(await leastOf(one)), ...beside };
    const before = instead === 'fails' ? [] : await sentBefore(one, least);
    const { [replaces ?? '']: _replaced, ...left } = least;
    const input = filled.reduce<Input>((more, { path, value }) => withValue(more, path, value), left);
    const after = await sentFor(one, input);
    const gone = filled.flatMap(({ path, place }) => {
      if (Array.isArray(place.instead)) return place.instead;
      const replaced = valueAt(least, path);
      return replaced === undefined ? [] : linesFor(place.to, replaced);
    });
    const expected = filled.flatMap(({ place, value }) => linesFor(place.to, value));
    expect(minus(after, before).sort()).toEqual(expected.sort());
    expect(minus(before, after).sort()).toEqual(gone.sort());
  };

  const filledOf = async ([path, place]: (typeof places)[number]): Promise<Filled> => {
    const field = (await fieldsOf(one)).get(path);
    if (!field) throw new Error(`There is no input ${path}.`);
    return { path, place, value: place.give ?? ownValue(field) };
  };

  if (alone.length)
    it.each(alone)('%s goes to its place and nowhere else', async (path, place) =>
      expectPlaces([await filledOf([path, place])]));

  if (alone.length < places.length)
    it('inputs beside each other go each to its own place', async () => {
      const filled = await Promise.all(places.filter(([, place]) => goesWithOthers(place)).map(filledOf));
      for (const group of groupsOf(filled)) await expectPlaces(group);
    });
});

const creates = allCases.filter(({ kind }) => kind === 'creates');
it.each(
  creates.map((one) => [one.key, one] as const),
)('%s waits for no other runs than it has to', (key, one) => {
  const { lock } = operations.find((operation) => operation.key === key)?.operation ?? {};
  expect(lock).toEqual(one.lock && { key: one.lock, scope: ['auth'], timeout: 60 });
});
