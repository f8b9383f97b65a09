import { once } from '../once.ts';
import { derivedFlag, valuesByName } from './fieldTypes.ts';

/** What people map of a subscription one value at a time, beside Connect's own lists. */

type Row = Record<string, unknown>;

const rowsOf = (list: unknown): Row[] =>
  Array.isArray(list) ? list.filter((one): one is Row => typeof one === 'object' && one !== null) : [];
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const partOf = (row: Row, key: string): Row => {
  const part = row[key];
  return typeof part === 'object' && part !== null ? (part as Row) : {};
};

/** A structured value as one text where people write it so: ticked choices, a phone number; others stay objects. */
const structured = (type: unknown, value: Row): string | object => {
  if (type === 'checkbox')
    return Object.keys(value)
      .filter((choice) => value[choice] === true)
      .join(', ');
  if (type !== 'phone') return value;
  const { country_code: country, area_code: area, phone_number: number, extension } = value;
  const digits = `${textOf(country)} ${textOf(area)}${textOf(number)}`.trim();
  return textOf(extension) ? `${digits} ext. ${textOf(extension)}` : digits;
};

const shownValue = ({ type, value, structured_value: parts }: Row): string | object =>
  typeof parts === 'object' && parts !== null && Object.keys(parts).length
    ? structured(type, parts as Row)
    : textOf(value);

/** The value of each parameter by its ID. Passwords stay where Connect shows them, and aren't spread any further. */
const parameterValues = (asset: Row): Record<string, string | object> =>
  Object.fromEntries(
    rowsOf(asset['params'])
      .filter(({ id, type }) => textOf(id) && type !== 'password')
      .map((param) => [textOf(param['id']), shownValue(param)]),
  );

/** "4.0000" is 4; "unlimited" stays. */
const quantityOf = (quantity: unknown): string => {
  const text = textOf(quantity);
  return /^\d+\.\d+$/.test(text) ? String(Number(text)) : text;
};

/** The quantity of each item, by its MPN and by its ID. */
const quantities = (asset: Row): Record<string, string> =>
  Object.fromEntries(
    rowsOf(asset['items']).flatMap((item) =>
      [textOf(item['mpn']), textOf(item['global_id']) || textOf(item['id'])]
        .filter(Boolean)
        .map((name) => [name, quantityOf(item['quantity'])]),
    ),
  );

/** Whether the reseller bought for itself: a purchase without a customer of its own names the same account twice. */
const isTier1 = (asset: Row): boolean => {
  const { customer, tier1 } = partOf(asset, 'tiers') as { customer?: Row; tier1?: Row };
  return ['external_uid', 'external_id', 'id'].some(
    (key) => Boolean(customer?.[key]) && customer?.[key] === tier1?.[key],
  );
};

/** @param assetOf where the subscription stands in the object that shows them. */
const singleValues = (assetOf: (row: Row) => Row) => ({
  parameter_values: valuesByName('Parameter', (row) => parameterValues(assetOf(row))),
  quantities: valuesByName('Quantity of', (row) => quantities(assetOf(row))),
  customer_is_tier1: derivedFlag('Customer Is Tier 1', (row) => isTier1(assetOf(row))),
});

/** Of what has parameters of its own and no items. */
export const ofParameters = once(() => ({ parameter_values: valuesByName('Parameter', parameterValues) }));

/** Of a subscription, and of a request for one. */
export const ofSubscription = once(() => singleValues((row) => row));
export const ofRequest = once(() => singleValues((row) => partOf(row, 'asset')));
/** Of a request that is billed: the items are its own. */
export const ofBillingRequest = once(() =>
  singleValues((row) => ({ ...partOf(row, 'asset'), items: row['items'] })),
);
