import {
  conditionalFields,
  type Field,
  type Operation,
  operations,
  searchOrCreates,
  shownBy,
} from './definition.ts';
import { sandboxPage } from './endpoints.ts';

/** What is written of the App's definition: the page for people, and the labels and types that a reviewer looks over. */

type Kind = Operation['kind'];

/** The fields of each operation, and whether more appear that only Connect knows, or that are only shown to older Zaps. */
const forms = new Map(
  await Promise.all(
    operations.map(async (operation) => {
      const parts = await Promise.all(
        (operation.operation.inputFields ?? []).map(async (field) =>
          typeof field === 'function' ? await conditionalFields(field, operation) : [field],
        ),
      );
      return [operation, { fields: parts.flat(), isOpen: parts.some((part) => part.length === 0) }] as const;
    }),
  ),
);
const formOf = (operation: Operation) => forms.get(operation) ?? { fields: [], isOpen: false };

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const valuesOf = ({ choices }: Field): string[] =>
  choices && !Array.isArray(choices) ? Object.keys(choices as object) : [];

const takenBy = (field: Field): string => {
  const { type = 'string', list, dict, children } = field;
  if (children) return 'line items';
  if (dict) return 'names with values';
  const values = valuesOf(field);
  const plain = values.length ? values.map((value) => `\`${value}\``).join(', ') : type;
  return list ? `${plain} (several)` : plain;
};

const row = (field: Field, prefix = ''): string[] => [
  `| ${prefix}${cell(field.label ?? field.key)} | \`${field.key}\` | ${takenBy(field)} | ${field.required ? 'yes' : ''} | ${cell(field.helpText ?? '')} |`,
  ...(field.children ?? []).flatMap((child) => row(child, '– ')),
];

const section = (operation: Operation): string => {
  const { key, display } = operation;
  const { fields, isOpen } = formOf(operation);
  const outputs = (operation.operation.outputFields ?? []).map((field) => `\`${field.key}\``);
  return [
    `### ${display.label}`,
    '',
    `\`${key}\`. ${display.description}`,
    '',
    ...(fields.length
      ? [
          '| field | key | takes | required | |',
          '|---|---|---|---|---|',
          ...fields.flatMap((field) => row(field)),
          '',
        ]
      : []),
    ...(isOpen
      ? ['More fields appear once others are filled in, such as the parameters of the chosen product.', '']
      : []),
    `Gives ${outputs.length} labelled values, among them ${outputs.slice(0, 8).join(', ')}.`,
    '',
  ].join('\n');
};

const chapter = (title: string, wanted: Kind): string =>
  [
    `## ${title}`,
    '',
    ...operations.filter(({ kind, display }) => kind === wanted && !display.hidden).map(section),
  ].join('\n');

/** Searches that an action completes, under the key of their search. */
const findOrCreateChapter = (): string =>
  [
    '## Find or Create',
    '',
    ...searchOrCreates.map(
      ({ key, display, create }) =>
        `### ${display.label}\n\n\`${key}\`, then \`${create}\`. ${display.description} Takes the fields of both.\n`,
    ),
  ].join('\n');

/** `docs/operations.md`: every operation that people see, with its fields. */
export const operationsPage = (): string =>
  `${[
    '# Operations',
    '',
    'Everything that people find in the editor. Written by `npm run snapshot` from the App itself.',
    '',
    chapter('Triggers', 'triggers'),
    chapter('Actions', 'creates'),
    chapter('Searches', 'searches'),
    findOrCreateChapter(),
  ]
    .join('\n')
    .trimEnd()}\n`;

/** A field in one line: `* product_id "Product ID" string, list`; a star for what has to be filled in. */
const line = (field: Field, indent = '  '): string[] => {
  const { key, label, type = 'string', required, list, dict, primary, dynamic, search, children } = field;
  const values = valuesOf(field).join(' | ');
  const traits = [
    children ? 'lines' : dict ? 'dictionary' : type,
    ...(list ? ['list'] : []),
    ...(primary ? ['primary'] : []),
    ...(values ? [`one of ${values}`] : []),
    ...(dynamic ? [`dropdown ${dynamic}`] : []),
    ...(search ? [`search ${search}`] : []),
  ];
  return [
    `${indent}${required ? '* ' : ''}${key} ${JSON.stringify(label ?? '')} ${traits.join(', ')}`,
    ...(children ?? []).flatMap((child) => line(child, `${indent}  `)),
  ];
};

/** `test/definition/fields.txt`: keys, labels and types of all inputs and outputs, equal outputs once. */
export const fieldsPage = async (): Promise<string> => {
  const seen = new Map<string, string>();
  const parts = operations.map(async (one) => {
    const { kind, key, display, operation } = one;
    const { inputFields = [], outputFields = [] } = operation;
    const outputs = outputFields.flatMap((field) => line(field)).join('\n');
    const same = seen.get(outputs);
    if (!same) seen.set(outputs, `${kind} ${key}`);
    const hidden = display.hidden ? ', hidden' : '';
    const inputs = inputFields.map(async (field) =>
      typeof field === 'function'
        ? ['  … by what is filled in', ...(await shownBy(field, one)).flatMap((shown) => line(shown, '    '))]
        : line(field),
    );
    return [
      `${kind} ${key} ${JSON.stringify(display.label)}${hidden}`,
      ' takes',
      ...(await Promise.all(inputs)).flat(),
      same ? ` gives what ${same} gives` : ` gives\n${outputs}`,
      '',
    ].join('\n');
  });
  return `Keys, labels and types. Written by npm run snapshot; a change here is one that people see.\n\n${(await Promise.all(parts)).join('\n')}`;
};

/** The pages and their places in the project. */
export const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/operations.md': operationsPage,
  'test/definition/fields.txt': fieldsPage,
  'docs/sandbox.md': sandboxPage,
};
