import { describe, expect, it } from '@jest/globals';
import { accountFields, CUSTOMER, readAccount, TIER_1 } from '../../src/fields/account.ts';

/** What every account needs, in whatever country. */
const LEAST = {
  t1_external_id: 'R-1',
  t1_company_name: 'Example Ltd.',
  t1_address1: '1 Example Street',
  t1_city: 'Example City',
  t1_country: 'US',
  t1_first_name: 'Alex',
  t1_last_name: 'Sample',
  t1_email: 'alex@example.com',
};
const read = (more: object) => readAccount(TIER_1, { ...LEAST, ...more }, true);

describe('an account', () => {
  it.each([
    ['Singapore', 'SG', '238823'],
    ['Monaco', 'MC', '98000'],
    ['United States', 'US', '62701'],
  ])('in %s needs a postal code, and no state and no phone', async (country, code, postal) => {
    await expect(read({ t1_country: country })).rejects.toThrow(
      `Tier 1 Postal Code is missing. Give the one of the address: addresses in ${code} have postal codes.`,
    );
    expect((await read({ t1_country: country, t1_postal_code: postal })).contact_info).toEqual({
      address_line1: '1 Example Street',
      address_line2: '',
      city: 'Example City',
      postal_code: postal,
      country: code,
      contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
    });
  });

  it.each([
    'Hong Kong SAR',
    'United Arab Emirates',
    'Panama',
    'Ireland',
  ])('in %s needs none', async (country) => {
    expect((await read({ t1_country: country })).contact_info).not.toHaveProperty('postal_code');
  });

  it('keeps the state and the phone that are given', async () => {
    const { contact_info: info } = await read({
      t1_state: ' Illinois ',
      t1_postal_code: '62701',
      t1_phone: '(217) 555-0100',
    });
    expect(info).toMatchObject({
      state: 'Illinois',
      contact: { phone_number: { country_code: '+1', area_code: '217', phone_number: '5550100' } },
    });
  });

  it('asks in its form for what every country needs alone', () => {
    const required = accountFields(TIER_1, true).filter((field) => 'required' in field && field.required);
    expect(required.map((field) => 'key' in field && field.key)).toEqual(Object.keys(LEAST));
  });

  it('of nobody is none, which its form says', async () => {
    expect(await readAccount(CUSTOMER, {}, false)).toBeUndefined();
    const [field] = accountFields(CUSTOMER, false, 'Leave all empty if tier 1 is the customer.');
    expect(field).toMatchObject({
      helpText: expect.stringMatching(/^Leave all empty if tier 1 is the customer\. /),
    });
  });
});
