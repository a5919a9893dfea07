import { DomainError } from '../errors';
import { plusDays } from '../local-time';
import type { ProgramPolicy } from '../policy';
import type { LocalDate } from '../time';
import type { Lead } from './lead';

/**
 * The consumer consented not long before the lead comes in (policy `dates.consentDaysBefore`). Asked of new leads
 * alone, because consent is never changed. Throws `date-too-early` with the earliest day.
 */
export function assertConsentDate({ consent }: Lead, { dates }: ProgramPolicy, today: LocalDate): void {
  assertNotBefore(consent.on, plusDays(today, -dates.consentDaysBefore), 'consent.on');
}

/** As assertConsentDate, for the day of the application (policy `dates.applicationDaysBefore`). */
export function assertApplicationDate(
  { application }: Lead,
  { dates }: ProgramPolicy,
  today: LocalDate,
): void {
  const { submittedOn } = application;
  if (submittedOn === undefined) return;
  assertNotBefore(submittedOn, plusDays(today, -dates.applicationDaysBefore), 'application.submittedOn');
}

function assertNotBefore(on: LocalDate, earliest: LocalDate, path: string): void {
  if (on >= earliest) return;
  throw new DomainError('date-too-early', `The date is too long ago: ${path} must be ${earliest} or later.`, {
    errors: [{ path, message: `must not be before ${earliest}` }],
  });
}
