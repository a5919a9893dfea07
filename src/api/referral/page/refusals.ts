import type { DomainErrorCode } from '../../../domain/errors';

/**
 * What a refused act means to the person who pressed the button. `busy`: try again. `ended`: there is nothing to go on
 * with. `changed`: the page is out of date. A new code does not compile until it has a row.
 */
export const REFUSALS: Record<DomainErrorCode, 'busy' | 'ended' | 'changed'> = {
  validation: 'changed',
  'consent-required': 'changed',
  'county-required': 'changed',
  'county-unknown': 'changed',
  'zip-unknown': 'changed',
  'zip-county-mismatch': 'changed',
  'not-found': 'changed',
  'duplicate-external-id': 'changed',
  'idempotency-key-reused': 'changed',
  'idempotency-key-in-progress': 'changed',
  'referral-not-assigned': 'changed',
  'referral-closed': 'ended',
  'assignment-over': 'ended',
  'contact-required': 'changed',
  'resolution-needs-contact': 'changed',
  'date-in-future': 'changed',
  'appointment-not-yet-held': 'changed',
  'appointment-in-past': 'changed',
  'already-recorded': 'changed',
  'escalation-closed': 'changed',
  'acceptance-required': 'changed',
  'more-attempts-needed': 'changed',
  'clock-not-running': 'changed',
  'clock-not-paused': 'changed',
  'referral-not-closed': 'changed',
  'organization-not-eligible': 'changed',
  'request-closed': 'changed',
  'season-ended': 'changed',
  'season-not-paused': 'changed',
  'season-not-running': 'changed',
  'seasons-overlap': 'changed',
  'period-begun': 'changed',
  'workbook-refused': 'changed',
  'workbook-of-another-report': 'changed',
  'version-conflict': 'changed',
  unavailable: 'busy',
};
