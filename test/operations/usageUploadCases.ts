import { usageFileSample, usageReconciliationSample } from '../../src/samples/usage.ts';
import { writeSheet } from '../../src/spreadsheets/write.ts';
import { FILES, type Reply, type Sent } from '../support/nocked.ts';
import type { Place } from '../support/wire.ts';
import type { ComposedCase } from './case.ts';
import { created } from './caseParts.ts';
import { book } from './reportedFiles.ts';
import { FILE_LOCK } from './usageParts.ts';

/** Files of usage that are uploaded as they are. */

const HEADERS = [
  'record_id',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
];
const template = (quantity: string) =>
  writeSheet('records', [
    HEADERS,
    ['1', 'item.mpn', 'X', quantity, 'a', 'b', 'asset.id', 'AS-0000-0000-0001'],
  ]);
/** The other file of two: its rows differ in one value. */
const eitherFile: Place = {
  to: ['files GET /b.xlsx', 'rows.1.quantity: "8"'],
  give: `${FILES}/b.xlsx`,
  instead: ['files GET /a.xlsx', 'rows.1.quantity: "4"'],
};
const files = { '/a.xlsx': await template('4'), '/b.xlsx': await template('8') };
const uploaded =
  (object: object) =>
  ({ host, path }: Sent): Reply =>
    host === 'files' ? book(files[path as keyof typeof files]) : created(object);

export const usageUploadCases: readonly ComposedCase[] = [
  {
    kind: 'creates',
    key: 'upload_usage_file',
    testedIn: 'test/operations/uploads.test.ts',
    lock: FILE_LOCK,
    least: { usage_file_id: 'UF-0000-00-0000-0001', file: `${FILES}/a.xlsx` },
    answers: uploaded(usageFileSample),
    places: {
      usage_file_id: ['POST /usage/files/$/upload', 'usage_file.name: "$.xlsx"'],
      file: eitherFile,
    },
  },
  {
    kind: 'creates',
    key: 'upload_reconciliation',
    testedIn: 'test/operations/uploads.test.ts',
    least: { file: `${FILES}/a.xlsx` },
    answers: uploaded(usageReconciliationSample),
    places: { file: eitherFile, upload_note: 'upload_note' },
  },
];
