import type { z } from 'zod';
import { DomainError, type DomainErrorCode, type FieldError } from '../../domain/errors';
import type { KeptAnswer } from './answer';
import type { problem } from './problem';

/** Errors that occur before any rule of the program is asked. */
export type HttpErrorCode =
  | 'malformed-request'
  | 'unauthorized'
  | 'forbidden'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'internal';

export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly code: HttpErrorCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export type ProblemCode = DomainErrorCode | HttpErrorCode;

/** Every status of an error. When one is added, a table with words for each does not compile. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 500 | 503;

interface ProblemKind {
  readonly status: ProblemStatus;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every error that a client can meet, in one table. A new code does not compile until it has a row. */
export const PROBLEMS: Record<ProblemCode, ProblemKind> = {
  validation: { status: 422, title: 'The request does not fit' },
  'consent-required': { status: 422, title: 'The consumer has not consented' },
  'county-required': { status: 422, title: 'The ZIP code spans counties' },
  'county-unknown': { status: 422, title: 'There is no such county' },
  'zip-unknown': { status: 422, title: 'There is no such ZIP code' },
  'zip-county-mismatch': { status: 422, title: 'ZIP code and county contradict each other' },
  'not-found': { status: 404, title: 'Not found' },
  'duplicate-external-id': { status: 409, title: 'A referral with this external id exists' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key belongs to another request' },
  'idempotency-key-in-progress': {
    status: 409,
    title: 'A request with this Idempotency-Key is in progress',
    headers: { 'retry-after': '1' },
  },
  'referral-not-assigned': { status: 409, title: 'The referral is not with an organization' },
  'referral-closed': { status: 409, title: 'The referral is closed' },
  'assignment-over': { status: 409, title: 'The referral is no longer with this organization' },
  'contact-required': { status: 409, title: 'A contact has to be recorded first' },
  'resolution-needs-contact': { status: 409, title: 'This resolution needs a recorded contact' },
  'resolution-excludes-contact': { status: 409, title: 'The consumer was reached, says a recorded contact' },
  'appointment-required': { status: 409, title: 'An appointment has to be recorded first' },
  'date-in-future': { status: 422, title: 'The date is in the future' },
  'date-too-early': { status: 422, title: 'The date is too long ago' },
  'appointment-not-yet-held': { status: 422, title: 'The appointment is still to come' },
  'appointment-in-past': { status: 422, title: 'The appointment is in the past' },
  'appointment-too-far': { status: 422, title: 'The appointment is too far ahead' },
  'already-recorded': { status: 409, title: 'It is recorded already' },
  'escalation-closed': { status: 409, title: 'The escalation is closed' },
  'acceptance-required': { status: 409, title: 'The referral has to be accepted first' },
  'more-attempts-needed': { status: 409, title: 'More attempts to reach the consumer are needed' },
  'clock-not-running': { status: 409, title: 'The clock is not running' },
  'clock-not-paused': { status: 409, title: 'The clock is not paused' },
  'pause-used-up': { status: 409, title: 'The clock was paused for as long as it may be' },
  'referral-not-closed': { status: 409, title: 'The referral is not closed' },
  'organization-not-eligible': { status: 409, title: 'The organization cannot take the referral' },
  'request-closed': { status: 409, title: 'The request is answered already' },
  'season-ended': { status: 409, title: 'The season has ended' },
  'season-not-paused': { status: 409, title: 'The season is not paused' },
  'season-not-running': { status: 409, title: 'The season is not running' },
  'seasons-overlap': { status: 409, title: 'Another season has these days' },
  'period-begun': { status: 409, title: 'The period’s reports are out already' },
  'workbook-refused': { status: 422, title: 'The file cannot be read as a report' },
  'workbook-of-another-report': { status: 409, title: 'The workbook belongs to another report' },
  'version-conflict': { status: 412, title: 'It has changed meanwhile' },
  unavailable: { status: 503, title: 'Try again in a moment', headers: { 'retry-after': '5' } },
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  unauthorized: { status: 401, title: 'No valid API key', headers: { 'www-authenticate': 'Bearer' } },
  forbidden: { status: 403, title: 'The API key does not allow this' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be of another type' },
  internal: { status: 500, title: 'Something went wrong here' },
};

/** The code of whatever was thrown. Everything that nobody foresaw is `internal`. */
export function problemCode(error: unknown): ProblemCode {
  if (error instanceof DomainError || error instanceof HttpError) return error.code;
  return frameworkCode(error) ?? 'internal';
}

/** Express and its body parsers throw errors with a client status of their own: bad escapes, gzip, charsets. */
function frameworkCode(error: unknown): HttpErrorCode | null {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error && error.status;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  if (status === 413) return 'body-too-large';
  return status === 415 ? 'unsupported-media-type' : 'malformed-request';
}

/** Problem details. For an unforeseen error they say only that it happened. */
export function problemAnswer(error: unknown): KeptAnswer {
  const code = problemCode(error);
  const { status, title, headers } = PROBLEMS[code];
  const own = error instanceof DomainError || error instanceof HttpError;
  const errors: readonly FieldError[] | undefined =
    error instanceof DomainError ? error.details.errors : undefined;
  const body = {
    type: `/problems/${code}`,
    title,
    status,
    ...(own ? { detail: error.message } : {}),
    ...(errors === undefined ? {} : { errors: [...errors] }),
  } satisfies z.infer<typeof problem>;
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...headers,
      ...(error instanceof HttpError ? error.headers : {}),
      ...(error instanceof DomainError && error.details.location !== undefined
        ? { location: error.details.location }
        : {}),
    },
    body: JSON.stringify(body),
  };
}
