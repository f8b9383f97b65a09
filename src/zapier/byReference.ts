import { createRequire } from 'node:module';

/**
 * Core makes the App anew twice at each call, although nothing has changed: it copies all that the operations say of
 * themselves, looks through the copy for code that is written as text, and freezes it. That takes ten times as long as
 * the rest of a call, and more with each operation. So it is given the App without them, and they are put in as they
 * are, closed.
 *
 * What core makes of the App stays the same, for every command: Zapier's editor and its checks see all fields and
 * samples. Should a later core not ask here, the App is only slower.
 */

type Operations = Record<string, { operation?: { perform?: unknown } }>;
type Kind = 'triggers' | 'creates' | 'searches';
export type Definition = { readonly [kind in Kind]?: Operations } & {
  readonly resources?: object;
  readonly hydrators?: Record<string, unknown>;
};

/** The part of core that makes an App of a definition; its own modules ask for it by this name at each call. */
interface Maker {
  prepareApp: (definition: Definition) => Definition;
}

/** Operations of which it is known that all are code, and closed. */
const known = new WeakSet<object>();

/** Has operations passed on without a look at each of them. @param operations in code, and closed. */
export const passOn = (operations: object): void => {
  known.add(operations);
};

/** Operations in code, which have nothing that core would have to put in their place. */
const isCode = ({ resources, triggers, creates, searches }: Definition): boolean =>
  !resources &&
  [triggers, creates, searches].every(
    (operations = {}) =>
      known.has(operations) ||
      Object.values(operations).every(({ operation }) => typeof operation?.perform === 'function'),
  );

const closed = <T extends object>(operations: Record<string, T> = {}): Record<string, T> => {
  if (known.has(operations)) return operations;
  for (const operation of Object.values(operations)) Object.freeze(operation);
  passOn(operations);
  return Object.freeze(operations);
};

// Core has no types for its own parts.
const maker = createRequire(import.meta.url)('zapier-platform-core/src/tools/schema') as Maker;

/** How core itself makes an App: with copies of everything. */
export const { prepareApp: prepareCopied } = maker;

maker.prepareApp = (definition) => {
  if (!isCode(definition)) return prepareCopied(definition);
  const { triggers, creates, searches, hydrators = {}, ...rest } = definition;
  return Object.freeze({
    ...prepareCopied(rest),
    triggers: closed(triggers),
    creates: closed(creates),
    searches: closed(searches),
    // Last: core looks for a function from the end.
    hydrators: Object.freeze(hydrators),
  });
};
