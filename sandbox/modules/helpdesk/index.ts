import type { FastifyRequest } from 'fastify';
import { asObject, asText } from '../../body.ts';
import { invalid, notFound } from '../../errors.ts';
import { BASE } from '../../http.ts';
import { one, param, sendList, sendRows } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import { Transitions } from '../../transitions.ts';
import { readUpload } from '../../uploads.ts';
import type { Account } from '../../world/model.ts';
import { ref } from '../../world/model.ts';
import { stamp } from '../accounts/stamp.ts';
import { createCase, updateCase } from './given.ts';
import { type Attachment, type Case, type CaseState, helpdeskOf, sideOf } from './store.ts';

const life = new Transitions<'state', Case>({
  path: '/helpdesk/cases/{id}',
  field: 'state',
  noun: 'Case',
  code: 'HD_001',
});

/** What the issuer thinks of the answer. @throws ApiError 400. */
const rate = (one: Case, body: Readonly<Record<string, unknown>>): void => {
  const { rating, feedback } = body;
  if (rating !== undefined && ![1, 2, 3, 4, 5].includes(rating as number))
    throw invalid(`rating: "${asText(rating)}" is not a valid choice.`);
  if (rating !== undefined) one.rating = Number(rating);
  if (feedback !== undefined) one.feedback = asText(feedback);
};

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const desk = helpdeskOf(world);
  const sees = (row: Case, caller: Account) => sideOf(row, caller) !== undefined;
  const find = (request: FastifyRequest): Case =>
    one(desk.cases, param(request, 'id'), (row) => sees(row, callerOf(request)));

  app.get('/helpdesk/cases', (request, reply) => sendList(context, request, reply, desk.cases, sees));
  app.post('/helpdesk/cases', async (request, reply) =>
    reply.code(201).send(desk.cases.shown(createCase(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/helpdesk/cases/:id', async (request) => desk.cases.shown(find(request)));
  app.put('/helpdesk/cases/:id', async (request) => {
    const found = find(request);
    updateCase(world, callerOf(request), found, asObject(request.body));
    return desk.cases.shown(found);
  });
  for (const action of life.actions) {
    app.post(`/helpdesk/cases/:id/${action}`, async (request) => {
      const found = find(request);
      const caller = callerOf(request);
      const next = life.next(found, action, sideOf(found, caller) ?? '') as CaseState;
      if (action === 'close') rate(found, asObject(request.body));
      desk.reached(found, next, stamp(world, caller));
      return desk.cases.shown(found);
    });
  }

  const attachment = (request: FastifyRequest) => {
    const found = desk
      .attachmentsOf(find(request).id)
      .find(({ of }) => of.id === param(request, 'attachment'));
    if (!found) throw notFound();
    return found;
  };
  app.get('/helpdesk/cases/:id/attachments', (request, reply) =>
    sendRows(
      context,
      request,
      reply,
      '/helpdesk/cases/{case_id}/attachments',
      desk.attachmentsOf(find(request).id).map(({ of }) => of),
    ),
  );
  app.post('/helpdesk/cases/:id/attachments', async (request, reply) => {
    const found = find(request);
    const caller = callerOf(request);
    const { content, name, type } = await readUpload(request, 'file');
    const id = world.digits.groups('CAAT', 3, 3, 3);
    const path = `${BASE}/helpdesk/cases/${found.id}/attachments/${id}`;
    const of: Attachment = {
      id,
      account: ref(caller),
      attachment: `${path}?format=attachment`,
      size: content.length,
      preview: `${path}?format=preview`,
      name,
      type,
      events: { created: stamp(world, caller) },
    };
    desk.attach(found.id, of, content);
    world.onChange();
    return reply.code(201).send(of);
  });
  app.get('/helpdesk/cases/:id/attachments/:attachment', async (request, reply) => {
    const { of, content } = attachment(request);
    return asObject(request.query)['format'] === 'attachment' ? reply.type(of.type).send(content) : of;
  });
  app.delete('/helpdesk/cases/:id/attachments/:attachment', async (request, reply) => {
    const { of } = attachment(request);
    desk.detach(find(request).id, of.id);
    world.onChange();
    return reply.code(204).send();
  });
};

/** Cases at `/helpdesk`. */
export const helpdesk: SandboxModule = {
  name: 'helpdesk',
  paths: { '/helpdesk': 'Helpdesk' },
  open: helpdeskOf,
  routes,
};
