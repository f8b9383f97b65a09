import { defineInputFields } from 'zapier-platform-core';
import { contractPicker, productPicker } from '../../fields/pickers.ts';
import { badValue, missing } from '../../zapier/input.ts';
import { labelOf } from '../../zapier/outputFields.ts';

/** What a usage file is made of, beside its records. */

export const placeFields = defineInputFields([
  productPicker('product_id', {
    required: true,
    helpText: 'The product whose usage it is, for example `PRD-000-000-000`.',
  }),
  contractPicker('contract_id', {
    required: true,
    helpText: 'The distribution contract under which it is sold, for example `CRD-00000-00000-00000`.',
  }),
]);

/** The ID by which a report is known again, so that none is made twice. */
export const reportIdField = <const Required extends boolean>(required: Required) =>
  defineInputFields([
    {
      key: 'external_id',
      label: 'Report External ID',
      required,
      helpText:
        'The ID of the report in your own system, for example `usage-2026-01`. When a file of the product and contract has it already, that one is used and none is made.',
    },
  ]);

export const descriptionFields = defineInputFields([
  {
    key: 'period_from',
    label: 'Period From',
    helpText: 'The first day of the usage (UTC), for example `2026-01-01`.',
  },
  {
    key: 'period_to',
    label: 'Period To',
    helpText: 'The last day of the usage (UTC), for example `2026-01-31`.',
  },
  { key: 'currency', label: 'Currency', helpText: "For example `USD`. Empty: the marketplace's." },
  { key: 'description', label: 'Description', helpText: 'Up to 200 characters.' },
  { key: 'note', label: 'Note', helpText: 'Up to 200 characters.' },
]);

/** Letters that Connect keeps; it cuts longer texts off without a word. */
const MAX_NAME = 100;
const MAX_NOTE = 200;

/** @throws ConnectError naming the field of a text that Connect would cut off. */
export const checkLengths = (texts: {
  name?: string | undefined;
  description?: string | undefined;
  note?: string | undefined;
}): void => {
  const most = { name: MAX_NAME, description: MAX_NOTE, note: MAX_NOTE };
  for (const [key, length] of Object.entries(most)) {
    const text = texts[key as keyof typeof most];
    if (text && text.length > length)
      throw badValue(labelOf(key), text, `at most ${length} characters; it has ${text.length}`);
  }
};

export interface Period {
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly to: string;
}

/** A day, also out of a time. @throws ConnectError naming the field. */
const readDay = (label: string, value: string): string => {
  const [, day = ''] = /^(\d{4}-\d{2}-\d{2})([ t].*)?$/i.exec(value.trim()) ?? [];
  const time = new Date(`${day}T00:00:00Z`);
  // A day such as the 31st of February would be taken for one of March.
  if (!day || Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== day)
    throw badValue(label, value, 'a date, for example 2026-01-31');
  return day;
};

/** The period of a report, when one was given. @throws ConnectError naming the field that is wrong or missing. */
export const readPeriod = ({
  period_from: from,
  period_to: to,
}: {
  period_from?: string | undefined;
  period_to?: string | undefined;
}): Period | undefined => {
  if (!from && !to) return undefined;
  if (!from) throw missing('Period From', 'the first day, for example 2026-01-01, or leave Period To empty');
  if (!to) throw missing('Period To', 'the last day, for example 2026-01-31, or leave Period From empty');
  const period = { from: readDay('Period From', from), to: readDay('Period To', to) };
  if (period.from > period.to) throw badValue('Period To', to, `a day that is not before ${period.from}`);
  return period;
};
