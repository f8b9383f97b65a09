/** Text of at most `most` letters; what is left out is marked, and no letter is cut in half. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** Text of at most `most` letters that keeps its beginning and its end, for messages that end with what to do. */
export const shortenedInside = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 3);
  return `${shortened(text, most - tail)}${text.slice(-tail).replace(/^[\uDC00-\uDFFF]/, '')}`;
};

/** A noun with its article: `an adjustment request`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;

const QUOTES = new Set(['"', "'", '`', '“', '”', '„', '‘', '’', '«', '»']);

/** Text without the blanks, line breaks and quotes around it that come along when it is copied. */
export const unwrapped = (text: string): string => {
  const isAround = (letter: string | undefined) =>
    letter !== undefined && (letter.trim() === '' || letter === '\u200B' || QUOTES.has(letter));
  let [start, end] = [0, text.length];
  while (start < end && isAround(text[start])) start += 1;
  while (end > start && isAround(text[end - 1])) end -= 1;
  return text.slice(start, end);
};
