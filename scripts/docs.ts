/** Writes `docs/operations.md`: every operation that people see, with its fields, from the built App. */
import { writeFileSync } from 'node:fs';

interface Field {
  key: string;
  label?: string;
  type?: string;
  required?: boolean;
  helpText?: string;
  list?: boolean;
  dict?: boolean;
  choices?: unknown;
  children?: Field[];
}
interface Operation {
  key: string;
  display: { label: string; description: string; hidden?: boolean };
  operation: { inputFields?: (Field | (() => unknown))[]; outputFields?: Field[] };
}
type Kind = 'triggers' | 'creates' | 'searches';

const built: string = new URL('../dist/index.js', import.meta.url).href;
const { default: app } = (await import(built)) as { default: Record<Kind, Record<string, Operation>> };

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const kindOf = ({ type = 'string', list, dict, choices, children }: Field): string => {
  if (children) return 'line items';
  if (dict) return 'names with values';
  const values = choices && !Array.isArray(choices) ? Object.keys(choices as object) : [];
  const plain = values.length ? values.map((value) => `\`${value}\``).join(', ') : type;
  return list ? `${plain} (several)` : plain;
};

const row = (field: Field, prefix = ''): string[] => [
  `| ${prefix}${cell(field.label ?? field.key)} | \`${field.key}\` | ${kindOf(field)} | ${field.required ? 'yes' : ''} | ${cell(field.helpText ?? '')} |`,
  ...(field.children ?? []).flatMap((child) => row(child, '– ')),
];

const section = ({ key, display, operation }: Operation): string => {
  const fields = (operation.inputFields ?? []).filter((field): field is Field => typeof field !== 'function');
  const dynamic = (operation.inputFields ?? []).length - fields.length;
  const outputs = (operation.outputFields ?? []).map((field) => `\`${field.key}\``);
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
    ...(dynamic
      ? ['More fields appear once others are filled in, such as the parameters of the chosen product.', '']
      : []),
    `Gives ${outputs.length} labelled values, among them ${outputs.slice(0, 8).join(', ')}.`,
    '',
  ].join('\n');
};

const chapter = (title: string, kind: Kind): string =>
  [
    `## ${title}`,
    '',
    ...Object.values(app[kind])
      .filter(({ display }) => !display.hidden)
      .map(section),
  ].join('\n');

const text = [
  '# Operations',
  '',
  'Everything that people find in the editor. Written by `npm run docs` from the App itself.',
  '',
  chapter('Triggers', 'triggers'),
  chapter('Actions', 'creates'),
  chapter('Searches', 'searches'),
].join('\n');
writeFileSync(new URL('../docs/operations.md', import.meta.url), `${text.trimEnd()}\n`);
console.log(
  `docs/operations.md: ${Object.values(app).flatMap((one) => Object.values(one ?? {})).length} operations in the App`,
);
