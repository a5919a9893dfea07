import { DomainError } from '../errors';
import { localDateIn, type Instant, type LocalDate } from '../time';
import { isInterim } from '../terms';
import {
  assertContactDate,
  assertReached,
  assertScheduled,
  assertStillOpen,
  type OpenReferral,
} from './admission';
import { met, metInstant, recordContact, settle } from './assister-acts';
import type { ReferralEventBody } from './events';
import type { ReportAct } from './commands';

/**
 * The events that make the referral say what a report says. All or nothing: what the referral says already causes no
 * event, and when any part is not possible now, the whole is refused.
 */
export function recordReport(referral: OpenReferral, act: ReportAct, now: Instant): ReferralEventBody[] {
  const contactOn = contactOf(act);
  if (contactOn !== null && contactOn !== referral.contactMadeOn) {
    assertContactDate(referral, contactOn, now, 'contactOn');
  }
  const contact = contactEvents(referral, contactOn, now);
  return [...contact, ...resolutionEvents(referral, act, { contactOn, settled: contact.length > 0, now })];
}

function contactOf({ contactMade, contactOn }: ReportAct): LocalDate | null {
  if (contactMade === (contactOn !== null)) return contactOn;
  const message = 'A contact that was made has a date, and no other has one.';
  throw new DomainError('validation', message, { errors: [{ path: 'contactOn', message }] });
}

function contactEvents(referral: OpenReferral, on: LocalDate | null, now: Instant): ReferralEventBody[] {
  if (on === referral.contactMadeOn) return [];
  if (on !== null && referral.contactMadeOn === null && referral.phase === 'open') {
    return recordContact(referral, { on, made: true }, now);
  }
  return [{ type: 'contact-corrected', on }, ...judgedAnew(referral, on, now)];
}

/** The promise is judged by the day that is said now. A contact that never happened is not waited for. */
function judgedAnew(referral: OpenReferral, on: LocalDate | null, now: Instant): ReferralEventBody[] {
  const clock = referral.assignment.clocks?.contact;
  if (clock === undefined) return [];
  if (on !== null) {
    const state = on <= clock.dueOn ? 'met' : 'late';
    const metAt = metInstant(referral, on, now);
    return [{ type: 'milestone-met', milestone: 'contact', metOn: on, metAt, state }];
  }
  return clock.state === 'cancelled' ? [] : [{ type: 'milestone-cancelled', milestone: 'contact' }];
}

/** A report has no number of attempts, so none are required. */
function resolutionEvents(
  referral: OpenReferral,
  { resolution }: ReportAct,
  {
    contactOn,
    settled,
    now,
  }: { readonly contactOn: LocalDate | null; readonly settled: boolean; readonly now: Instant },
): ReferralEventBody[] {
  const known = referral.resolution?.resolution ?? null;
  const stands = resolution ?? known;
  if (stands !== null) assertReached(referral, contactOn, stands);
  if (resolution === null || resolution === known) return [];
  assertStillOpen(referral, resolution);
  if (referral.phase === 'closed') return [{ type: 'resolution-corrected', resolution }];
  const interim = isInterim(resolution, referral.carriedPolicy.resolutions);
  if (interim) assertScheduled(referral);
  const recorded = { type: 'resolution-recorded', resolution, interim } as const;
  if (interim) return [recorded];
  const today = localDateIn(referral.carriedPolicy.zone, now);
  return [...(settled ? met(referral, 'appointment', today, now) : settle(referral, now)), recorded];
}
