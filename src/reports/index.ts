import { downloadReport } from './hydrators.ts';
import { findReport, reportChoices, reportReady, reportTemplateChoices } from './reports.ts';
import { runReport } from './runReport.ts';

/** Reports: what Connect puts together in the background, and hands over as a file. */

export const triggers = [reportReady];

export const dropdowns = [reportChoices, reportTemplateChoices];

export const actions = [runReport];

export const searches = [findReport];

/** Files that later steps ask for. */
export const hydrators = { downloadReport };
