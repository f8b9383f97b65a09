import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILE, generated } from '../../scripts/addresses/generated.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Which addresses need a postal code, as the data of libaddressinput say. */

it('the list in the project is what `npm run addresses` writes', () => {
  expect(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8')).toBe(generated());
});

describe('an order for an address abroad', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const order = (country: string, more: object = {}) => {
    const { t1_state: _state, t1_postal_code: _code, t1_phone: _phone, ...input } = stage.purchaseInput();
    const name = country.replaceAll(/\W+/g, '-');
    return stage.run('create_asset_purchase_request', 'store', {
      ...input,
      asset_external_id: `ORDER-${name}`,
      t1_external_id: `R-${name}`,
      t1_country: country,
      t1_city: 'City',
      ...more,
    });
  };

  it.each([
    ['Hong Kong SAR', 'HK'],
    ['United Arab Emirates (UAE)', 'AE'],
    ['Ireland', 'IE'],
    ['Panama', 'PA'],
    ['Qatar', 'QA'],
    ['Bahamas', 'BS'],
    ['Macao S.A.R., China', 'MO'],
    ['Jamaica', 'JM'],
    ['Uganda', 'UG'],
    ['Montserrat', 'MS'],
  ])('in %s needs neither state nor postal code', async (country, code) => {
    const { asset } = (await order(country)) as {
      asset: { tiers: { tier1: { contact_info: Record<string, unknown> } } };
    };
    expect(asset.tiers.tier1.contact_info).toMatchObject({ country: code, city: 'City' });
  });

  it.each([
    ['Singapore', 'SG', '238823'],
    ['Germany', 'DE', '10115'],
    ['Japan', 'JP', '100-0001'],
    ['Brazil', 'BR', '40301-110'],
    ['Monaco', 'MC', '98000'],
    ['United Kingdom (UK)', 'GB', 'EC1Y 8SY'],
    ['Israel', 'IL', '9614303'],
  ])('in %s needs a postal code and no state', async (country, code, postal) => {
    const { message } = await failureOf(() => order(country));
    expect(message).toBe(
      `Tier 1 Postal Code is missing. Give the one of the address: addresses in ${code} have postal codes.`,
    );
    const made = await order(country, { t1_postal_code: postal });
    expect(made['asset']).toMatchObject({
      tiers: { tier1: { contact_info: { country: code, postal_code: postal } } },
    });
  });
});
