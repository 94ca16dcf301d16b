import { ApiError } from './http';

/** A refusal stays a refusal however often one asks. */
export const isRefusal = (error: Error) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
