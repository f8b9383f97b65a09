import type { Account, Reference, Stamp } from '../../world/model.ts';
import { storeOf, type World } from '../../world/world.ts';
import { conversationsOf } from '../conversations/store.ts';

export type CaseState = 'pending' | 'inquiring' | 'resolved' | 'closed';

/** One side of a case: whose it is, who works on it, and who else is told. */
export interface Side {
  account: Reference;
  agent?: Reference;
  recipients: Reference[];
}

export interface Case {
  id: string;
  product?: Reference;
  subject: string;
  description: string;
  priority: number;
  state: CaseState;
  type: 'technical' | 'business';
  issuer: Side;
  receiver: Side;
  events: { created: Stamp; updated: Stamp } & { [state in CaseState]?: Stamp };
  rating?: number;
  feedback?: string;
}

export interface Attachment {
  id: string;
  account: Reference;
  /** Where the file itself is, below the API's origin. */
  attachment: string;
  size: number;
  preview: string;
  name: string;
  type: string;
  events: { created: Stamp };
}

/** Milliseconds after which a resolved case closes by itself; at Connect each account sets it. */
const CLOSES_AFTER = 7 * 24 * 3_600_000;

/** Questions and problems between two accounts. */
class Helpdesk {
  readonly cases;
  readonly #world: World;
  readonly #attachments = new Map<string, { readonly of: Attachment; readonly content: Buffer }[]>();

  constructor(world: World) {
    this.#world = world;
    this.cases = world.table<Case>('/helpdesk/cases', { name: 'cases' });
    world.keep('caseAttachments', {
      save: () =>
        [...this.#attachments].map(([id, all]) => [
          id,
          all.map(({ of, content }) => [of, content.toString('base64')]),
        ]),
      load: (saved) => {
        this.#attachments.clear();
        for (const [id, all] of saved as [string, [Attachment, string][]][])
          this.#attachments.set(
            id,
            all.map(([of, content]) => ({ of, content: Buffer.from(content, 'base64') })),
          );
      },
    });
    world.onTime(() => this.#closeOld());
  }

  attachmentsOf(id: string): readonly { readonly of: Attachment; readonly content: Buffer }[] {
    return this.#attachments.get(id) ?? [];
  }

  attach(id: string, of: Attachment, content: Buffer): void {
    this.#attachments.set(id, [...this.attachmentsOf(id), { of, content }]);
  }

  detach(id: string, attachment: string): void {
    this.#attachments.set(
      id,
      this.attachmentsOf(id).filter(({ of }) => of.id !== attachment),
    );
  }

  /** Writes down that a case got into a state, in its events and in its conversation. */
  reached(one: Case, state: CaseState, at: Stamp): void {
    one.state = state;
    one.events = { ...one.events, [state]: at, updated: at };
    this.cases.changed(one);
    const conversations = conversationsOf(this.#world);
    const conversation = conversations.find(one.id);
    if (conversation?.status === 'open')
      conversations.write(conversation, {
        text: `Case ${one.id}: state set to ${state}.`,
        type: 'state_change',
        stamp: at,
      });
    this.#world.onChange();
  }

  #closeOld(): void {
    const before = this.#world.clock.now() - CLOSES_AFTER;
    for (const one of this.cases.all()) {
      const { resolved } = one.events;
      if (one.state === 'resolved' && resolved && Date.parse(resolved.at) <= before)
        this.reached(one, 'closed', { at: this.#world.now() });
    }
  }
}

export const helpdeskOf = storeOf((world) => new Helpdesk(world));

/** On which side of a case an account is. */
export const sideOf = (one: Case, { id }: Pick<Account, 'id'>): 'issuer' | 'receiver' | undefined => {
  if (one.issuer.account.id === id) return 'issuer';
  return one.receiver.account.id === id ? 'receiver' : undefined;
};
