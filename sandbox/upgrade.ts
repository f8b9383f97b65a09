import type { SavedWorld } from './world/world.ts';

/** The form in which states are written. */
export const VERSION = 2;

/** A state as the first version wrote it, with a fixed place for everything. */
interface First {
  readonly world: {
    readonly clock: number;
    readonly digits: number;
    readonly requests: unknown;
    readonly assets: unknown;
    readonly tierAccounts: unknown;
    readonly usage?: Readonly<Record<string, unknown>>;
  };
  readonly tenants: unknown;
}

/**
 * A saved state in today's form, whichever version wrote it; what that version didn't have is missing in it.
 * @throws Error when no version has written it.
 */
export const upgraded = (saved: First | (SavedWorld & { readonly version?: number })): SavedWorld => {
  if ('tables' in saved) {
    if (Number(saved.version ?? 0) > VERSION) throw new Error('A later version has written this.');
    return saved;
  }
  if (!Array.isArray(saved.world.requests)) throw new Error('No version has written this.');
  const { clock, digits, usage, ...tables } = saved.world;
  return {
    clock: { ahead: 0, last: clock },
    digits,
    tables: {
      ...tables,
      usageFiles: usage?.['files'],
      usageRecords: usage?.['records'],
      usageChunks: usage?.['chunks'],
      usageReconciliations: usage?.['reconciliations'],
      usageCategories: usage?.['categories'],
      storage: usage?.['storage'],
      tenants: saved.tenants,
    },
  };
};
