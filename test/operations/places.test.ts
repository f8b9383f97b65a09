import { afterEach, describe, expect, it } from '@jest/globals';
import { app } from '../support/app.ts';
import { type Field, operations, staticFields } from '../support/definition.ts';
import { connection, serve, serveBy, stopServing } from '../support/nocked.ts';
import { linesFor, linesOf, minus, ownValue, placeOf, valueAt, withValue } from '../support/wire.ts';
import { allCases } from './allCases.ts';

/** Each input, filled in alone with a value of its own, goes to its place on the wire and nowhere else. */

type Input = Record<string, unknown>;
type Tried = (typeof allCases)[number];

/** The fields of an operation by path: those of line items as `items[]quantity`, and not the list itself. */
const fieldsOf = ({ kind, key }: Tried): Map<string, Field> => {
  const operation = operations.find((one) => one.kind === kind && one.key === key);
  if (!operation) throw new Error(`There is no operation ${key}.`);
  return new Map(
    staticFields(operation).flatMap((field) =>
      field.children
        ? field.children.map((child) => [`${field.key}[]${child.key}`, child] as const)
        : [[field.key, field] as const],
    ),
  );
};

const leastOf = (one: Tried): Input => {
  if (one.least) return one.least;
  const required = [...fieldsOf(one)].filter(([path, field]) => field.required && path in (one.input ?? {}));
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

const sentFor = async ({ kind, key, answers, replies }: Tried, input: Input): Promise<string[]> => {
  const sent = answers ? serveBy(answers) : serve([...(replies ?? [])]);
  try {
    if (kind === 'triggers') await app.poll(key, connection, input, { isLoadingSample: true });
    else if (kind === 'searches') await app.search(key, connection, input);
    else await app.create(key, connection, input);
    return await linesOf(sent);
  } finally {
    stopServing();
  }
};

afterEach(stopServing);

describe.each(allCases.map((one) => [one.key, one] as const))('%s', (_key, one) => {
  const fields = fieldsOf(one);
  const places = Object.entries(one.places ?? {});

  it('says of every input where it goes, and of no other', () => {
    expect(places.map(([path]) => path).sort()).toEqual([...fields.keys()].sort());
  });

  if (places.length)
    it.each(places)('%s goes to its place and nowhere else', async (path, given) => {
      const field = fields.get(path);
      if (!field) throw new Error(`There is no input ${path}.`);
      const { to, give, beside, replaces, instead } = placeOf(given);
      const least = { ...leastOf(one), ...beside };
      const value = give ?? ownValue(field);
      const before = instead === 'fails' ? [] : await sentBefore(one, least);
      const { [replaces ?? '']: _replaced, ...left } = least;
      const after = await sentFor(one, withValue(left, path, value));

      const replaced = valueAt(least, path);
      const gone = Array.isArray(instead) ? instead : replaced === undefined ? [] : linesFor(to, replaced);
      expect(minus(after, before).sort()).toEqual(linesFor(to, value).sort());
      expect(minus(before, after).sort()).toEqual([...gone].sort());
    });
});

const creates = allCases.filter(({ kind }) => kind === 'creates');
it.each(
  creates.map((one) => [one.key, one] as const),
)('%s waits for no other runs than it has to', (key, one) => {
  const { lock } = operations.find((operation) => operation.key === key)?.operation ?? {};
  expect(lock).toEqual(one.lock && { key: one.lock, scope: ['auth'], timeout: 60 });
});
