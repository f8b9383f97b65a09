/** Fields that several forms of tier configurations share. */

export const paramsField = {
  key: 'params',
  label: 'Other Parameters',
  dict: true,
  helpText:
    'The parameter\'s ID on the left, its value on the right. A JSON object, for example `{"country":"US"}`, is stored as a structured value.',
} as const;

export const notesField = {
  key: 'notes',
  label: 'Notes',
  type: 'text',
  helpText: 'Notes on the request, for both sides.',
} as const;
