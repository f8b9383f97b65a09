import type { Bundle, ZObject } from 'zapier-platform-core';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { handOn, XLSX } from '../zapier/handOn.ts';

/** The MIME types of what CloudBlue's renderers make, by the ending of a file's name. */
const TYPES: Readonly<Record<string, string>> = {
  xlsx: XLSX,
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
  html: 'text/html',
  xml: 'application/xml',
  zip: 'application/zip',
};

/** Hands the file of a report to a later step of a Zap, when it asks for it. */
export const downloadReport = speaking(
  async (z: ZObject, bundle: Bundle<{ id?: string; extension?: string }>): Promise<string> => {
    const { id = '', extension } = bundle.inputData;
    const connect = openConnect(z, bundle);
    const { content, type } = await connect.reports.download(id, 'download');
    const [known] = Object.entries(TYPES).find(([, one]) => one === type) ?? [];
    const ending = (extension || known || 'xlsx').replace(/^\./, '');
    return handOn(z, connect, {
      what: `The file of report ${id}`,
      name: `${id}.${ending}`,
      content,
      type: TYPES[ending] ?? type,
      cameAs: type,
    });
  },
);
