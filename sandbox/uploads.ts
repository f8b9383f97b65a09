import type { FastifyRequest } from 'fastify';
import type { Body } from './body.ts';
import { ApiError, invalid } from './errors.ts';

/** Bytes of an upload. */
export const MAX_UPLOAD = 100 * 1024 * 1024;

export interface Upload {
  readonly content: Buffer;
  readonly name: string;
  /** MIME type. */
  readonly type: string;
  readonly fields: Body;
}

/** The file of a multipart body, under the name that the endpoint has for it. @throws ApiError 400 without it. */
export const readUpload = async (request: FastifyRequest, field: string): Promise<Upload> => {
  if (!request.isMultipart()) throw new ApiError(415, 'VAL_001', 'Unsupported media type in request.');
  const fields: Body = {};
  let file: Omit<Upload, 'fields'> | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = part.value;
      else {
        const content = await part.toBuffer();
        if (part.fieldname === field) file = { content, name: part.filename, type: part.mimetype };
      }
    }
  } catch (error) {
    // The parser's own refusals, such as of a file that is too large, have a status.
    if ((error as { statusCode?: number }).statusCode) throw error;
    throw invalid(`Multipart form parse error - ${(error as Error).message}`);
  }
  if (!file) throw invalid(`${field}: No file was submitted.`);
  return { ...file, fields };
};
