import { instant, localDate, type Instant } from '../../../src/domain/time';
import { renderAppointmentReminderMail } from '../../../src/mail/appointment-reminder';
import { renderContactReminderMail } from '../../../src/mail/contact-reminder';
import { renderDigestMail } from '../../../src/mail/digest';
import { renderEscalationMail, type EscalationMail } from '../../../src/mail/escalation';
import { renderMailboxUnreachedMail } from '../../../src/mail/mailbox-unreached';
import { renderLeadMail, type LeadMail } from '../../../src/mail/lead';
import { renderReportMail } from '../../../src/mail/report';
import { renderReportCorrectionsMail } from '../../../src/mail/report-corrections';
import { renderReportReminderMail } from '../../../src/mail/report-reminder';
import type { RenderedMail } from '../../../src/mail/types';
import { pageView, plain, sampleLead, type Mark } from './page-views';

export const LINK = `https://leads.example.org/l/${'Ab9-_'.repeat(30)}`;
export const CONTACT_DUE: Instant = instant('2026-11-30T23:00:00Z');
/** When the reminder of the appointment goes out. */
export const REMINDED_AT: Instant = instant('2026-12-03T14:00:00Z');
export const APPOINTMENT_DUE: Instant = instant('2026-12-08T23:00:00Z');

function summary(mark: Mark) {
  return {
    ...pageView(mark),
    reference: mark('019ab1f2-0000-7000-8000-000000000001'),
    assistance: ['plan-selection', 'documents'] as const,
    county: mark('St. Louis'),
    language: 'so',
    link: LINK,
  };
}

/** In mode `link` it is handed the lead as well, so that a mail that shows too much would. */
export function leadMail(
  mode: 'link' | 'full',
  mark: Mark = plain,
  acceptBy: Instant | null = null,
): RenderedMail {
  const mail: LeadMail = {
    ...summary(mark),
    organizationName: mark('Helpful Navigators'),
    contactDueAt: CONTACT_DUE,
    appointmentDueAt: APPOINTMENT_DUE,
    acceptBy,
    whyChosen: mark('You serve the county and had the most room.'),
    linkExpiresAt: instant('2027-01-30T23:00:00Z'),
    content: { mode, ...{ lead: sampleLead(mark), subjectTag: mark('[encrypt]') } },
  };
  return renderLeadMail(mail);
}

export function contactReminder(mark: Mark = plain): RenderedMail {
  const mail = { ...summary(mark), sentAt: instant('2026-11-24T22:10:00Z'), contactDueAt: CONTACT_DUE };
  return renderContactReminderMail({ ...mail, ...{ lead: sampleLead(mark) } });
}

export function appointmentReminder(
  mark: Mark = plain,
  appointmentAt: Instant | null = null,
  now: Instant = REMINDED_AT,
): RenderedMail {
  const mail = { ...summary(mark), contactMade: true, appointmentAt, appointmentDueAt: APPOINTMENT_DUE, now };
  return renderAppointmentReminderMail({ ...mail, ...{ lead: sampleLead(mark) } });
}

export function escalationMail(mark: Mark = plain, over: Partial<EscalationMail> = {}): RenderedMail {
  return renderEscalationMail({
    ...pageView(mark),
    kind: 'contact-missed',
    county: mark('Cook'),
    assisterType: 'navigator',
    organizationName: mark('Helpful Navigators'),
    openedAt: CONTACT_DUE,
    dueAt: instant('2026-12-01T23:00:00Z'),
    missedDeadlineAt: CONTACT_DUE,
    cause: mark('Nothing was recorded.'),
    lateReport: null,
    referralIds: [mark('019ab1f2-0000-7000-8000-000000000001')],
    owner: mark('spoc@example.org'),
    link: LINK,
    linkExpiresAt: instant('2027-01-30T23:00:00Z'),
    ...over,
  });
}

export function mailboxUnreached(mark: Mark = plain): RenderedMail {
  return renderMailboxUnreachedMail({
    ...pageView(mark),
    organizationName: mark('Helpful Navigators'),
    contactEmail: mark('leads@organization.example.org'),
    unreached: [mark('former@example.net')],
  });
}

export function digestMail(mark: Mark = plain): RenderedMail {
  const gap = { countyFips: '27031', county: mark('Cook'), assisterType: 'broker' } as const;
  return renderDigestMail({
    ...pageView(mark),
    on: localDate('2026-12-01'),
    at: instant('2026-12-01T14:30:00Z'),
    openCount: 1,
    unassigned: 2,
    requests: 3,
    escalations: [
      {
        kind: 'contact-missed',
        organizationName: mark('Helpful Navigators'),
        county: mark('Cook'),
        owner: mark('spoc@example.org'),
        occurrences: 2,
        dueAt: CONTACT_DUE,
        link: LINK,
      },
    ],
    gaps: [{ ...gap, language: 'so', today: 'none', nextWeek: 'covered', change: 'ends' }],
    isNew: () => true,
  });
}

const DAYS = { from: localDate('2028-11-01'), to: localDate('2028-11-15'), dueOn: localDate('2028-11-29') };

function reportFacts(mark: Mark) {
  return {
    ...pageView(mark),
    ...DAYS,
    ...{ period: mark('OE5/1'), seasonName: mark('OE5'), organizationName: mark('Helpful Navigators') },
    ...{ rowCount: 12, missing: 3, link: LINK },
  };
}

export function reportMail(mark: Mark = plain): RenderedMail {
  return renderReportMail({
    ...reportFacts(mark),
    linkExpiresAt: instant('2029-01-30T23:00:00Z'),
    encrypted: null,
  });
}

export function reportReminder(
  mark: Mark = plain,
  step: 'due-today' | 'overdue' = 'due-today',
): RenderedMail {
  return renderReportReminderMail({ ...reportFacts(mark), step, partial: true });
}

export function reportCorrections(mark: Mark = plain): RenderedMail {
  const returned = { returnedAt: instant('2028-11-24T16:00:00Z'), taken: 9, problems: 1 };
  return renderReportCorrectionsMail({ ...reportFacts(mark), ...returned, encrypted: null });
}
