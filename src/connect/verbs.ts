import type { Answers } from './contract/answers.ts';
import type { Collection } from './rql.ts';

/**
 * What can be done with the objects of a collection, by Connect's contract: what it doesn't have, or what answers in
 * another form than the caller expects, doesn't compile.
 */

/** Names in a group whose calls answer in one of the forms. */
type Answering<Group, Form> = {
  [Name in keyof Group]: Group[Name] extends Form ? Name : never;
}[keyof Group] &
  string;

/** The last part of the path of an action on one object, such as `approve`; of those with answers of a form. */
export type Action<C extends Collection, Form = string> = Answering<Answers[C]['actions'], Form>;

/** An action on many objects at once that answers a list, such as `close-records`. */
export type ActionOnMany<C extends Collection> = Answering<Answers[C]['actionsOnMany'], 'list'>;

/** An action on one object that takes a file, such as `upload`. */
export type Uploading<C extends Collection> = Answering<Answers[C]['uploads'], 'object'>;

/** What can be read of one object, such as `download`, with answers of a form. */
export type Part<C extends Collection, Form> = Answering<Answers[C]['parts'], Form>;

/** The body of a new object, in collections where creating answers in a form; nothing in all others. */
export type Creating<C extends Collection, Form> = [Answers[C]['create']] extends [never]
  ? never
  : Answers[C]['create'] extends Form
    ? object
    : never;

/** The id of an object, in collections whose objects can be changed or deleted; nothing in all others. */
export type Writable<C extends Collection, Method extends 'update' | 'delete'> = [
  Answers[C][Method],
] extends [never]
  ? never
  : string;
