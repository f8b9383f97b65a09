import * as z from 'zod';

/**
 * The kinds of values in Connect's objects. Connect leaves fields out, or sends null, wherever it has nothing to
 * say, so only `id` is certain. Fields that a schema doesn't name pass through.
 */

/** Most types stand in many schemas, and making one takes its time at each start: each is made once for each label. */
const shared = <T extends z.ZodType>(make: (label?: string) => T): ((label?: string) => T) => {
  const made = new Map<string | undefined, T>();
  return (label) => {
    const type = made.get(label) ?? make(label);
    made.set(label, type);
    return type;
  };
};

/** A type that says what its field is called, where it does. */
const labelled = <T extends z.ZodType>(type: T, label?: string): T => (label ? type.meta({ label }) : type);

/** An object whose fields may all be missing, but for those that are declared certain. */
export const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.looseObject(shape);

/**
 * A part of an object. Connect sends empty ones as `{}`, `""` or null. The type leaves `""` out: reading a field of
 * it gives undefined, as it should.
 */
export const part = <Shape extends z.core.$ZodLooseShape>(shape: Shape, label?: string) => {
  const whole = z.looseObject(shape);
  const type = z.union([whole, z.literal('')]) as unknown as typeof whole;
  return labelled(type.nullish(), label);
};

/** A list of objects: line items for Zapier. */
export const list = <Shape extends z.core.$ZodLooseShape>(shape: Shape, label?: string) =>
  labelled(z.array(z.looseObject(shape)).nullish(), label);

/** A value that may be missing. */
const optional = <T extends z.ZodType>(make: () => T) => {
  const bare = shared(() => make().nullish());
  return shared((label) => labelled(bare(), label));
};

/** The id that every object has. */
export const id = (label: string) => z.string().min(1).meta({ label });
export const text = optional(() => z.string());
/**
 * One of an object's states; Connect may add more than are known.
 * @param states what each state is called.
 */
export const state = <const States extends Readonly<Record<string, string>>>(
  states: States,
  label?: string,
) =>
  z
    .custom<(keyof States & string) | (string & {})>((value) => typeof value === 'string')
    .nullish()
    .meta({ ...(label ? { label } : {}), states });

/** The states that an object of a type declares. */
export type StateOf<Row> =
  | (Row extends { status?: infer Status } ? Known<Status> : never)
  | (Row extends { state?: infer State } ? Known<State> : never);
type Known<Status> = Status extends string ? (string & {} extends Status ? never : Status) : never;

export const flag = optional(() => z.boolean());
export const number = optional(() => z.number());
/** ISO 8601 with offset. */
export const time = shared((label) =>
  z
    .string()
    .nullish()
    .meta({ ...(label ? { label } : {}), time: true }),
);
/** A file of Zapier's: a pointer that is followed only when a later step asks for the file. */
export const file = (label: string) => z.string().nullish().meta({ label, file: true });
/** Connect writes quantities as texts ("10", "4.0000", "unlimited"); some places send numbers. */
export const quantity = optional(() => z.union([z.string(), z.number()]));
/** A value of any form, such as a parameter's. */
export const anything = optional(() => z.unknown());

/** Values by names that people have given them. @param label what each of them is called, before its own name. */
export const byName = (label: string) => z.record(z.string(), z.unknown()).nullish().meta({ label });

/**
 * Values by names that differ from object to object, which people map one by one. Connect doesn't give them: they are
 * made of an object where it is shown.
 * @param label what each of them is called, before its own name.
 */
export const valuesByName = (
  label: string,
  from: (row: Record<string, unknown>) => Record<string, string | object>,
) =>
  z
    .record(z.string(), z.union([z.string(), z.looseObject({})]))
    .nullish()
    .meta({ label, from });

/** Yes or no, made of an object where it is shown. */
export const derivedFlag = (label: string, from: (row: Record<string, unknown>) => boolean) =>
  z.boolean().nullish().meta({ label, from });

/** A text made of an object where it is shown. */
export const derivedText = (label: string, from: (row: Record<string, unknown>) => string | undefined) =>
  z.string().nullish().meta({ label, from });

/** What most objects say of another one. */
export const reference = shared((label) => part({ id: text(), name: text() }, label));
/** When something happened and who did it. */
export const event = (label: string) =>
  part({ at: time(label), by: part({ id: text(`${label} by ID`), name: text(`${label} by`) }) });
