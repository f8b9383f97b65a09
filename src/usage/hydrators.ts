import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Download } from '../connect/call.ts';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { handOn, XLSX } from '../zapier/handOn.ts';

/** Which spreadsheet a pointer means. */
export type SpreadsheetOf =
  | 'uploaded'
  | 'processed'
  | 'reconciliation'
  | 'template'
  | 'chunk'
  | 'reconciliation upload'
  | 'reconciliation result';

/** The addresses that Connect gives end after a while, so each time a fresh one is asked for; they take no key. */
const fetchFrom = (connect: Connect, address: string | null | undefined, what: string): Promise<Download> => {
  if (!address) throw new ConnectError('fix', `Connect has no ${what} (any more).`);
  return connect.fetchFile(address, `the ${what}`);
};

const download = async (connect: Connect, of: SpreadsheetOf, id: string): Promise<Download> => {
  switch (of) {
    case 'chunk':
      return connect.usageChunks.download(id, 'download');
    case 'reconciliation upload':
      return connect.usageReconciliations.download(id, 'uploadedfile');
    case 'reconciliation result':
      return connect.usageReconciliations.download(id, 'processedfile');
    case 'template': {
      const { template_link: link } = await connect.usageProducts.part(id, 'template');
      return fetchFrom(connect, link, `usage template of product ${id}`);
    }
    default: {
      const file = await connect.usageFiles.get(id);
      const addresses = {
        uploaded: file.usage_file_uri,
        processed: file.processed_file_uri,
        reconciliation: file.reconciliation_file_uri,
      };
      return fetchFrom(connect, addresses[of], `${of} spreadsheet of usage file ${id}`);
    }
  }
};

/** Hands a spreadsheet to a later step of a Zap, when it asks for it. The key goes to Connect's own host alone. */
export const downloadUsageSpreadsheet = speaking(
  async (z: ZObject, bundle: Bundle<{ of?: SpreadsheetOf; id?: string }>): Promise<string> => {
    const { of = 'uploaded', id = '' } = bundle.inputData;
    const connect = openConnect(z, bundle);
    const { content, type } = await download(connect, of, id);
    const name = `${id}-${of.replaceAll(' ', '-')}.xlsx`;
    return handOn(z, connect, {
      what: `The ${of} spreadsheet of ${id}`,
      name,
      content,
      type: XLSX,
      cameAs: type,
    });
  },
);
