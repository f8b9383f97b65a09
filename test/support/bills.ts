import { offers } from '../../sandbox/modules/catalog/products.ts';
import { readRows } from '../../src/spreadsheets/read.ts';
import { Stage } from './stage.ts';

/** Bills of vendors, and what becomes of them in Connect. */

type Json = Record<string, unknown>;

const COMPUTE = 'PRD-411-523-764';
const CONTRACT = 'CRD-58096-38285-80856';
const AWS = 'AmazonEC2';
export const MICROSOFT = 'CFQ7:0001:CFQ8';
const ADOBE = '65304853CA';

/** What the vendors of the bills sell. The catalog is that of all tests in this process. */
const sellWhatIsBilled = (): void => {
  const items = offers.find(({ product }) => product.id === COMPUTE)?.items;
  const [hours] = items ?? [];
  for (const [index, mpn] of [AWS, MICROSOFT, ADOBE].entries()) {
    const id = `${COMPUTE}-001${index}`;
    const isThere = items?.some((item) => item.id === id);
    if (hours && !isThere) items?.push({ ...hours, id, local_id: id.replaceAll('-', '_'), mpn });
  }
};

/** @returns a stage with a subscription to what is billed. */
export const openForBills = async (): Promise<{ stage: Stage; asset: string }> => {
  sellWhatIsBilled();
  const stage = await Stage.open();
  const { id } = await stage.begin('what is billed', async () => {
    const purchase = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: 'COMPUTE-1',
      line_items: [{ item_id: `${COMPUTE}-0002`, quantity: 1 }],
      params: undefined,
    });
    await stage.run('approve_request', 'vendor', { id: purchase['id'], template_id: 'TL-411-523-001' });
    return { id: (purchase['asset'] as Json)['id'] };
  });
  return { stage, asset: String(id) };
};

/** Gives the subscription the value by which bills know it. */
export const nameInBills = (stage: Stage, asset: string, parameter: string, value: string): void => {
  const { assets } = stage.sandbox.world;
  const one = assets.get(asset);
  const [first] = one?.params ?? [];
  if (!one || !first) throw new Error('The subscription has no parameter.');
  const others = one.params.filter(({ id }) => id !== parameter);
  one.params = [...others, { ...first, id: parameter, name: parameter, value }];
  assets.changed(one);
};

/** What the actions for usage are given of a bill. */
export const billInput = (stage: Stage, content: Uint8Array | string, more: Json = {}): Json => ({
  product_id: COMPUTE,
  contract_id: CONTRACT,
  file: stage.spreadsheet(content),
  ...more,
});

/** Rows of a sheet that was uploaded, by their headers; blank cells are left out. */
export const sheetOf = async (stage: Stage, id: unknown, sheet = 'records') => {
  const content = stage.sandbox.world.usage.storage.get(`${String(id)}.xlsx`) ?? Buffer.alloc(0);
  const rows: (readonly unknown[])[] = [];
  for await (const { cells } of readRows(content, sheet)) rows.push(cells);
  const [headers = [], ...others] = rows;
  return others.map((cells) =>
    Object.fromEntries(
      headers.flatMap((name, at) => ((cells[at] ?? null) === null ? [] : [[name, cells[at]]])),
    ),
  );
};
