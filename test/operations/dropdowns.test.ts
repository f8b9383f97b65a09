import { afterEach, expect, it } from '@jest/globals';
import { assetSample } from '../../src/samples/asset.ts';
import { hubSample } from '../../src/samples/catalog.ts';
import { caseSample } from '../../src/samples/helpdesk.ts';
import { requestSample } from '../../src/samples/request.ts';
import { tierConfigRequestSample } from '../../src/samples/tierRequests.ts';
import { usageFileIn } from '../../src/samples/usage.ts';
import { app, failureOf } from '../support/app.ts';
import { type Field, type Operation, operations, staticFields } from '../support/definition.ts';
import { connection, type Reply, serve, stopServing } from '../support/nocked.ts';

/**
 * A dropdown whose choices depend on another field of its form has to know that field in every form, under whatever
 * key it has there, and by every kind of ID that the form allows.
 */

const PRODUCT = assetSample.product.id;

const list = (...rows: object[]): Reply => ({
  status: 200,
  body: rows,
  headers: { 'content-range': `items 0-0/${rows.length}` },
});
const object = (body: object): Reply => ({ status: 200, body });

/**
 * The kinds of object that a form may name, by their dropdown: an ID, what Connect answers when it is asked, and whose
 * things are listed then, where it isn't the product's.
 */
const NAMED: Record<string, { id: string; replies: Reply[]; of?: string }> = {
  visible_products: { id: PRODUCT, replies: [] },
  request_choices: { id: requestSample.id, replies: [object(requestSample)] },
  hubs: { id: hubSample.id, replies: [], of: `/hubs/${hubSample.id}` },
  usage_file_choices: {
    id: usageFileIn.ready.id,
    replies: [object({ ...usageFileIn.ready, product: { id: PRODUCT } })],
  },
  asset_choices: { id: assetSample.id, replies: [object(assetSample)] },
  case_choices: { id: caseSample.id, replies: [list()], of: `/conversations/${caseSample.id}` },
  tier_config_request_choices: {
    id: tierConfigRequestSample.id,
    replies: [object(tierConfigRequestSample)],
  },
};
const EXTERNAL = ['asset_external_id', 'asset_external_uid'];

const targetOf = ({ dynamic = '' }: Field): string => dynamic.split('.')[0] ?? '';
const dropdownOf = (field: Field): Operation | undefined =>
  operations.find(({ kind, key }) => kind === 'triggers' && key === targetOf(field));

interface Way {
  readonly name: string;
  readonly data: Record<string, unknown>;
  readonly replies: readonly Reply[];
  readonly of?: string;
}

/** Every single input by which a form can say what a dropdown of it depends on. */
const waysOf = (form: readonly Field[], dropdown: Operation): Way[] => {
  const accepted = new Set(staticFields(dropdown).map(targetOf).filter(Boolean));
  const byPicker = form.flatMap((field): Way[] => {
    if (field.children)
      return waysOf(field.children, dropdown).map(({ name, data, ...way }) => ({
        ...way,
        name: `${field.key}[]${name}`,
        data: { [field.key]: [data] },
      }));
    const target = targetOf(field);
    const known = NAMED[target];
    if (!accepted.has(target)) return [];
    if (!known) throw new Error(`Say in this test how ${target} is named.`);
    const { id, ...way } = known;
    return [{ ...way, name: field.key, data: { [field.key]: id } }];
  });
  // External IDs name a subscription that exists where the form takes its ID too.
  const hasSubscription = accepted.has('asset_choices') && form.some(({ key }) => key === 'asset_id');
  const external = form.filter(({ key }) => hasSubscription && EXTERNAL.includes(key));
  return [
    ...byPicker,
    ...external.map(({ key }) => ({
      name: key,
      data: { [key]: 'ORDER-1001' },
      replies: [list(assetSample), object(assetSample)],
    })),
  ];
};

const dependent = operations.flatMap((operation) =>
  staticFields(operation)
    .flatMap((field) => [field, ...(field.children ?? [])])
    .flatMap((field) => {
      const dropdown = dropdownOf(field);
      return dropdown && staticFields(dropdown).length
        ? [{ form: operation, field, dropdown, ways: waysOf(staticFields(operation), dropdown) }]
        : [];
    }),
);

afterEach(stopServing);

it.each(
  dependent.map((one) => [`${one.form.key}.${one.field.key}`, one] as const),
)('%s: the form says what its dropdown has to know', (_name, { ways }) => {
  expect(ways).not.toEqual([]);
});

const table = dependent.flatMap(({ form, field, dropdown, ways }) =>
  ways.map((way) => [`${form.key}.${field.key}`, way.name, dropdown.key, way] as const),
);

it.each(table)('%s can be chosen once %s is filled in', async (_field, _way, dropdown, {
  data,
  replies,
  of = `/products/${PRODUCT}`,
}) => {
  const sent = serve([...replies, list()]);
  expect(await app.poll(dropdown, connection, data)).toEqual([]);
  expect(sent.at(-1)?.path).toMatch(new RegExp(`^${of}/\\w+\\?`));
});

it.each([
  ...new Set(dependent.map(({ dropdown }) => dropdown.key)),
])('%s says what it needs while nothing is filled in', async (dropdown) => {
  const sent = serve([list()]);
  const { message } = await failureOf(() => app.poll(dropdown, connection, {}));
  const needs: Record<string, string> = {
    connection_choices:
      'Product ID is missing. Give the product or the hub first, so that their connections can be shown.',
    tier_templates: 'Request ID is missing. Give the request first, so that its choices can be shown.',
    case_comment_choices: 'Case ID is missing. Give the case first, so that its comments can be shown.',
  };
  expect(message).toBe(
    needs[dropdown] ??
      'Product ID is missing. Give the product, request or subscription first, so that its choices can be shown.',
  );
  expect(sent).toEqual([]);
});
