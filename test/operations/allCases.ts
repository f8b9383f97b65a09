import { type Case, cases } from './cases.ts';
import { usageCases } from './usageCases.ts';

/** Every operation of the App. */
export const allCases: readonly Case[] = [...cases, ...usageCases];
