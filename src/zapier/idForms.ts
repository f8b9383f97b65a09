/**
 * What the IDs of Connect look like, by the dropdown of the field that asks for one. IDs are a prefix and groups of
 * digits. Not all forms are documented: what has more digits than the longest known one passes, and so does a prefix
 * that is of no known kind, such as another type of contract's.
 */

interface IdForm {
  readonly prefixes: readonly string[];
  /** Digits of each group; the first form is the one that messages show. */
  readonly groups: readonly (readonly number[])[];
}

const form = (prefixes: string | readonly string[], ...groups: readonly (readonly number[])[]): IdForm => ({
  prefixes: [prefixes].flat(),
  groups,
});

const SUBSCRIPTION = form('AS', [4, 4, 4], [3, 3, 3, 1]);
const TEMPLATE = form('TL', [3, 3, 3]);
const ACCOUNT = form(['VA', 'PA'], [3, 3]);
const USER = form(['UR', 'SU'], [3, 3, 3], [3, 3]);

/** By what a dropdown fills in, as fields name it in `dynamic`. Objects whose IDs have no known form aren't here. */
const FORMS: Readonly<Record<string, IdForm>> = {
  'request_choices.id.name': form('PR', [4, 4, 4, 3], [3, 3, 3, 1, 3]),
  'asset_choices.id.name': SUBSCRIPTION,
  'listing_request_choices.id.name': form('LSTR', [3, 3, 3, 3], [3, 3, 3]),
  'listing_choices.id.name': form('LST', [3, 3, 3]),
  'billing_request_choices.id.name': form(['BRV', 'BRP'], [4, 4, 4, 4]),
  'visible_products.id.name': form('PRD', [3, 3, 3]),
  'activation_templates.id.title': TEMPLATE,
  'inquiry_templates.id.title': TEMPLATE,
  'tier_templates.id.title': TEMPLATE,
  'product_template_choices.id.name': TEMPLATE,
  'product_action_choices.id.name': form('ACT', [3, 3, 3, 3]),
  'hubs.id.name': form('HB', [4, 4]),
  'marketplaces.id.name': form('MP', [5], [4, 4]),
  'contracts.id.name': form('CRD', [5, 5, 5]),
  'connection_choices.id.name': form('CT', [4, 4, 4], [4, 4]),
  'distributor_choices.id.name': ACCOUNT,
  'vendor_choices.id.name': ACCOUNT,
  'account_choices.id.name': ACCOUNT,
  'account_users.id.name': USER,
  'tier_account_choices.id.name': form('TA', [4, 4, 4], [1, 4, 4, 4]),
  'tier_account_request_choices.id.name': form('TAR', [4, 4, 4, 3, 3]),
  'tier_config_choices.id.name': form('TC', [3, 3, 3]),
  'tier_config_request_choices.id.name': form('TCR', [3, 3, 3, 3]),
  'case_choices.id.name': form('CA', [3, 3, 3]),
  'conversation_choices.id.name': form('CO', [3, 3, 3], [3, 3, 3, 3, 3, 3]),
  'case_comment_choices.id.name': form('ME', [3, 3, 3, 3, 3, 3], [3, 3, 3]),
  'usage_file_choices.id.name': form('UF', [4, 2, 4, 4]),
  'usage_chunk_choices.id.name': form('UFC', [4, 2, 4, 4, 3]),
  'usage_record_choices.id.name': form('UR', [4, 2, 4, 4, 4, 4]),
};

const KNOWN_PREFIXES = new Set(Object.values(FORMS).flatMap(({ prefixes }) => prefixes));

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

const isOfForm = (value: string, { prefixes, groups }: IdForm): boolean => {
  const [prefix = '', ...parts] = value.split('-');
  if (!/^[A-Z]{2,}$/.test(prefix) || !parts.length || !parts.every((part) => /^\d+$/.test(part)))
    return false;
  if (!prefixes.includes(prefix)) return !KNOWN_PREFIXES.has(prefix);
  const lengths = parts.map((part) => part.length);
  return groups.some((one) => one.join() === lengths.join()) || sum(lengths) > Math.max(...groups.map(sum));
};

/** What IDs of a kind of object look like, one for each prefix; none where there is no known form. */
export const exampleIds = (dynamic: string): string[] => {
  const {
    prefixes,
    groups: [groups = []],
  } = FORMS[dynamic] ?? form([]);
  return prefixes.map((prefix) => [prefix, ...groups.map((size) => '0'.repeat(size))].join('-'));
};

/**
 * What is expected instead of an ID that isn't of the form of its kind of object: `a whole ID, for example AS-0000-0000-0000`.
 * @param dynamic the dropdown of the field that it stands in.
 * @returns undefined for one that is, and where there is no known form.
 */
export const expectedId = (dynamic: string, value: string): string | undefined => {
  const wanted = FORMS[dynamic];
  if (!wanted || isOfForm(value, wanted)) return undefined;
  return `a whole ID, for example ${exampleIds(dynamic).join(' or ')}`;
};
