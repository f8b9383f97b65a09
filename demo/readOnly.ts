import type { Shown, Stage } from './stage.ts';
import type { AuthData, Zapier } from './zap.ts';

/** The steps that change nothing, for a look at a real account. */

type Row = Record<string, unknown>;
const first = (rows: Row[]): Shown => ({
  id: String(rows[0]?.['id'] ?? '(none)'),
  state: `${rows.length} shown`,
});

export const playReadOnly = async (stage: Stage, app: Zapier, connection: AuthData): Promise<void> => {
  stage.scene('A look at this account; nothing is changed');
  await stage.step(
    'You',
    'Connection',
    () => app.testConnection(connection),
    (row) => ({
      id: String(row['id']),
      state: String(row['name']),
    }),
  );
  for (const key of [
    'new_requests',
    'new_updated_requests',
    'pending_requests',
    'new_assets',
    'new_updated_assets',
    'new_updated_usage_files',
  ]) {
    await stage.step(
      'You',
      app.label('triggers', key),
      () => app.poll(key, connection, {}, { isLoadingSample: true }),
      first,
    );
  }
  for (const key of ['search_requests', 'search_assets', 'find_usage_file']) {
    await stage.step(
      'You',
      app.label('searches', key),
      () => app.search(key, connection, { limit: '3' }),
      first,
    );
  }
  for (const key of ['visible_products', 'hubs']) {
    await stage.step(
      'You',
      app.label('triggers', key),
      () => app.poll(key, connection, {}, { isFillingDynamicDropdown: true }),
      first,
    );
  }
};
