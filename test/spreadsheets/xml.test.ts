import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { XmlReader } from '../../src/spreadsheets/xml.ts';

type Event = readonly [kind: string, value: string, attributes?: Record<string, string>];

/** Texts that come in parts are one. */
const joined = (events: readonly Event[]): Event[] => {
  const list: Event[] = [];
  for (const event of events) {
    const last = list.at(-1);
    if (event[0] === 'text' && last?.[0] === 'text') list[list.length - 1] = ['text', last[1] + event[1]];
    else list.push(event);
  }
  return list.filter(([kind, value]) => kind !== 'text' || value !== '');
};

const NAMES = ['a', 'row', 'c', 'sheetData'];
/** What this reader tells of a text that comes in pieces; undefined when it refuses it. */
const ours = (pieces: readonly string[]): Event[] | undefined => {
  const events: Event[] = [];
  const reader = new XmlReader({
    open: (name, attributes) => {
      const found = NAMES.flatMap((one) => {
        const value = attributes.get(one);
        return value === undefined ? [] : [[one, value] as const];
      });
      events.push(['open', name, Object.fromEntries(found)]);
    },
    close: (name) => events.push(['close', name]),
    text: (text) => events.push(['text', text]),
  });
  try {
    for (const piece of pieces) reader.write(piece);
    reader.end();
  } catch {
    return undefined;
  }
  return joined(events);
};

/** The same by a library for all of XML. */
const theirs = (xml: string): Event[] | undefined => {
  const events: Event[] = [];
  let depth = 0;
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    const found = NAMES.flatMap((one) =>
      one in attributes ? [[one, String(attributes[one])] as const] : [],
    );
    events.push(['open', name, Object.fromEntries(found)]);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    events.push(['close', name]);
  });
  const text = (given: string) => {
    if (depth) events.push(['text', given]);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  try {
    parser.write(xml).close();
  } catch {
    return undefined;
  }
  return joined(events);
};

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const letters = fc.string({
  unit: fc.constantFrom('a', '1', '\r', '\n', '<', '&', '"', "'", '>', ' ', 'é', '😀', ']'),
  maxLength: 6,
});
/** Workbooks have no line breaks in attributes. */
const oneLine = letters.filter((text) => !/[\r\n]/.test(text));
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    letters.map((text) => escaped(text).replaceAll('>', '&gt;')),
    letters.map((text) => `<![CDATA[${text.replaceAll(']', '')}]]>`),
    letters.map((text) => `<!--${text}-->`),
    fc.constant('<?pi a="?>'),
    fc.constantFrom('&#228;', '&#x1F600;', '&amp;&lt;'),
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), oneLine), {
          selector: ([name]) => name,
          maxLength: 3,
        }),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.constantFrom('', ' ', '\n'),
      )
      .map(([name, attributes, inner, space]) => {
        const given = attributes
          .map(([key, value]) => `${space || ' '}${key}${space}=${space}"${escaped(value)}"`)
          .join('');
        return inner.length
          ? `<${name}${given}${space}>${inner.join('')}</${name}${space}>`
          : `<${name}${given}${space}/>`;
      }),
  ),
}));
const document = fc
  .array(node, { maxLength: 5 })
  .map((inner) => `<?xml version="1.0"?>\n<a>${inner.join('')}</a>\n`);
const cuts = (xml: string, places: readonly number[]): string[] => {
  const at = [0, ...places.map((place) => place % (xml.length + 1)).sort((a, b) => a - b), xml.length];
  return at.slice(1).map((end, index) => xml.slice(at[index], end));
};

describe('XML', () => {
  it('is told as a library for all of XML tells it, however it is cut', () => {
    fc.assert(
      fc.property(document, fc.array(fc.nat(), { maxLength: 8 }), (xml, places) => {
        const expected = theirs(xml);
        expect(expected).toBeDefined();
        expect(ours(cuts(xml, places))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('that is cut short, or has a tag too many, is refused as that library refuses it', () => {
    fc.assert(
      fc.property(document, fc.nat(), (xml, place) => {
        const root = xml.trimEnd().length;
        expect(ours([xml.slice(0, place % root)])).toBeUndefined();
        expect(ours([xml.replace('<a>', '<a><b>')])).toBeUndefined();
        expect(ours([`${xml}</a>`])).toBeUndefined();
      }),
    );
  });

  it.each([
    '',
    'text',
    '<a',
    '<a b></a>',
    '<a b=c></a>',
    '<a b="></a>',
    '<a/ >',
    '<a>&</a>',
    '<a>&x;</a>',
    '<a>&#0;</a>',
    '<></>',
    '<a/>x',
    '<![CDATA[x]]><a/>',
    '<a/><b/>',
    '<!DOCTYPE a><a/>',
    '<a></b>',
    '<a></ab>',
  ])('%j is none', (xml) => {
    expect(ours([xml])).toBeUndefined();
    expect(ours([...xml])).toBeUndefined();
  });
});
