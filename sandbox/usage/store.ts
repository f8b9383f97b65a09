import { collections, type Row, Table } from '../rql/index.ts';
import type { Json } from '../rql/values.ts';
import { Storage } from '../storage.ts';
import type { Category, Reconciliation, UsageChunk, UsageFile, UsageRecord } from './model.ts';

const tableOf = <T extends Row>(path: string, compose?: (row: T) => Json): Table<T> => {
  const spec = collections[path];
  if (!spec) throw new Error(`The sandbox has no collection ${path}`);
  return new Table<T>(spec, compose);
};

/** What is kept of usage when the sandbox stops. */
export interface SavedUsage {
  readonly files: UsageFile[];
  readonly records: UsageRecord[];
  readonly chunks: UsageChunk[];
  readonly reconciliations: Reconciliation[];
  readonly categories: (readonly [file: string, categories: readonly Category[]])[];
  readonly storage: ReturnType<Storage['save']>;
}

export const keys = {
  uploaded: (file: string) => `${file}.xlsx`,
  processed: (file: string) => `${file}-PROCESSED.xlsx`,
  reconciled: (file: string) => `${file}-RECONCILIATION.xlsx`,
  template: (product: string) => `${product}-usage-template.xlsx`,
};

/** All that the sandbox knows of usage. */
export class UsageStore {
  readonly storage = new Storage();
  readonly files = tableOf<UsageFile>('/usage/files', (file) => this.#withLinks(file));
  readonly records = tableOf<UsageRecord>('/usage/records');
  readonly chunks = tableOf<UsageChunk>('/usage/chunks');
  readonly reconciliations = tableOf<Reconciliation>('/usage/reconciliations');
  readonly categories = new Map<string, readonly Category[]>();
  readonly #recordsOf = new Map<string, UsageRecord[]>();

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

  save(): SavedUsage {
    return {
      files: [...this.files.all()],
      records: [...this.records.all()],
      chunks: [...this.chunks.all()],
      reconciliations: [...this.reconciliations.all()],
      categories: [...this.categories],
      storage: this.storage.save(),
    };
  }

  load(saved: SavedUsage): void {
    this.files.insertMany(saved.files);
    this.chunks.insertMany(saved.chunks);
    this.reconciliations.insertMany(saved.reconciliations);
    for (const [file, categories] of saved.categories) this.categories.set(file, categories);
    const byFile = new Map<string, UsageRecord[]>();
    for (const record of saved.records) {
      const list = byFile.get(record.usagefile.id);
      if (list) list.push(record);
      else byFile.set(record.usagefile.id, [record]);
    }
    for (const [file, records] of byFile) this.setRecords(file, records);
    this.storage.load(saved.storage);
  }
}
