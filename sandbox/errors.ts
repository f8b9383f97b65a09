/**
 * The codes of refusals. Connect has one for each rule of an object; those of fulfillment requests are not
 * published, so the ones here (`REQ_…`) are the sandbox's own, as are `CNCT_002` and `SBX_…`.
 */
const CODES = {
  unauthorized: 'AUTH_001',
  forbidden: 'AUTH_003',
  notFound: 'CNCT_001',
  method: 'CNCT_002',
  value: 'VAL_001',
  unserved: 'SBX_002',
} as const;

/** A refusal in Connect's form: `{error_code, errors}`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly string[];

  constructor(status: number, code: string, ...errors: string[]) {
    super(errors.join(' '));
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export const unauthorized = (text = 'API request is unauthorized.') =>
  new ApiError(401, CODES.unauthorized, text);
export const forbidden = (text = 'You do not have permission to perform this action.') =>
  new ApiError(403, CODES.forbidden, text);
export const notFound = () => new ApiError(404, CODES.notFound, 'Not found.');
export const wrongMethod = (method: string) =>
  new ApiError(405, CODES.method, `Method "${method}" not allowed.`);
/** Connect has this endpoint, and the sandbox does not. @param endpoint as `POST /products`. */
export const unserved = (endpoint: string) =>
  new ApiError(
    501,
    CODES.unserved,
    `The sandbox doesn't serve ${endpoint}, which Connect has. docs/sandbox.md lists what is left out.`,
  );
/** Values that can't be used: each reason begins with its field. */
export const invalid = (...errors: string[]) => new ApiError(400, CODES.value, ...errors);
/** The object isn't in a state that allows it. */
export const wrongState = (code: string, text: string) => new ApiError(400, code, text);

/** Collects what is wrong with a body, so that all of it is told at once, as Connect does. */
export class Problems {
  readonly #found: string[] = [];

  /** @param field as a path, `asset.items`. */
  add(field: string, text: string): void {
    this.#found.push(`${field}: ${text}`);
  }

  /** @throws ApiError 400 with all that was added; nothing when that is none. */
  raise(): void {
    if (this.#found.length) throw invalid(...this.#found);
  }
}
