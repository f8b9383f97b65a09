import { apiCases } from './apiCases.ts';
import { billingCases } from './billingCases.ts';
import { type Case, cases, type PlacedCase } from './cases.ts';
import { composedCases } from './composedCases.ts';
import { helpdeskCases } from './helpdeskCases.ts';
import { legacyCases } from './legacyCases.ts';
import { listingCases } from './listingCases.ts';
import { productCases } from './productCases.ts';
import { reportCases } from './reportCases.ts';
import { riskCases } from './riskCases.ts';
import { tierActionCases } from './tierActionCases.ts';
import { tierCases } from './tierCases.ts';
import { usageCases } from './usageCases.ts';

/** The operations that the shared tests run. */
export const sharedCases: readonly Case[] = [
  ...cases,
  ...legacyCases,
  ...usageCases,
  ...productCases,
  ...tierCases,
  ...helpdeskCases,
  ...billingCases,
  ...reportCases,
  ...riskCases,
  ...apiCases,
  ...listingCases,
  ...tierActionCases,
];

/** Every operation of the App. */
export const allCases: readonly (PlacedCase & Partial<Case>)[] = [...sharedCases, ...composedCases];
