import type { FastifyRequest } from 'fastify';
import { asObject } from '../../body.ts';
import { wrongState } from '../../errors.ts';
import { one, param, sendList } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import { XLSX } from '../../storage.ts';
import type { Account } from '../../world/model.ts';
import { writeSheet } from '../usage/sheets.ts';
import { createReport } from './create.ts';
import type { Report, ReportTemplate } from './model.ts';
import type { ReportRow } from './rows.ts';
import { reportsOf } from './store.ts';

const csvCell = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`;

/** The file of a report, and its MIME type. */
const fileOf = async (report: Report, rows: readonly ReportRow[]): Promise<readonly [string, Buffer]> => {
  if (report.report_extension === 'csv')
    return ['text/csv', Buffer.from(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''))];
  if (report.report_extension === 'json') {
    const [header = [], ...others] = rows;
    const objects = others.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
    return ['application/json', Buffer.from(JSON.stringify(objects))];
  }
  return [XLSX, await writeSheet('Report', rows)];
};

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const store = reportsOf(world);
  const { reports, templates } = store;
  const sees = (report: Report, caller: Account) => report.owner.id === caller.id;
  const seesTemplate = ({ audience }: ReportTemplate, { type }: Account) => audience[type];
  const find = (request: FastifyRequest): Report =>
    one(reports, param(request, 'id'), (report) => sees(report, callerOf(request)));

  app.get('/reporting/reports', (request, reply) => sendList(context, request, reply, reports, sees));
  app.post('/reporting/reports', async (request, reply) =>
    reply.code(201).send(reports.shown(createReport(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/reporting/reports/:id', async (request) => reports.shown(find(request)));
  app.delete('/reporting/reports/:id', async (request, reply) => {
    store.remove(find(request));
    return reply.code(204).send();
  });
  app.get('/reporting/reports/:id/download', async (request, reply) => {
    const report = find(request);
    if (report.status !== 'succeeded')
      throw wrongState(
        'REP_001',
        `Report ${report.id} is ${report.status}; only one that succeeded has a file.`,
      );
    const [type, content] = await fileOf(report, store.rowsOf(report));
    const name = `${report.id}.${report.report_extension}`;
    return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(content);
  });
  app.get('/reporting/templates', (request, reply) =>
    sendList(context, request, reply, templates, seesTemplate),
  );
  app.get('/reporting/templates/:id', async (request) =>
    templates.shown(one(templates, param(request, 'id'), (row) => seesTemplate(row, callerOf(request)))),
  );
};

/** Reports at `/reporting`: each runs in the background, by the sandbox's clock. */
export const reports: SandboxModule = {
  name: 'reports',
  paths: { '/reporting': 'Reports' },
  open: reportsOf,
  routes,
};
