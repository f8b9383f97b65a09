import type * as z from 'zod/mini';
import { type ClientCall, checked, listed, parsed, SYSTEM } from './call.ts';
import { PUT_ACTIONS, READ_AGAIN } from './contract/answers.ts';
import { ConnectError } from './errors.ts';
import type { WriteOptions } from './kind.ts';
import { multipart, type Upload } from './multipart.ts';
import { ReadableResource } from './readableResource.ts';
import type { Collection } from './rql.ts';
import type { Action, ActionOnMany, Creating, Uploading, Writable } from './verbs.ts';

/** One kind of object in Connect, with what can be done to it. Every method throws ConnectError, as those that read do. */
export class Resource<C extends Collection, Schema extends z.ZodMiniType> extends ReadableResource<
  C,
  Schema
> {
  /** POST a new object; returns it as Connect gives it. */
  async create(body: Creating<C, 'object'>, options: WriteOptions = {}): Promise<z.infer<Schema>> {
    return this.one(this.#creating(body, options));
  }

  /** POST what Connect makes several objects of; returns them all. */
  async createSeveral(body: Creating<C, 'list'>, options: WriteOptions = {}): Promise<z.infer<Schema>[]> {
    const call = this.#creating(body, options);
    // The sources show one object too, where there is only one.
    return [parsed(await this.client.send(call), call)]
      .flat()
      .map((row) => checked(this.kind.schema, row, call));
  }

  /** POST a new object whose answer is another one, without an id; returns that, checked against `outcome`. */
  async createFor<Outcome extends z.ZodMiniType>(
    body: Creating<C, 'other'>,
    outcome: Outcome,
    options: WriteOptions = {},
  ): Promise<z.infer<Outcome>> {
    const call = this.#creating(body, options);
    return checked(outcome, parsed(await this.client.send(call), call), call);
  }

  /** POST a file of which Connect makes a new object. */
  async createFrom(upload: Upload, { what, check }: WriteOptions = {}): Promise<z.infer<Schema>> {
    const intent = this.intent(what ?? `create ${this.kind.noun}`, undefined, check);
    return this.one({ method: 'POST', path: this.path, ...(await multipart(upload)), intent });
  }

  /** PUT changes of one object; returns it as it is afterwards. */
  async update(
    id: Writable<C, 'update'>,
    body: object,
    options: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    const intent = this.about(id, 'change', options);
    return this.#changed(id, '', { method: 'PUT', path: this.pathTo(id), body, intent });
  }

  /** DELETE one object. */
  async delete(id: Writable<C, 'delete'>): Promise<void> {
    await this.client.send({
      method: 'DELETE',
      path: this.pathTo(id),
      intent: this.about(id, 'delete'),
    });
  }

  /**
   * Does an action with one object, such as `approve`.
   * @returns the object as it is afterwards: as Connect answers it, or read again where the action answers nothing or
   *   another object.
   */
  async act(
    id: string,
    action: Action<C>,
    body?: object,
    options: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    return this.#changed(id, action, this.#acting(id, action, body, options));
  }

  /**
   * Does an action with one object that answers another one, such as the approval of a tier configuration request.
   * @returns that other object, checked against `outcome`.
   */
  async actFor<Outcome extends z.ZodMiniType>(
    id: string,
    action: Action<C, 'other'>,
    outcome: Outcome,
    body?: object,
    options: WriteOptions = {},
  ): Promise<z.infer<Outcome>> {
    const call = this.#acting(id, action, body, options);
    return checked(outcome, parsed(await this.client.send(call), call), call);
  }

  /** POST an action on many objects at once; returns what became of each, checked against `outcome`. */
  async actOnMany<Outcome extends z.ZodMiniType>(
    action: ActionOnMany<C>,
    body: readonly object[],
    outcome: Outcome,
    { what, check }: WriteOptions = {},
  ): Promise<z.infer<Outcome>[]> {
    const intent = this.intent(what ?? `${action} ${this.plural}`, undefined, check);
    const call: ClientCall = { method: 'POST', path: `${this.path}/${action}`, body, intent };
    return listed(await this.client.send(call), call).map((row) => checked(outcome, row, call));
  }

  /** POST a file to an action of one object, such as `upload`; returns the object as Connect gives it. */
  async upload(
    id: string,
    action: Uploading<C>,
    upload: Upload,
    options: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    const intent = this.about(id, action, options);
    return this.one({
      method: 'POST',
      path: this.pathTo(id, action),
      ...(await multipart(upload)),
      intent,
    });
  }

  #creating(body: object, { what = `create ${this.kind.noun}`, check }: WriteOptions): ClientCall {
    return { method: 'POST', path: this.path, body, intent: this.intent(what, undefined, check) };
  }

  #acting(id: string, action: string, body: object | undefined, options: WriteOptions): ClientCall {
    return {
      method: PUT_ACTIONS.has(`${this.kind.collection}/{}/${action}`) ? 'PUT' : 'POST',
      path: this.pathTo(id, action),
      body,
      intent: this.about(id, action, options),
    };
  }

  /** Makes a change, and reads the object again where the contract says that it isn't the answer. */
  async #changed(id: string, action: string, call: ClientCall): Promise<z.infer<Schema>> {
    const place = [this.kind.collection, '{}', action].filter(Boolean).join('/');
    if (!READ_AGAIN.has(place)) return this.one(call);
    const answer = await this.client.send(call);
    // A web page, or data that is cut off, confirms nothing.
    if (answer.text.trim()) parsed(answer, call);
    try {
      return await this.get(id);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const { what, check } = call.intent;
      throw error.with(
        [`This was after ${SYSTEM} had confirmed the attempt to ${what}.`, check].filter(Boolean).join(' '),
      );
    }
  }
}
