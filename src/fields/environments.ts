/** In which environment of Connect something is sold. */
export const ENVIRONMENTS = { production: 'Production', test: 'Test', preview: 'Preview' } as const;

/** What Connect can filter requests and subscriptions by: it lists no preview there. */
export const FILTERED_ENVIRONMENTS = { production: 'Production', test: 'Test' } as const;
