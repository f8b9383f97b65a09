import { downloadCaseAttachment, findCaseAttachments } from './attachments.ts';
import {
  caseChoices,
  closeCase,
  inquireCase,
  newCase,
  newUpdatedCase,
  pendCase,
  resolveCase,
  searchCases,
} from './cases.ts';
import { commentChoices, createCaseComment, newCaseComment, searchComments } from './comments.ts';
import { createCase } from './createCase.ts';
import { updateCase } from './updateCase.ts';

/** The helpdesk: cases between accounts, what is written in them, and their files. */

export const triggers = [newCase, newUpdatedCase, newCaseComment];

export const dropdowns = [caseChoices, commentChoices];

export const actions = [
  createCase,
  updateCase,
  inquireCase,
  pendCase,
  resolveCase,
  closeCase,
  createCaseComment,
];

export const searches = [searchCases, searchComments, findCaseAttachments];

export const hydrators = { downloadCaseAttachment };
