import { apiCases } from './apiCases.ts';
import { billingCases } from './billingCases.ts';
import type { Case, PlacedCase } from './case.ts';
import { composedCases } from './composedCases.ts';
import { dropdownCases } from './dropdownCases.ts';
import { helpdeskCases } from './helpdeskCases.ts';
import { legacyCases } from './legacyCases.ts';
import { listingCases } from './listingCases.ts';
import { productCases } from './productCases.ts';
import { purchaseCases } from './purchaseCases.ts';
import { reportCases } from './reportCases.ts';
import { requestCases } from './requestCases.ts';
import { riskCases } from './riskCases.ts';
import { subscriptionCases } from './subscriptionCases.ts';
import { tenantCases } from './tenantCases.ts';
import { tierAccountActionCases } from './tierAccountActionCases.ts';
import { tierCases } from './tierCases.ts';
import { tierConfigActionCases } from './tierConfigActionCases.ts';
import { usageChunkCases } from './usageChunkCases.ts';
import { usageFileCases } from './usageFileCases.ts';
import { usageRecordCases } from './usageRecordCases.ts';

/** The operations that the shared tests run. */
export const sharedCases: readonly Case[] = [
  ...requestCases,
  ...subscriptionCases,
  ...purchaseCases,
  ...dropdownCases,
  ...tenantCases,
  ...legacyCases,
  ...usageFileCases,
  ...usageRecordCases,
  ...usageChunkCases,
  ...productCases,
  ...tierCases,
  ...helpdeskCases,
  ...billingCases,
  ...reportCases,
  ...riskCases,
  ...apiCases,
  ...listingCases,
  ...tierAccountActionCases,
  ...tierConfigActionCases,
];

/** Every operation of the App. */
export const allCases: readonly (PlacedCase & Partial<Case>)[] = [...sharedCases, ...composedCases];
