import { adobeVip } from './adobeVip.ts';
import { awsCur } from './awsCur.ts';
import type { BillFormat } from './format.ts';
import { microsoftNce } from './microsoftNce.ts';

/** The bills that Report Usage takes, beside files with columns of its own. A further one is a table beside these. */
export const BILLS: readonly BillFormat[] = [awsCur, microsoftNce, adobeVip];
