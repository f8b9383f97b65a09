/** What a template, a parameter or an action of a product is for. */
export const SCOPES = { asset: 'Subscription', tier1: 'Tier 1', tier2: 'Tier 2' } as const;
