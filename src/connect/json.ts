/** Levels of lists and objects inside each other; what Connect documents has at most ten. */
const MAX_DEPTH = 100;
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPENING = new Set(['{', '['].map((sign) => sign.charCodeAt(0)));
const CLOSING = new Set(['}', ']'].map((sign) => sign.charCodeAt(0)));

/** The position of the quote that ends the string which begins at `start`. */
const endOfString = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = end;
    while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end;
  }
  return text.length;
};

/** Whether JSON is nested deeper than code that walks through it, ours or core's, can follow. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (CLOSING.has(sign)) depth -= 1;
    else if (OPENING.has(sign)) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    }
  }
  return false;
};

/** Why a text is not the JSON that was expected, after "because" or a colon. */
export class JsonError extends Error {}

/**
 * Reads JSON of a server or a person; a byte order mark before it is passed over (RFC 8259, 8.1).
 * @throws JsonError when it isn't JSON, or nested deeper than {@link MAX_DEPTH} levels.
 */
export const readJson = (text: string): unknown => {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    throw new JsonError(bare.trim() ? 'the data is cut off or damaged' : 'the answer is empty');
  }
  if (isTooDeep(bare)) throw new JsonError(`the data is nested deeper than ${MAX_DEPTH} levels`);
  return value;
};

/** {@link readJson}, or undefined for what isn't JSON. */
export const jsonOrNothing = (text: string): unknown => {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
};
