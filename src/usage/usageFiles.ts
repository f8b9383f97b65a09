import { USAGE_FILE_STATES, type UsageFile, UsageFileWithFiles } from '../connect/schemas/usage.ts';
import { ENVIRONMENTS } from '../fields/environments.ts';
import {
  contractPicker,
  distributorPicker,
  marketplacePicker,
  productPicker,
  usageFilePicker,
  vendorPicker,
} from '../fields/pickers.ts';
import { usageFilesSample } from '../samples/usage.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { WINDOW } from '../zapier/polling/byState.ts';
import { withFiles } from './support/spreadsheetPointers.ts';

/** Usage files: what vendors report and distributors accept. */

const by = filtersOf<'usage/files'>();

const files = objectKind({
  resource: (connect) => connect.usageFiles,
  noun: 'Usage File',
  id: usageFilePicker('usage_file_id', { required: true }),
  returns: UsageFileWithFiles,
  sample: usageFilesSample,
  shown: withFiles,
  filters: [
    by.oneOf('product.id', productPicker('product_id')),
    by.oneOf('vendor.id', vendorPicker('vendor_id')),
    by.oneOf('contract.id', contractPicker('contract_id')),
    by.oneOf('marketplace.id', marketplacePicker('marketplace_id')),
    by.oneOf('environment', { key: 'environment', label: 'Environment', choices: ENVIRONMENTS }),
    by.oneOf('provider.id', distributorPicker('provider_id')),
  ],
  newestFirst: '-created.at',
});

/** The event that put a file into its state; a file may get there again, as after a rejection. */
const reachedAt = ({ status, events }: UsageFile): string | null | undefined => {
  if (status === 'draft') return events?.created?.at;
  if (status === 'pending') return events?.submitted?.at;
  if (status === 'accepted') return events?.accepted?.at;
  if (status === 'rejected') return events?.rejected?.at;
  if (status === 'closed') return events?.closed?.at;
  if (status === 'deleted') return events?.deleted?.at;
  return events?.uploaded?.at;
};

/** Connect can order usage files by their creation alone. */
const states = {
  ordering: '-created.at',
  created: ({ events }: UsageFile) => events?.created?.at,
  reached: (file: UsageFile) => reachedAt(file),
  of: (file: UsageFile) => [file.status, reachedAt(file)].filter(Boolean).join('@'),
} as const;

const statusField = { key: 'status', label: 'Status', choices: USAGE_FILE_STATES } as const;

/** Distributor: fires when a vendor has submitted a usage file, each time that it does. */
export const newUsageFiles = files.triggerByState({
  key: 'new_usage_files',
  label: 'Usage File Submitted',
  description:
    'Triggers when a usage file is submitted, so that the distributor has to look at it. Its spreadsheets come as files; for its records use Get Usage Records.',
  first: [
    by.oneOf(
      'status',
      {
        ...statusField,
        helpText: `Empty: Pending, which is what vendors have submitted. Looks at the newest ${WINDOW} files with this status.`,
      },
      { otherwise: ['pending'] },
    ),
  ],
  sample: { status: 'pending' },
  states,
});

/** Either side: fires each time that a usage file reaches another status. */
export const newUpdatedUsageFiles = files.triggerByState({
  key: 'new_updated_usage_files',
  label: 'Usage File Status Changed',
  description: `Triggers when a usage file is created and each time that its status changes, once per status. Looks at the newest ${WINDOW} files that match.`,
  first: [
    by.oneOf('status', {
      ...statusField,
      helpText: 'Only changes to these statuses, for example Ready and Invalid. Empty: all.',
    }),
  ],
  states,
});

/** Either side: fires at once each time that a usage file of a product reaches another status. */
export const usageFileEvent = files.instantTrigger({
  key: 'usage_file_event',
  label: 'Usage File Event',
  description:
    'Triggers when a usage file of one product is created or its status changes, within seconds, and gives it whole, once per status. For all products, or where minutes are soon enough, use Usage File Status Changed.',
  objectClass: 'usage_file',
  product: productPicker('product_id', { required: true }),
  first: [by.oneOf('status', { ...statusField, helpText: 'Only changes to these statuses. Empty: all.' })],
  states,
});

export const findUsageFile = files.find({
  key: 'find_usage_file',
  label: 'Find Usage File',
  description:
    'Finds usage files that match all of the given filters and returns them with their spreadsheets and the template of the product as files, newest first. For their records use Get Usage Records.',
  first: [
    by.oneOf('id', usageFilePicker('id')),
    by.is('external_id', { key: 'external_id', label: 'Report External ID' }),
    by.oneOf('status', statusField),
  ],
  filters: [by.between('created.at', 'created', 'Created')],
});

export const usageFileChoices = files.dropdown({
  key: 'usage_file_choices',
  label: 'List Usage Files',
  description: 'Triggers when a usage file is created. It fills the dropdowns for usage files.',
  choice: ({ id, name, status }) => ({ name: `${name ?? id}: ${status} (${id})` }),
});
