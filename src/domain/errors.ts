/**
 * The one error path. Rules, use cases and adapters throw a DomainError with a code from this list. The API maps each
 * code to problem details (src/api/http/problems.ts) and each status of those to a page's words
 * (src/api/pages/links/pages.ts). What an assister's form says about each code is in
 * src/api/referral/page/refusals.ts. The types make these tables complete: a new code does not compile until all of
 * them have it. A workflow never sees a DomainError: a step that is not possible records nothing, and a failed
 * activity is tried again.
 */
export const DOMAIN_ERROR_CODES = [
  'validation',
  'consent-required',
  'county-required',
  'county-unknown',
  'zip-unknown',
  'zip-county-mismatch',
  'not-found',
  'duplicate-external-id',
  'idempotency-key-reused',
  'idempotency-key-in-progress',
  'referral-not-assigned',
  'referral-closed',
  'assignment-over',
  'contact-required',
  'resolution-needs-contact',
  'resolution-excludes-contact',
  'appointment-required',
  'date-in-future',
  'date-too-early',
  'appointment-not-yet-held',
  'appointment-in-past',
  'appointment-too-far',
  'already-recorded',
  'escalation-closed',
  'acceptance-required',
  'more-attempts-needed',
  'clock-not-running',
  'clock-not-paused',
  'pause-used-up',
  'referral-not-closed',
  'organization-not-eligible',
  'request-closed',
  'season-ended',
  'season-not-paused',
  'season-not-running',
  'seasons-overlap',
  'period-begun',
  'workbook-refused',
  'workbook-of-another-report',
  'version-conflict',
  'unavailable',
] as const;
export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number];

/** Where in the request the error is, and what to do about it. No personal data: this text reaches logs. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    readonly details: { readonly errors?: readonly FieldError[]; readonly location?: string } = {},
  ) {
    super(message);
  }
}

/** For the default branch of a switch over a closed list. If a case is missing, this does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
