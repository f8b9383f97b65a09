import type { FastifyReply } from 'fastify';
import { forbidden } from '../../../errors.ts';
import { XLSX } from '../../../storage.ts';
import type { Account } from '../../../world/model.ts';

/** What the routes of usage share: who may call, and files that go out. */

export const onlyDistributor = (caller: Account): void => {
  if (caller.type !== 'provider') throw forbidden();
};

export const sendSheet = (reply: FastifyReply, name: string, content: Buffer) =>
  reply.type(XLSX).header('content-disposition', `attachment; filename="${name}"`).send(content);
