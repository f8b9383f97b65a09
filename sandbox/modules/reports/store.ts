import { storeOf, type World } from '../../world/world.ts';
import { accountsOf } from '../accounts/store.ts';
import type { Report, ReportStatus } from './model.ts';
import { ReportError, type ReportRow, rowsOf } from './rows.ts';
import { templates } from './templates.ts';

/** Milliseconds after its creation, by the sandbox's clock, at which a report gets on. */
const STEPS: readonly (readonly [status: ReportStatus, after: number])[] = [
  ['deploying', 2_000],
  ['running', 5_000],
  ['succeeded', 20_000],
];

/** Reports, and what they are made of. */
class Reports {
  readonly reports;
  readonly templates;
  readonly #world: World;
  /** The rows of those that have succeeded. */
  readonly #rows = new Map<string, readonly ReportRow[]>();
  readonly #open = new Set<Report>();

  constructor(world: World) {
    this.#world = world;
    this.templates = world.table('/reporting/templates', { rows: templates });
    this.reports = world.table<Report>('/reporting/reports');
    world.keep('reports', {
      save: () => [...this.reports.all()],
      load: (saved) => {
        for (const report of saved as Report[]) this.add(report);
      },
    });
    world.keep('reportRows', {
      save: () => [...this.#rows],
      load: (saved) => {
        for (const [id, rows] of saved as [string, ReportRow[]][]) this.#rows.set(id, rows);
      },
    });
    world.onTime(() => this.#wakeUp());
  }

  add(report: Report): void {
    this.reports.insert(report);
    if (!report.events.terminated) this.#open.add(report);
  }

  remove(report: Report): void {
    this.reports.remove(report.id);
    this.#rows.delete(report.id);
    this.#open.delete(report);
  }

  rowsOf(report: Report): readonly ReportRow[] {
    return this.#rows.get(report.id) ?? [];
  }

  /** Lets reports get on as far as they have come by now. */
  #wakeUp(): void {
    const now = this.#world.clock.now();
    for (const report of this.#open) {
      const age = now - Date.parse(report.events.created.at);
      const [status] = STEPS.findLast(([, after]) => age >= after) ?? [report.status];
      if (status !== report.status) this.#move(report, status);
    }
  }

  #move(report: Report, status: ReportStatus): void {
    const at = this.#world.now();
    report.status = status;
    report.events = { ...report.events, updated: { at } };
    if (status !== 'deploying') report.events.started ??= { at };
    if (status === 'succeeded') {
      this.#open.delete(report);
      report.events.terminated = { at };
      try {
        this.#write(report);
      } catch (error) {
        if (!(error instanceof ReportError)) throw error;
        report.status = 'failed';
        report.failure_output = error.message;
      }
    }
    this.reports.changed(report);
    this.#world.onChange();
  }

  /** @throws ReportError */
  #write(report: Report): void {
    const owner = accountsOf(this.#world).accounts.get(report.owner.id);
    const rows = owner ? rowsOf(this.#world, report, owner) : [];
    this.#rows.set(report.id, rows);
    report.progress = { value: rows.length - 1, max: rows.length - 1 };
    report.report_size = rows.length;
    report.report_file = `/media/${report.owner.id}/reports/${report.id}.${report.report_extension}`;
  }
}

export const reportsOf = storeOf((world) => new Reports(world));
