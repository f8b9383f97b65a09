import { createHash } from 'node:crypto';
import { type Account, type Reference, ref, type Stamp } from '../../world/model.ts';
import { storeOf, type World } from '../../world/world.ts';

/** The conversation of an object: one for each, made by Connect, with those that may read it. */
export interface Conversation {
  id: string;
  instance_id: string;
  topic: string;
  type: 'conversation' | 'notes';
  status: 'open' | 'closed';
  accounts: Reference[];
  creator?: Reference;
  created: string;
  events: { created: Stamp; updated: Stamp };
}

export type MessageType = 'message' | 'private' | 'state_change';

export interface Message {
  id: string;
  conversation: string;
  /** None for what Connect says itself. */
  account?: Reference;
  creator?: Reference;
  created: string;
  text: string;
  type: MessageType;
  events: { created: Stamp; updated?: Stamp };
}

/** What somebody writes. */
interface Written {
  readonly text: string;
  readonly type: MessageType;
  /** Of whose account; Connect itself, if absent. */
  readonly account?: Account;
  readonly stamp: Stamp;
}

/**
 * `CO-…` or `ME-…` that follow from what they belong to: the sequence of other IDs stays the same whether an object has
 * a conversation or not.
 */
const idFrom = (prefix: string, ...of: readonly (string | number)[]): string => {
  const hash = createHash('sha1').update(of.join(' ')).digest();
  const groups = [0, 1, 2, 3, 4, 5].map((at) => String(hash.readUInt16BE(at * 2) % 1000).padStart(3, '0'));
  return [prefix, ...groups].join('-');
};

/** Whether an account sees one object. */
type Sees = (account: Account) => boolean;

/** All conversations, by their own IDs and by those of their objects. */
class Conversations {
  readonly conversations;
  readonly #messages = new Map<string, Message[]>();
  readonly #ofObject = new Map<string, Conversation>();
  readonly #objects: ((id: string) => Sees | undefined)[] = [];

  constructor(world: World) {
    this.conversations = world.table<Conversation>('/conversations');
    world.keep('conversations', {
      save: () => [...this.conversations.all()].map((one) => [one, this.messagesOf(one)]),
      load: (saved) => this.#load(saved as [Conversation, Message[]][]),
    });
  }

  /** The objects of a table can be talked about, by those who see them. */
  about<Row>(
    rows: { get(id: string): Row | undefined },
    sees: (row: Row, account: Account) => boolean,
  ): void {
    this.#objects.push((id) => {
      const row = rows.get(id);
      return row && ((account) => sees(row, account));
    });
  }

  /** Who sees an object; undefined when there is none that can be talked about. */
  seenBy(id: string): Sees | undefined {
    for (const find of this.#objects) {
      const sees = find(id);
      if (sees) return sees;
    }
    return undefined;
  }

  /** Lets accounts take part from now on. */
  join(conversation: Conversation, parties: readonly Reference[]): void {
    const others = parties.filter((party) => !takesPart(conversation, party));
    if (!others.length) return;
    conversation.accounts = [...conversation.accounts, ...others.map(ref)];
    this.conversations.changed(conversation);
  }

  /** Begins the conversation of an object. @param parties who may read it, the one that began it first. */
  begin(instance: string, topic: string, parties: readonly Reference[], stamp: Stamp): Conversation {
    const conversation: Conversation = {
      id: idFrom('CO', instance),
      instance_id: instance,
      topic,
      type: 'conversation',
      status: 'open',
      accounts: parties.map(ref),
      ...(stamp.by ? { creator: stamp.by } : {}),
      created: stamp.at,
      events: { created: stamp, updated: stamp },
    };
    this.#add(conversation, []);
    return conversation;
  }

  /** By its own ID, or by its object's. */
  find(id: string): Conversation | undefined {
    return this.conversations.get(id) ?? this.#ofObject.get(id);
  }

  messagesOf({ id }: Conversation): readonly Message[] {
    return this.#messages.get(id) ?? [];
  }

  write(conversation: Conversation, { text, type, account, stamp }: Written): Message {
    const messages = this.#messages.get(conversation.id) ?? [];
    const message: Message = {
      id: idFrom('ME', conversation.id, messages.length),
      conversation: conversation.id,
      ...(account ? { account: ref(account) } : {}),
      ...(account && stamp.by ? { creator: stamp.by } : {}),
      created: stamp.at,
      text,
      type,
      events: { created: stamp, updated: { at: stamp.at } },
    };
    messages.push(message);
    conversation.events = { ...conversation.events, updated: stamp };
    this.conversations.changed(conversation);
    return message;
  }

  remove({ id, instance_id: instance }: Conversation): void {
    this.conversations.remove(id);
    this.#messages.delete(id);
    this.#ofObject.delete(instance);
  }

  #add(conversation: Conversation, messages: Message[]): void {
    this.conversations.insert(conversation);
    this.#messages.set(conversation.id, messages);
    this.#ofObject.set(conversation.instance_id, conversation);
  }

  #load(saved: readonly [Conversation, Message[]][]): void {
    for (const one of [...this.conversations.all()]) this.remove(one);
    for (const [conversation, messages] of saved) this.#add(conversation, messages);
  }
}

export const conversationsOf = storeOf((world) => new Conversations(world));

/** Whether an account takes part in a conversation. */
export const takesPart = ({ accounts }: Conversation, { id }: { readonly id: string }): boolean =>
  accounts.some((account) => account.id === id);

/** Whether an account may read a message: a private one only its own. */
export const reads = ({ type, account }: Message, caller: { readonly id: string }): boolean =>
  type !== 'private' || account?.id === caller.id;
