import type { Json } from '../../rql/values.ts';
import { storageOf } from '../../storage.ts';
import { storeOf, type World } from '../../world/world.ts';
import type { Category, Reconciliation, UsageChunk, UsageFile, UsageRecord } from './model.ts';

export const keys = {
  uploaded: (file: string) => `${file}.xlsx`,
  processed: (file: string) => `${file}-PROCESSED.xlsx`,
  reconciled: (file: string) => `${file}-RECONCILIATION.xlsx`,
  template: (product: string) => `${product}-usage-template.xlsx`,
};

/** All that the sandbox knows of usage. */
class Usage {
  readonly storage;
  readonly files;
  readonly records;
  readonly chunks;
  readonly reconciliations;
  readonly categories = new Map<string, readonly Category[]>();
  readonly #recordsOf = new Map<string, UsageRecord[]>();

  constructor(world: World) {
    this.storage = storageOf(world);
    this.files = world.table<UsageFile>('/usage/files', {
      name: 'usageFiles',
      compose: (file) => this.#withLinks(file),
    });
    this.records = world.table<UsageRecord>('/usage/records');
    this.chunks = world.table<UsageChunk>('/usage/chunks', { name: 'usageChunks' });
    this.reconciliations = world.table<Reconciliation>('/usage/reconciliations', {
      name: 'usageReconciliations',
    });
    world.keep('usageRecords', {
      save: () => [...this.records.all()],
      load: (saved) => this.#loadRecords(saved as UsageRecord[]),
    });
    world.keep('usageCategories', {
      save: () => [...this.categories],
      load: (saved) => {
        for (const [file, found] of saved as [string, Category[]][]) this.categories.set(file, found);
      },
    });
  }

  /** The records of a file, in the order of its rows. */
  recordsOf(fileId: string): readonly UsageRecord[] {
    return this.#recordsOf.get(fileId) ?? [];
  }

  /** Puts a file's records in the place of those that it had. */
  setRecords(fileId: string, records: UsageRecord[]): void {
    for (const old of this.recordsOf(fileId)) this.records.remove(old.id);
    this.#recordsOf.set(fileId, records);
    this.records.insertMany(records);
  }

  chunksOf(fileId: string): UsageChunk[] {
    return [...this.chunks.all()].filter((chunk) => chunk.usagefile.id === fileId);
  }

  /** The addresses of a file's spreadsheets are made anew each time that it is shown. */
  #withLinks(file: UsageFile): Json {
    const links = {
      usage_file_uri: this.storage.link(keys.uploaded(file.id)),
      processed_file_uri: this.storage.link(keys.processed(file.id)),
      reconciliation_file_uri: this.storage.link(keys.reconciled(file.id)),
    };
    return JSON.parse(JSON.stringify({ ...file, ...links })) as Json;
  }

  #loadRecords(saved: readonly UsageRecord[]): void {
    const byFile = new Map<string, UsageRecord[]>();
    for (const record of saved) {
      const list = byFile.get(record.usagefile.id);
      if (list) list.push(record);
      else byFile.set(record.usagefile.id, [record]);
    }
    for (const [file, records] of byFile) this.setRecords(file, records);
  }
}

export const usageOf = storeOf((world) => new Usage(world));
