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

export const unauthorized = (text = 'API request is unauthorized.') => new ApiError(401, 'AUTH_001', text);
export const forbidden = (text = 'You do not have permission to perform this action.') =>
  new ApiError(403, 'AUTH_003', text);
export const notFound = () => new ApiError(404, 'CNCT_001', 'Not found.');
/** Values that can't be used: each reason begins with its field. */
export const invalid = (...errors: string[]) => new ApiError(400, 'VAL_001', ...errors);
/** The object isn't in a state that allows it. Connect has a code for each such rule. */
export const wrongState = (code: string, text: string) => new ApiError(400, code, text);
