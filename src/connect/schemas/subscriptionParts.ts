import { once } from '../once.ts';
import { anything, list, part, partOrText, quantity, reference, shared, text } from './fieldTypes.ts';

/** Parts that requests and assets share. */

export const contactInfo = shared((label) =>
  part(
    {
      address_line1: text('Address Line 1'),
      address_line2: text('Address Line 2'),
      city: text(),
      state: text(),
      postal_code: text(),
      country: text('Country Code'),
      contact: part({
        first_name: text(),
        last_name: text(),
        email: text(),
        phone_number: part({
          country_code: text('Phone Country Code'),
          area_code: text('Phone Area Code'),
          phone_number: text('Phone Number'),
          extension: text('Phone Extension'),
        }),
      }),
    },
    label,
  ),
);

export const tier = (label: string) =>
  part(
    {
      id: text(),
      external_id: text(),
      external_uid: text(),
      name: text(),
      type: text(),
      tax_id: text('Tax ID'),
      contact_info: contactInfo(),
    },
    label,
  );

export const items = once(() =>
  list(
    {
      id: text('Item ID'),
      global_id: text('Item Global ID'),
      mpn: text('Item MPN'),
      display_name: text('Item Name'),
      quantity: quantity('Item Quantity'),
      old_quantity: quantity('Item Old Quantity'),
      type: text('Item Unit'),
      period: text('Item Period'),
      item_type: text('Item Type'),
    },
    'Items',
  ),
);

export const params = once(() =>
  list(
    {
      id: text('Parameter ID'),
      title: text('Parameter Title'),
      type: text('Parameter Type'),
      phase: text('Parameter Phase'),
      value: anything('Parameter Value'),
      structured_value: anything('Parameter Structured Value'),
      value_error: text('Parameter Error'),
    },
    'Parameters',
  ),
);

export const connection = once(() =>
  part(
    {
      id: text(),
      type: text(),
      provider: reference('Distributor'),
      vendor: reference('Vendor'),
      hub: reference('Hub'),
    },
    'Connection',
  ),
);

export const tiers = once(() =>
  part({ customer: tier('Customer'), tier1: tier('Tier 1'), tier2: tier('Tier 2') }, ''),
);

export const productReference = once(() => part({ id: text(), name: text(), status: text() }, 'Product'));

/** Who works on a request: Connect has been seen to give an object or a text. */
export const assignee = once(() => partOrText({ id: text(), name: text(), email: text() }, 'Assignee'));
