import { usageFileSample } from '../../src/samples/usage.ts';
import type { Places } from '../support/wire.ts';
import type { Case, Expected } from './case.ts';
import { rows } from './caseParts.ts';

/** What cases of the module Usage share. */

export const UF = usageFileSample.id;

export const trigger = (
  key: string,
  path: string,
  row: object,
  names: RegExp,
  gives: object,
  places: Places = {},
): Case => ({
  kind: 'triggers',
  key,
  places,
  input: {},
  sends: [['connect', 'GET', path]],
  replies: [rows(row)],
  gives: [gives],
  names,
});

export const finding = (
  key: string,
  input: object,
  path: string,
  row: object,
  names: RegExp,
  gives = row,
  places: Places = {},
): Case => ({
  kind: 'searches',
  key,
  places,
  input: { ...input },
  sends: [['connect', 'GET', path]],
  replies: [rows(row)],
  gives: [gives],
  names,
});

export const acting = (
  key: string,
  input: object,
  [method, path, body]: readonly [method: string, path: string, body?: object],
  answer: object,
  names: RegExp,
  places: Places,
  status = 200,
): Case => ({
  kind: 'creates',
  key,
  places,
  input: { ...input },
  sends: [['connect', method, path, ...(body ? [body] : [])] as unknown as Expected],
  replies: [{ status, body: answer }],
  names,
});

export const FILE_LOCK = 'usage file {{bundle.inputData.usage_file_id}}';
export const REPORT_LOCK = 'usage report {{bundle.inputData.external_id}}';

export const billedPlaces: Places = {
  external_billing_id: 'external_billing_id',
  external_billing_note: 'external_billing_note',
};
/** Either end of a period needs the other one. */
const periodPlaces: Places = {
  period_from: {
    to: ['period.from: "2026-03-02"'],
    give: '2026-03-02',
    beside: { period_from: '2026-03-01', period_to: '2026-03-31' },
    instead: ['period.from: "2026-03-01"'],
  },
  period_to: {
    to: ['period.to: "2026-03-30"'],
    give: '2026-03-30',
    beside: { period_from: '2026-03-01', period_to: '2026-03-31' },
    instead: ['period.to: "2026-03-31"'],
  },
};
export const descriptionPlaces: Places = {
  ...periodPlaces,
  currency: 'currency',
  description: 'description',
  note: 'note',
};

export const billed = { external_billing_id: 'INV-1', external_billing_note: 'January' };
