/** In which environment of Connect something is sold. */
export const ENVIRONMENTS = { production: 'Production', test: 'Test', preview: 'Preview' } as const;

/**
 * The environments by which requests and subscriptions can be narrowed down. Connect's filters know no preview; Zaps of
 * the published app may hold it.
 */
export const FILTERED_ENVIRONMENTS = {
  production: 'Production',
  test: 'Test',
  preview: 'Preview (None)',
} as const;

/** The choices that Connect has no objects of, and refuses to be asked for. */
export const UNFILTERED_ENVIRONMENTS = ['preview'] as const;

/** An environment as a filter of requests and subscriptions; none for one that Connect can't be asked for. */
export const filteredEnvironment = (environment: string | undefined): string | undefined =>
  UNFILTERED_ENVIRONMENTS.some((one) => one === environment) ? undefined : environment;

/** Whether something that was sold through a connection is of an environment; for those that no filter knows. */
export const isOfEnvironment = (
  environment: string | undefined,
  connection: { type?: string | null | undefined } | null | undefined,
): boolean => !environment || !connection?.type || connection.type === environment;
