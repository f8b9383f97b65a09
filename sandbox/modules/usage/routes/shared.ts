import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Body } from '../../../body.ts';
import { ApiError, forbidden, invalid } from '../../../errors.ts';
import { XLSX } from '../../../storage.ts';
import type { Account } from '../../../world/model.ts';

/** What the routes of usage share: who may call, and files that come and go. */

export const onlyDistributor = (caller: Account): void => {
  if (caller.type !== 'provider') throw forbidden();
};

export interface Upload {
  readonly content: Buffer;
  readonly fields: Body;
}

/** The file of a multipart body, under the name that the endpoint has for it. @throws ApiError 400 without it. */
export const readUpload = async (request: FastifyRequest, field: string): Promise<Upload> => {
  if (!request.isMultipart()) throw new ApiError(415, 'VAL_001', 'Unsupported media type in request.');
  const fields: Body = {};
  let content: Buffer | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = part.value;
      else {
        const bytes = await part.toBuffer();
        if (part.fieldname === field) content = bytes;
      }
    }
  } catch (error) {
    // The parser's own refusals, such as of a file that is too large, have a status.
    if ((error as { statusCode?: number }).statusCode) throw error;
    throw invalid(`Multipart form parse error - ${(error as Error).message}`);
  }
  if (!content) throw invalid(`${field}: No file was submitted.`);
  return { content, fields };
};

export const sendSheet = (reply: FastifyReply, name: string, content: Buffer) =>
  reply.type(XLSX).header('content-disposition', `attachment; filename="${name}"`).send(content);
