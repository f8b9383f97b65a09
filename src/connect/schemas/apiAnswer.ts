import { anything, file, list, number, object, text } from './fieldTypes.ts';

/** What Connect answered to any request. */
export const ApiAnswer = object(() => ({
  status: number('HTTP Status'),
  content_type: text(),
  /** An object or a text, as it came. */
  body: anything('Answer'),
  results: list({ id: text('Result ID') }, 'Results'),
  count: number('Number of Results'),
  total: number('Number in All'),
  next_offset: number(),
  file: file('File'),
}));
