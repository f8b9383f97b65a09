import type { ZObject } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';

/** MIME type of Excel workbooks. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What every workbook lists its parts in (ISO/IEC 29500-2, 7.3), in small letters. */
const CONTENTS = '[content_types].xml';

/** Whether bytes are a workbook: a host may answer a page, or nothing, as if it were the file. */
const isWorkbook = async (content: Buffer): Promise<boolean> => {
  const { partsOf } = await import('../spreadsheets/unzip.ts');
  try {
    return partsOf(content).has(CONTENTS);
  } catch {
    return false;
  }
};

/** A file that was fetched for a later step. */
export interface Fetched {
  /** What it is, at the beginning of a sentence: `The processed spreadsheet of UF-1`. */
  readonly what: string;
  readonly name: string;
  readonly content: Buffer;
  /** MIME type; of workbooks {@link XLSX}. */
  readonly type: string;
  /** The type under which it came, where that is another one. */
  readonly cameAs?: string;
}

/**
 * Hands a file to a later step of a Zap, through Zapier's own store of files.
 * @returns its address there.
 * @throws ConnectError when it is empty or no workbook though it should be one, and when the store doesn't take it.
 */
export const handOn = async (
  z: ZObject,
  { deadline }: Connect,
  { what, name, content, type, cameAs = type }: Fetched,
): Promise<string> => {
  const lacks = !content.length
    ? 'is empty'
    : type === XLSX && !(await isWorkbook(content))
      ? `is no workbook (${content.length} bytes of ${cameAs})`
      : undefined;
  if (lacks) {
    throw new ConnectError(
      'fix',
      `${what} that was fetched ${lacks}, so it was not handed on. Try again later, or look at it in Connect.`,
    );
  }
  const fetched = `${what} was fetched, but Zapier's own store of files`;
  const stash = async () => {
    try {
      return await z.stashFile(content, content.length, name, type);
    } catch {
      // What the store says is a page of XML, and no matter of the Zap's owner.
      throw new ConnectError('fix', `${fetched} refused it. Try again in a few minutes.`);
    }
  };
  return deadline.within(stash(), `${fetched} did not take it. Try again in a few minutes.`);
};
