import { contracts, secondSale } from '../sandbox/modules/catalog/places.ts';
import type { UsageFile } from '../sandbox/modules/usage/model.ts';
import type { Happening } from './history.ts';
import { sellerOf } from './shops.ts';
import type { Who } from './sides.ts';
import type { Task, Tasks } from './tasks.ts';
import type { Town } from './town.ts';

/** Usage: the vendor reports and corrects it, distributors accept it, give it back and bill it. */

export interface Row {
  readonly assetId: string;
  /** As it was written. */
  readonly quantity: string;
}

/** What a report said at a time: each correction is another version. */
export interface Version {
  readonly rows: readonly Row[];
  readonly task: Task;
}

export interface Report {
  readonly externalId: string;
  readonly contract: string;
  readonly who: Who;
  readonly versions: Version[];
}

export type UsageDeed = Happening & { do: 'report' | 'correct' | 'submit' | 'judge' | 'bill' };

/** States in which the vendor may still change a file. */
const OPEN = ['draft', 'invalid', 'ready', 'rejected'];
const MAX_ROWS = 3;

export class Usage {
  readonly reports: Report[] = [];
  readonly #town: Town;
  readonly #tasks: Tasks;
  /** Quantities that were reported, each once. */
  #quantity = 0;
  #bills = 0;

  constructor(town: Town, tasks: Tasks) {
    this.#town = town;
    this.#tasks = tasks;
  }

  /** What somebody does, or, where there is nothing of that kind to do, what has to come before it. */
  task(one: UsageDeed): Task | undefined {
    const { pick } = one;
    const isSubmitted = !('submit' in one) || one.submit;
    const task =
      (one.do === 'bill' ? this.#bill(pick, one.how) : undefined) ??
      (one.do === 'bill' || one.do === 'judge'
        ? this.#judge(pick, one.do === 'bill' || one.isGood)
        : undefined) ??
      (one.do === 'correct' ? this.#correct(pick, isSubmitted) : undefined) ??
      (one.do === 'report' ? undefined : this.#submit(pick));
    if (task) return task;
    const isEnough = one.do !== 'report' && this.reports.some((report) => !this.#isBilled(report));
    return isEnough ? undefined : this.#report(pick, isSubmitted && one.do !== 'submit');
  }

  /** The vendor reports the usage of subscriptions of one contract; nothing when there are none. */
  #report(pick: number, submit: boolean): Task | undefined {
    const papers = [...contracts, secondSale.contract].map(({ id }) => id);
    const sold = papers.filter((id) => this.#assetsOf(id).length);
    const contract = sold[pick % Math.max(1, sold.length)];
    const [asset] = contract ? this.#assetsOf(contract) : [];
    if (!contract || !asset) return undefined;
    // Each contract has its own numbers, as each distributor counts for itself.
    const number = this.reports.filter((one) => one.contract === contract).length + 1;
    const report = { externalId: `usage-${number}`, contract, who: sellerOf(asset), versions: [] };
    this.reports.push(report);
    return this.#version(report, pick, submit);
  }

  /** The vendor has found a mistake, or the distributor has: other rows under the same ID. */
  #correct(pick: number, submit: boolean): Task | undefined {
    const open = this.reports.filter((one) => {
      const file = this.fileOf(one);
      return !file || OPEN.includes(file.status);
    });
    const report = open[pick % Math.max(1, open.length)];
    return report && this.#version(report, pick, submit);
  }

  /** Somebody submits what was reported and not submitted. */
  #submit(pick: number): Task | undefined {
    const report = this.#pick(pick, ['ready'], 'submit');
    const file = report && this.fileOf(report);
    if (file) this.#town.count('usage: submitted');
    return (
      file &&
      this.#tasks.add({
        name: `the vendor submits ${file.id}`,
        what: 'submit',
        who: 'vendor',
        kind: 'creates',
        key: 'submit_usage_file',
        input: { usage_file_id: file.id },
      })
    );
  }

  /** The distributor accepts a file, or gives it back. */
  #judge(pick: number, isGood: boolean): Task | undefined {
    const report = this.#pick(pick, ['pending'], 'accept', 'give back');
    const file = report && this.fileOf(report);
    if (file) this.#town.count(isGood ? 'usage: accepted' : 'usage: given back');
    return (
      file &&
      this.#tasks.add({
        name: `the distributor ${isGood ? 'accepts' : 'gives back'} ${file.id}`,
        what: isGood ? 'accept' : 'give back',
        who: report.who,
        kind: 'creates',
        key: isGood ? 'accept_usage_file' : 'reject_usage_file',
        input: { usage_file_id: file.id, ...(isGood ? {} : { rejection_note: 'One row is wrong.' }) },
      })
    );
  }

  /** The distributor has billed what it accepted. */
  #bill(pick: number, how: 'all' | 'some' | 'whole file'): Task | undefined {
    const report = this.#pick(pick, ['accepted'], 'bill');
    const file = report && this.fileOf(report);
    const approved = file ? this.recordsOf(file).filter(({ status }) => status === 'approved') : [];
    if (!file || !approved.length) return undefined;
    const common = { what: 'bill', who: report.who, kind: 'creates' } as const;
    this.#town.count(`usage: billed (${how})`);
    if (how === 'whole file') {
      return this.#tasks.add({
        ...common,
        name: `the distributor closes ${file.id}`,
        key: 'close_usage_file',
        input: { usage_file_id: file.id },
      });
    }
    this.#bills += 1;
    const records = (how === 'some' ? approved.slice(0, 1) : approved).map(({ id }) => ({ id }));
    return this.#tasks.add({
      ...common,
      name: `the distributor bills ${records.length} records of ${file.id}`,
      key: 'close_usage_records',
      input: { records, external_billing_id: `INV-${this.#bills}` },
    });
  }

  /** Whether a report says something else by now. */
  isOutdated(task: Task): boolean {
    return this.reports.some(({ versions }) =>
      versions.slice(0, -1).some((version) => version.task === task),
    );
  }

  /** What is left to do for a report once the weather is fine; undefined when it is billed. */
  next(report: Report): Task | undefined {
    const at = this.reports.indexOf(report);
    const open = this.#tasksOf(report).find(({ state }) => state === 'open');
    // Another order has got the same number by now: somebody gives the subscription's own ID.
    if (open?.what === 'report' && /have the external ID/.test(open.failure ?? ''))
      return this.#version(report, 1, true);
    if (open) return undefined;
    const file = this.fileOf(report);
    if (!file || ['draft', 'invalid', 'rejected'].includes(file.status))
      return this.#version(report, at, true);
    // All reports but this one are passed over.
    const pick = (states: readonly string[]) => this.#picked(states).indexOf(report);
    if (file.status === 'ready') return this.#submit(pick(['ready']));
    if (file.status === 'pending') return this.#judge(pick(['pending']), true);
    return file.status === 'accepted' ? this.#bill(pick(['accepted']), 'all') : undefined;
  }

  #isBilled(report: Report): boolean {
    const file = this.fileOf(report);
    const records = file ? this.recordsOf(file) : [];
    return records.length > 0 && records.every(({ status }) => status === 'closed');
  }

  /** The file of a report, by Connect's own books. */
  fileOf(report: Report): UsageFile | undefined {
    const files = this.filesOf(report);
    return files.find(({ status }) => status !== 'draft') ?? files[0];
  }

  filesOf({ externalId, contract }: Report): UsageFile[] {
    return [...this.#town.sandbox.world.usage.files.all()].filter(
      (file) => file.external_id === externalId && file.contract.id === contract && file.status !== 'deleted',
    );
  }

  recordsOf(file: UsageFile) {
    return this.#town.sandbox.world.usage.recordsOf(file.id);
  }

  #assetsOf(contract: string) {
    return this.#town.books
      .assets()
      .filter((one) => one.contract.id === contract && one.external_id.startsWith('#'))
      .filter(({ status }) => ['active', 'suspended', 'terminating', 'terminated'].includes(status));
  }

  #version(report: Report, pick: number, submit: boolean): Task {
    const assets = this.#assetsOf(report.contract);
    const from = pick % assets.length;
    const count = 1 + (pick % MAX_ROWS);
    const rows = Array.from({ length: count }, (_unused, index) => {
      this.#quantity += 1;
      const asset = assets[(from + index) % assets.length];
      return { assetId: asset?.id ?? '', quantity: `${this.#quantity}.25` };
    });
    // Whoever corrects a report doesn't replay what it said before.
    for (const { task } of report.versions) if (task.state === 'open') task.state = 'given up';
    const number = report.versions.length + 1;
    const task = this.#tasks.add({
      name: `the vendor reports ${report.externalId} under ${report.contract}, version ${number}: ${count} rows`,
      what: 'report',
      who: 'vendor',
      kind: 'creates',
      key: 'report_usage',
      input: {
        product_id: this.#town.sandbox.ids.product,
        contract_id: report.contract,
        external_id: report.externalId,
        submit,
        records: rows.map(({ assetId, quantity }) => ({
          item: 'BACKUP-TRAFFIC',
          ...this.#namedBy(report.contract, assetId, pick),
          quantity,
          start: '2026-02-01',
          end: '2026-02-28',
        })),
      },
    });
    report.versions.push({ rows, task });
    this.#town.count(number === 1 ? 'usage: reported' : 'usage: corrected');
    return task;
  }

  /** By its own ID, or by the shop's where that is one subscription of the contract. */
  #namedBy(contract: string, assetId: string, pick: number): object {
    const externalId = this.#town.books.asset(assetId)?.external_id ?? '';
    const same = this.#town.books
      .assets()
      .filter((one) => one.contract.id === contract && one.external_id === externalId);
    return pick % 3 === 0 && same.length === 1 ? { asset_external_id: externalId } : { asset_id: assetId };
  }

  #tasksOf(report: Report): Task[] {
    const { id = '' } = this.fileOf(report) ?? {};
    const records = new Set(
      this.filesOf(report).flatMap((file) => this.recordsOf(file).map((one) => one.id)),
    );
    return this.#tasks.all.filter(
      (task) =>
        report.versions.some((version) => version.task === task) ||
        (id && task.input['usage_file_id'] === id) ||
        (task.what === 'bill' &&
          ((task.input['records'] ?? []) as { id: string }[]).some((one) => records.has(one.id))),
    );
  }

  #picked(states: readonly string[]): Report[] {
    return this.reports.filter((report) => states.includes(this.fileOf(report)?.status ?? ''));
  }

  /** A report whose file is in a state, and on which nobody has begun the same yet. */
  #pick(pick: number, states: readonly string[], ...whats: Task['what'][]): Report | undefined {
    const fitting = this.#picked(states);
    const report = fitting[pick % Math.max(1, fitting.length)];
    const isBegun =
      report && this.#tasksOf(report).some(({ state, what }) => state === 'open' && whats.includes(what));
    return isBegun ? undefined : report;
  }
}
