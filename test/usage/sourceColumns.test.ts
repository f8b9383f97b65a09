import { describe, expect, it } from '@jest/globals';
import { adobeVip } from '../../src/usage/report/bills/adobeVip.ts';
import { planParts, SHEET, zipOf } from '../support/foreignWorkbook.ts';
import { csv, HEADERS, LINE, readRaw, refusal, VALUES } from './readSource.ts';

describe('the columns of a file', () => {
  it('may have the names of Connect’s template', async () => {
    const headers =
      'record_id,note,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value,category_id,v.region';
    const cells = 'R-1,a note,item.mpn,MPN-1,5,2026-01-01 00:00:00,2026-01-31 23:59:59,asset.id,AS-1,C-1,eu';
    expect(await readRaw({}, csv(headers, cells))).toEqual([
      {
        number: 2,
        values: {
          record_id: 'R-1',
          record_note: 'a note',
          item_search_criteria: 'item.mpn',
          item: 'MPN-1',
          quantity: '5',
          start: '2026-01-01 00:00:00',
          end: '2026-01-31 23:59:59',
          asset_search_criteria: 'asset.id',
          asset_id: 'AS-1',
          category: 'C-1',
        },
        params: { region: 'eu' },
      },
    ]);
  });

  it('may have any names, when it is said which is which', async () => {
    const file = csv('SKU;Kunde;Menge;Von;Bis', LINE.join(';'));
    const columns = {
      Item: 'SKU',
      'Subscription External ID': 'kunde',
      quantity: 'Menge',
      'Usage Start': ' Von ',
      end: 'Bis',
    };
    const { asset_id, ...values } = VALUES;
    expect(await readRaw({ columns }, file)).toEqual([
      { number: 2, values: { ...values, asset_external_id: asset_id }, params: {} },
    ]);
  });

  it('are asked for when they are missing, all at once', async () => {
    expect(await refusal({}, csv('SKU,,Usage Start', 'a,b,c'))).toBe(
      'Spreadsheet: its first row names no column for Item, Quantity, Usage End, Subscription ID; it has "SKU", "Usage Start". Say in Columns which is which, or in Header Row where the header is.',
    );
  });

  it('are asked for when what is said of them can’t be followed', async () => {
    const file = csv(HEADERS.join(), LINE.join());
    expect(await refusal({ columns: { Quantity: 'Seats', Weight: 'Item' } }, file)).toMatch(
      /^Columns: the file has no column "Seats"; "Weight" is none of the columns \(/,
    );
  });

  it('may be said by nothing', async () => {
    const file = csv(HEADERS.join(), LINE.join());
    for (const columns of [undefined, {}, []]) expect(await readRaw({ columns }, file)).toHaveLength(1);
  });
});

describe('times that are numbers', () => {
  it.each([
    ['1900', '', 46_053],
    ['1904', '<workbookPr date1904="1"/>', 44_591],
  ])('count from %s where the workbook says so', async (_name, calendar, serial) => {
    const head = HEADERS.map((name) => `<c t="str"><v>${name}</v></c>`).join('');
    const cells = `<c t="str"><v>MPN-1</v></c><c t="str"><v>AS-1</v></c><c><v>5</v></c><c><v>${serial}</v></c><c s="1"><v>${serial}</v></c>`;
    const parts = planParts();
    const book = String(parts['xl/workbook.xml']).replace('<workbookPr/>', calendar);
    const xml = `<worksheet><sheetData><row>${head}</row><row>${cells}</row></sheetData></worksheet>`;
    const [row] = await readRaw({}, zipOf({ ...parts, 'xl/workbook.xml': book, [SHEET]: xml }));
    expect(row?.values).toMatchObject({ quantity: 5, start: 46_053, end: new Date('2026-01-31T00:00:00Z') });
  });
});

describe('times of a bill that are numbers', () => {
  it.each([
    ['1900', '', 46_053],
    ['1904', '<workbookPr date1904="1"/>', 44_591],
  ])('count from %s where the workbook says so', async (_name, calendar, serial) => {
    const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
    const { needs } = adobeVip;
    const values = needs.map((name) => {
      if (/Date/.test(name)) return `<c><v>${serial}</v></c>`;
      return name === 'Quantity' ? '<c><v>44591</v></c>' : cell('1');
    });
    const xml = `<worksheet><sheetData><row>${needs.map(cell).join('')}</row><row>${values.join('')}</row></sheetData></worksheet>`;
    const parts = planParts();
    const book = String(parts['xl/workbook.xml']).replace('<workbookPr/>', calendar);
    const settings = {
      currency: undefined,
      margin: '0',
      exchangeRate: undefined,
      isBilledToReseller: false,
      dateFormat: undefined,
    };
    const bill = { format: adobeVip, settings, account: undefined };
    const [row] = await readRaw({ bill }, zipOf({ ...parts, 'xl/workbook.xml': book, [SHEET]: xml }));
    expect(row?.values).toMatchObject({
      quantity: 44_591,
      start: '2026-01-31 00:00:00',
      end: '2026-01-31 00:00:00',
    });
  });
});
