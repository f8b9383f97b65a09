import type { Connect } from '../../connect/connect.ts';

/** Rows of one call: Connect cuts off at 1000. */
const PAGE = 1_000;
const SIDE_BY_SIDE = 4;

/** The closed records of a file with their billing IDs, as far as time allows. */
const closedOf = async (connect: Connect, fileId: string): Promise<Map<string, string>> => {
  const billing = new Map<string, string>();
  const page = (offset: number) =>
    connect.usageRecords.list({
      where: { 'usagefile.id': fileId, status: 'closed' },
      ordering: ['created_time'],
      limit: PAGE,
      pageSize: PAGE,
      offset,
    });
  const take = ({ rows }: Awaited<ReturnType<typeof page>>) => {
    for (const { id, external_billing_id: own } of rows) billing.set(id, own ?? '');
  };
  const first = await page(0);
  take(first);
  const offsets = Array.from(
    { length: Math.ceil(first.total / PAGE) - 1 },
    (_unused, index) => (index + 1) * PAGE,
  );
  for (let at = 0; at < offsets.length && connect.deadline.allowsMore; at += SIDE_BY_SIDE) {
    for (const one of await Promise.all(offsets.slice(at, at + SIDE_BY_SIDE).map(page))) take(one);
  }
  return billing;
};

/**
 * The billing IDs under which records are closed, of as many records as there are: records of one file are read together,
 * because Connect doesn't find records by their IDs.
 * @returns by ID; records that are not closed, don't exist, or weren't looked up in time are not in it.
 */
export const billingOfClosed = async (
  connect: Connect,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const known = new Map<string, string>();
  const files = new Set<string>();
  const wanted = new Set(ids);
  for (const id of ids) {
    if (known.has(id)) continue;
    if (!connect.deadline.allowsMore) break;
    // A look-up that fails leaves out what is only looked at once more.
    const record = await connect.usageRecords.find(id).catch(() => undefined);
    if (record?.status === 'closed') known.set(id, record.external_billing_id ?? '');
    const file = record?.usagefile?.id;
    if (!file || files.has(file)) continue;
    files.add(file);
    const all = await closedOf(connect, file).catch(() => new Map<string, string>());
    for (const [one, billing] of all) if (wanted.has(one)) known.set(one, billing);
  }
  return known;
};
