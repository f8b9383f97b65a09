import { Styles } from './formats.ts';
import {
  grouped,
  MAX_PLAN,
  MAX_UNPACKED,
  MAX_UNPACKED_STRINGS,
  notXlsx,
  SpreadsheetError,
} from './limits.ts';
import { SheetHandler } from './sheet.ts';
import type { Breathe, SheetRow, Spreadsheet } from './spreadsheet.ts';
import { SharedStrings } from './strings.ts';
import { EncodingError, TextReader } from './text.ts';
import { bytesOf, type Part, partsOf } from './unzip.ts';
import { type Attributes, type XmlHandler, XmlReader } from './xml.ts';

/** A part of a workbook that another one names, by what it is: `worksheet`, `styles`. */
interface Link {
  readonly kind: string;
  readonly path: string;
}

type Parts = ReadonlyMap<string, Part>;

/** A path as a part names it: from the root, or from the part's own folder. */
const resolved = (target: string, folder: string): string => {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}/${target}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step && step !== '.') steps.push(step);
  }
  return steps.join('/').toLowerCase();
};

/** Reads the links of a part: `Relationship` in its `.rels`. */
class Links implements XmlHandler {
  readonly byId = new Map<string, Link>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The first of its kind. Kinds have one address in ISO's "strict" form, another in Microsoft's; their ends agree. */
  of(kind: string): string | undefined {
    return [...this.byId.values()].find((link) => link.kind === kind)?.path;
  }

  open(name: string, attributes: Attributes): void {
    const id = attributes.get('Id');
    if (name !== 'Relationship' || id === undefined || attributes.get('TargetMode') === 'External') return;
    this.byId.set(id, {
      kind: attributes.get('Type')?.split('/').at(-1) ?? '',
      path: resolved(attributes.get('Target') ?? '', this.#folder),
    });
  }

  close(): void {
    // All is in the attributes.
  }

  text(): void {
    // All is in the attributes.
  }
}

interface NamedSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly link: string;
}

/** Reads `workbook.xml`: the sheets in their order, and the calendar. */
class Plan implements XmlHandler {
  readonly sheets: NamedSheet[] = [];
  is1904 = false;

  open(name: string, attributes: Attributes): void {
    if (name === 'workbookPr') this.is1904 = ['1', 'true', 'on'].includes(attributes.get('date1904') ?? '');
    if (name === 'sheet') {
      this.sheets.push({
        name: attributes.get('name') ?? '',
        isHidden: !['visible', undefined].includes(attributes.get('state')),
        link: attributes.prefixed('id') ?? '',
      });
    }
  }

  close(): void {
    // All is in the attributes.
  }

  text(): void {
    // All is in the attributes.
  }
}

/** Reads a part, and stops after each piece of it. @throws SpreadsheetError when it is damaged. */
async function* handled(part: Part, handler: XmlHandler): AsyncGenerator<void> {
  const xml = new XmlReader(handler);
  const text = new TextReader();
  try {
    for await (const piece of bytesOf(part)) {
      xml.write(text.write(piece));
      yield;
    }
    xml.write(text.end());
  } catch (error) {
    throw error instanceof EncodingError ? notXlsx() : error;
  }
  xml.end();
}

const checkSize = ({ size }: Part, most: number): void => {
  if (size > most) {
    throw new SpreadsheetError(
      `The file would unpack to ${Math.round(size / 1e6)} MB, which is more than a spreadsheet can sensibly hold. Split it.`,
    );
  }
};

/** Reads a small part as a whole; nothing when there is none. */
const read = async <T extends XmlHandler>(part: Part | undefined, handler: T): Promise<T> => {
  if (!part) return handler;
  checkSize(part, MAX_PLAN);
  for await (const _piece of handled(part, handler));
  return handler;
};

const linksOf = (parts: Parts, path: string): Promise<Links> => {
  const [, folder = '', name = path] = /^(.*)\/([^/]*)$/.exec(path) ?? [];
  return read(parts.get(`${folder && `${folder}/`}_rels/${name}.rels`), new Links(folder));
};

class Workbook implements Spreadsheet {
  readonly sheets: readonly (NamedSheet & { readonly part: Part | undefined })[];
  readonly #parts: Parts;
  readonly #links: Links;
  readonly is1904: boolean;
  #texts: SharedStrings | undefined;

  constructor(parts: Parts, links: Links, plan: Plan) {
    this.#parts = parts;
    this.#links = links;
    this.is1904 = plan.is1904;
    // Charts, dialogs and old macros have sheets without cells.
    this.sheets = plan.sheets.flatMap((sheet) => {
      const link = links.byId.get(sheet.link);
      return link?.kind === 'worksheet' ? [{ ...sheet, part: parts.get(link.path) }] : [];
    });
  }

  async *batches(name: string | undefined, breathe: Breathe): AsyncGenerator<SheetRow[]> {
    const sheet = name === undefined ? this.sheets[0] : this.sheets.find((one) => one.name === name);
    if (!sheet?.part)
      throw name === undefined || sheet
        ? notXlsx()
        : new SpreadsheetError(`The file has no sheet "${name}".`);
    checkSize(sheet.part, MAX_UNPACKED);
    const strings = await this.#strings(breathe);
    const styles = await read(this.#linked('styles'), new Styles());
    const handler = new SheetHandler({ strings, styles, is1904: this.is1904 });
    for await (const _piece of handled(sheet.part, handler)) {
      const rows = handler.take();
      if (rows.length) yield rows;
      await breathe(() => `${grouped(handler.lastRow)} rows were read.`);
    }
  }

  #linked(kind: string): Part | undefined {
    const path = this.#links.of(kind);
    return path === undefined ? undefined : this.#parts.get(path);
  }

  async #strings(breathe: Breathe): Promise<SharedStrings> {
    if (this.#texts) return this.#texts;
    const texts = new SharedStrings();
    const part = this.#linked('sharedStrings');
    if (part) {
      checkSize(part, MAX_UNPACKED_STRINGS);
      for await (const _piece of handled(part, texts))
        await breathe(() => `${grouped(texts.count)} texts were read, and no row yet.`);
    }
    this.#texts = texts;
    return texts;
  }
}

/** Opens a workbook (.xlsx). @throws SpreadsheetError when the file is none. */
export const openWorkbook = async (bytes: Uint8Array): Promise<Spreadsheet> => {
  const parts = partsOf(bytes);
  const path = (await linksOf(parts, '')).of('officeDocument') ?? 'xl/workbook.xml';
  const part = parts.get(path);
  if (!part) throw notXlsx();
  const plan = await read(part, new Plan());
  if (!plan.sheets.length) throw notXlsx();
  return new Workbook(parts, await linksOf(parts, path), plan);
};
