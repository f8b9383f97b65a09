/**
 * What Zapier compares when a version is promoted: a change that breaks Zaps needs a new major version.
 * Source: https://docs.zapier.com/integrations/news/2026/version-promotion-guardrails; that a new required input breaks as
 * well is in https://docs.zapier.com/integrations/manage/planning-changes.
 */
import semver from 'semver';

/** A field of a form: what of it can break Zaps. */
export interface Input {
  /** `string`, `integer`, …; with ` list` behind it where several values are taken; `dict` or `line items`. */
  readonly type: string;
  readonly required?: true;
  /** It is filled in by default. */
  readonly default?: true;
  /** It appears only once another field is filled in. */
  readonly conditional?: true;
  /** The JSON schema of a field of the type `json`. */
  readonly schema?: unknown;
}
export type Inputs = Readonly<Record<string, Input>>;

export interface Step {
  /** Of triggers alone. */
  readonly type?: 'polling' | 'hook';
  readonly inputs: Inputs;
}

/** An App as far as Zaps depend on it. Keys of line items are those of their columns: `items[]quantity`. */
export interface Definition {
  readonly version: string;
  readonly authentication: { readonly type: string; readonly fields: Inputs };
  readonly triggers: Readonly<Record<string, Step>>;
  readonly creates: Readonly<Record<string, Step>>;
  readonly searches: Readonly<Record<string, Step>>;
  readonly searchOrCreates: readonly string[];
}

const KINDS = { triggers: 'Trigger', creates: 'Action', searches: 'Search' } as const;
type Kind = keyof typeof KINDS;

/** What happened to one field, as the end of a sentence that begins with its name. */
const fieldBreaks = (was: Input, is: Input | undefined): string[] => {
  if (!is) return ['is gone. Keep it, and ignore what it holds'];
  return [
    ...(was.type === is.type ? [] : [`was of the type "${was.type}" and is now "${is.type}"`]),
    ...(is.required && !is.default && !was.required
      ? ['was optional and is now required without a default']
      : []),
    ...(JSON.stringify(was.schema) === JSON.stringify(is.schema) ? [] : ['has another JSON schema']),
  ];
};

/** What happened to a form: each field that broke, and how. */
const formBreaks = (was: Inputs, is: Inputs): [key: string, what: string][] => [
  ...Object.entries(was).flatMap(([key, input]) =>
    fieldBreaks(input, is[key]).map((what): [string, string] => [key, what]),
  ),
  ...Object.entries(is)
    .filter(([key, input]) => !(key in was) && input.required && !input.default && !input.conditional)
    .map(([key]): [string, string] => [key, 'is new and required without a default']),
];

const authenticationBreaks = (was: Definition, is: Definition): string[] => [
  ...(was.authentication.type === is.authentication.type
    ? []
    : [
        `The authentication was of the type "${was.authentication.type}" and is now "${is.authentication.type}".`,
      ]),
  ...formBreaks(was.authentication.fields, is.authentication.fields).map(
    ([key, what]) => `The authentication field "${key}" ${what}.`,
  ),
];

const stepBreaks = (kind: Kind, key: string, was: Step, is: Step | undefined): string[] => {
  const name = `${KINDS[kind]} "${key}"`;
  if (!is) return [`${name} is gone. Keep it, and hide it with display.hidden.`];
  return [
    ...(was.type === is.type ? [] : [`${name} was of the type "${was.type}" and is now "${is.type}".`]),
    ...formBreaks(was.inputs, is.inputs).map(([field, what]) => `${name}: the input "${field}" ${what}.`),
  ];
};

/** Each change that breaks connections or Zaps made with an earlier version, in a sentence; none is an empty list. */
export const breakingChanges = (was: Definition, is: Definition): string[] => [
  ...authenticationBreaks(was, is),
  ...(Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    Object.entries(was[kind]).flatMap(([key, step]) => stepBreaks(kind, key, step, is[kind][key])),
  ),
  ...was.searchOrCreates
    .filter((key) => !is.searchOrCreates.includes(key))
    .map((key) => `Search or create "${key}" is gone.`),
];

/** Whether something is there that an earlier version doesn't have. */
const hasMore = (was: Definition, is: Definition): boolean => {
  const names = (one: Definition) => [
    ...Object.keys(one.authentication.fields),
    ...(Object.keys(KINDS) as Kind[]).flatMap((kind) =>
      Object.entries(one[kind]).flatMap(([key, { inputs }]) => [
        `${kind} ${key}`,
        ...Object.keys(inputs).map((field) => `${kind} ${key} ${field}`),
      ]),
    ),
    ...one.searchOrCreates,
  ];
  const known = new Set(names(was));
  return names(is).some((name) => !known.has(name));
};

/** The lowest number that a version may have after another: a break needs a major, something new a minor one. */
export const versionNeeded = (was: Definition, is: Definition): string => {
  const { major, minor, patch } = semver.parse(was.version, true, true);
  if (breakingChanges(was, is).length) return `${major + 1}.0.0`;
  return hasMore(was, is) ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
};

/** Why an App can't follow the released one under its number, a sentence for each break; nothing if its major grew. */
export const promotionProblems = (released: Definition, now: Definition): string[] => {
  if (semver.major(now.version) > semver.major(released.version)) return [];
  const needed = versionNeeded(released, now);
  return breakingChanges(released, now).map(
    (what) => `${what} This breaks what was made with ${released.version}, so it needs version ${needed}.`,
  );
};

/** Why an App can't be released as it is numbered; nothing if it can. */
export const releaseProblems = (released: Definition, now: Definition): string[] => {
  const problems = promotionProblems(released, now);
  const needed = versionNeeded(released, now);
  if (problems.length || semver.gte(now.version, needed)) return problems;
  return [
    `Version ${released.version} is released. What there is now needs version ${needed} or higher, and package.json says ${now.version}.`,
  ];
};
