import { dropdown } from '../zapier/dropdown.ts';

/** The hidden triggers behind the dropdowns of the module Usage: newest first, as far as Connect can order. */

export const usageFileChoices = dropdown({
  key: 'usage_file_choices',
  noun: 'Usage File',
  label: 'List Usage Files',
  description: 'Triggers when a usage file is created. It fills the dropdowns for usage files.',
  sample: { id: 'UF-2026-01-2818-2430', name: 'Usage of January: accepted (UF-2026-01-2818-2430)' },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.usageFiles.list({ ordering: ['-created.at'], ...page });
    return rows.map(({ id, name, status }) => ({ id, name: `${name ?? id}: ${status} (${id})` }));
  },
});

export const usageChunkChoices = dropdown({
  key: 'usage_chunk_choices',
  noun: 'Chunk File',
  label: 'List Usage Chunk Files',
  description: 'Triggers when a chunk file is made. It fills the dropdowns for chunk files.',
  sample: { id: 'UFC-2026-01-2818-2430-001', name: 'Usage of January, Example Hub: ready' },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.usageChunks.list({ ordering: ['-usagefile.id'], ...page });
    return rows.map(({ id, usagefile, binding, status }) => ({
      id,
      name: `${usagefile?.name ?? id}, ${binding?.hub?.name ?? 'no hub'}: ${status}`,
    }));
  },
});

export const usageRecordChoices = dropdown({
  key: 'usage_record_choices',
  noun: 'Usage Record',
  label: 'List Usage Records',
  description: 'Triggers when a usage record is reported. It fills the dropdowns for usage records.',
  sample: {
    id: 'UR-2026-01-2818-2430-0000-0001',
    name: 'Backup, traffic: 12.5, AS-3919-2310-2857, approved',
  },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.usageRecords.list({ ordering: ['-created_time'], ...page });
    return rows.map(({ id, item, usage, asset, status }) => ({
      id,
      name: `${item?.name ?? id}: ${[usage, asset?.id, status].filter((one) => one !== undefined).join(', ')}`,
    }));
  },
});

export const usageReconciliationChoices = dropdown({
  key: 'usage_reconciliation_choices',
  noun: 'Reconciliation',
  label: 'List Usage Reconciliations',
  description: 'Triggers when a reconciliation is uploaded. It fills the dropdowns for reconciliations.',
  sample: { id: 'URF-2026-01-2818-2430-001', name: 'Usage of January: processed' },
  choices: async (connect, _data, page) => {
    const { rows } = await connect.usageReconciliations.list({ ordering: ['-usagefile.id'], ...page });
    return rows.map(({ id, usagefile, status }) => ({ id, name: `${usagefile?.name ?? id}: ${status}` }));
  },
});
