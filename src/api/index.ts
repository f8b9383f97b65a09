import { apiRequest } from './apiRequest.ts';

/** Any call of Connect's API, for what has no operation of its own. */

export const actions = [apiRequest];
