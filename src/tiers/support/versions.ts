import type { Connect } from '../../connect/connect.ts';
import type { Input } from '../../zapier/filter.ts';

/** More changes of one account than anybody looks at. */
const MOST_VERSIONS = 100;

/** Adds to an account what it was before each of its changes, where that is asked for: one call. */
export const withVersions = async <Row extends { readonly id: string }>(
  connect: Connect,
  row: Row,
  { with_versions: isAsked }: Input,
): Promise<Row> => {
  if (!isAsked) return row;
  const { rows } = await connect.tierAccountVersions(row.id).list({ limit: MOST_VERSIONS });
  return { ...row, versions: rows };
};
