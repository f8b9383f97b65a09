/** One company in the three roles that a subscription knows. */
const account = (id: string, externalId: string, externalUid: string, name: string) => ({
  id,
  external_id: externalId,
  external_uid: externalUid,
  name,
  contact_info: {
    address_line1: '1 Example Street',
    address_line2: 'Floor 2',
    city: 'Springfield',
    state: 'Illinois',
    postal_code: '62701',
    country: 'US',
    contact: {
      first_name: 'Alex',
      last_name: 'Sample',
      email: 'alex.sample@example.com',
      phone_number: { country_code: '+1', area_code: '217', phone_number: '5550100', extension: '' },
    },
  },
});

export const tiersSample = {
  customer: account(
    'TA-7581-5990-4741',
    'C-1001',
    '6b4bea23-de09-4d28-8246-b67d53a11170',
    'Example Customer Inc.',
  ),
  tier1: account(
    'TA-4403-4060-9893',
    'R-2001',
    '52837073-a7ba-4181-9f6a-0018b1dea545',
    'Example Reseller Ltd.',
  ),
};
