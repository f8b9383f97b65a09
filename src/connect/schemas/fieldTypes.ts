import * as z from 'zod/mini';
import { once } from '../once.ts';

/**
 * The kinds of values in Connect's objects. Connect leaves fields out, or sends null, wherever it has nothing to
 * say, so only `id` is certain. Fields that a schema doesn't name pass through. A step needs the forms of a few objects
 * out of many, and making one takes its time: each is made when it is looked at for the first time.
 */

/** Most types stand in many schemas: each is made once for each label. */
export const shared = <T>(make: (label?: string) => T): ((label?: string) => T) => {
  const made = new Map<string | undefined, T>();
  return (label) => {
    const type = made.get(label) ?? make(label);
    made.set(label, type);
    return type;
  };
};

/** What a schema says of itself: what it is called, and what else is to be known of it. */
type Meta = NonNullable<ReturnType<typeof z.globalRegistry.get>>;

/** A type that is nobody else's yet, with what is to be known of it. */
const told = <T extends z.ZodMiniType>(type: T, meta: Meta): T => {
  z.globalRegistry.add(type, meta);
  return type;
};

/** A type that says what its field is called, where it does. */
const labelled = <T extends z.ZodMiniType>(type: T, label?: string): T =>
  label ? told(type, { label }) : type;

const whatever = z.unknown();

/** An object whose fields may all be missing, but for those that are declared certain. */
export const object = <Shape extends z.core.$ZodLooseShape>(shape: () => Shape) => {
  const made = once(shape);
  return new z.ZodMiniObject({
    type: 'object',
    get shape() {
      return made();
    },
    catchall: whatever,
    // zod's own functions know the shape of what they make in the same way: its constructor has no type for it.
  }) as unknown as z.ZodMiniObject<Shape, z.core.$loose>;
};

/** An object with fields that another one doesn't have. */
export const extended = <Shape extends z.core.$ZodLooseShape, More extends z.core.$ZodLooseShape>(
  type: { readonly shape: Shape },
  more: () => More,
) => object(() => ({ ...type.shape, ...more() }));

/** An object that an action asked for, which an earlier run of it, or somebody else, may have made. */
export const asked = <Shape extends z.core.$ZodLooseShape>(type: { readonly shape: Shape }) =>
  extended(type, () => ({ existed_before: flag('Existed Before') }));

/**
 * A part of an object. Connect sends empty ones as `{}`, `""` or null. The type leaves `""` out: reading a field of
 * it gives undefined, as it should.
 */
export const part = <Shape extends z.core.$ZodLooseShape>(shape: Shape, label?: string) => {
  const whole = object(() => shape);
  const type = z.union([whole, empty()]) as unknown as typeof whole;
  return labelled(z.nullish(type), label);
};
const empty = once(() => z.literal(''));

/** A part of an object, or a text. */
export const partOrText = <Shape extends z.core.$ZodLooseShape>(shape: Shape, label: string) =>
  labelled(z.nullish(z.union([object(() => shape), z.string()])), label);

/** A list of objects: line items for Zapier. */
export const list = <Shape extends z.core.$ZodLooseShape>(shape: Shape, label?: string) =>
  labelled(z.nullish(z.array(object(() => shape))), label);

/** A value that may be missing. */
const optional = <T extends z.ZodMiniType>(make: () => T) => {
  const orNull = once(() => z.nullable(make()));
  return shared((label) => labelled(z.optional(orNull()), label));
};

/** The id that every object has. */
export const id = (label: string) => told(z.string().check(z.minLength(1)), { label });
export const text = optional(() => z.string());
/**
 * One of an object's states; Connect may add more than are known.
 * @param states what each state is called.
 */
export const state = <const States extends Readonly<Record<string, string>>>(
  states: States,
  label?: string,
) =>
  told(z.nullish(z.custom<(keyof States & string) | (string & {})>((value) => typeof value === 'string')), {
    ...(label ? { label } : {}),
    states,
  });

/** The states that an object of a type declares. */
export type StateOf<Row> =
  | (Row extends { status?: infer Status } ? Known<Status> : never)
  | (Row extends { state?: infer State } ? Known<State> : never);
type Known<Status> = Status extends string ? (string & {} extends Status ? never : Status) : never;

export const flag = optional(() => z.boolean());
export const number = optional(() => z.number());
/** ISO 8601 with offset. */
export const time = shared((label) =>
  told(z.nullish(z.string()), { ...(label ? { label } : {}), time: true }),
);
/** A file of Zapier's: a pointer that is followed only when a later step asks for the file. */
export const file = (label: string) => told(z.nullish(z.string()), { label, file: true });
/** Connect writes quantities as texts ("10", "4.0000", "unlimited"); some places send numbers. */
export const quantity = optional(() => z.union([z.string(), z.number()]));
/** A value of any form, such as a parameter's. */
export const anything = optional(() => z.unknown());

/** Values by names that people have given them. @param label what each of them is called, before its own name. */
export const byName = (label: string) => told(z.nullish(z.record(z.string(), z.unknown())), { label });

/**
 * Values by names that differ from object to object, which people map one by one. Connect doesn't give them: they are
 * made of an object where it is shown.
 * @param label what each of them is called, before its own name.
 */
export const valuesByName = (
  label: string,
  from: (row: Record<string, unknown>) => Record<string, string | object>,
) => told(z.nullish(z.record(z.string(), z.union([z.string(), object(() => ({}))]))), { label, from });

/** Yes or no, made of an object where it is shown. */
export const derivedFlag = (label: string, from: (row: Record<string, unknown>) => boolean) =>
  told(z.nullish(z.boolean()), { label, from });

/** A text made of an object where it is shown. */
export const derivedText = (label: string, from: (row: Record<string, unknown>) => string | undefined) =>
  told(z.nullish(z.string()), { label, from });

/** What most objects say of another one. */
export const reference = shared((label) => part({ id: text(), name: text() }, label));
/** When something happened and who did it. */
export const event = (label: string) =>
  part({ at: time(label), by: part({ id: text(`${label} by ID`), name: text(`${label} by`) }) });
