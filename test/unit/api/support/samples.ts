import type { LinkRecord } from '../../../../src/api/pages/links/ports';
import type { ReferralView } from '../../../../src/api/referral/referral-view';
import { contactDeadline, appointmentDeadline } from '../../../../src/domain/deadlines';
import { instant, localDate } from '../../../../src/domain/time';
import { exampleLead } from '../../../../src/api/referral/example-lead';
import { minnesota } from '../../support/minnesota';
import type { AssignmentFacts } from './fake-assignments';

/** Where the clock of every `World` stands. */
export const TODAY = localDate('2026-11-24');

export function sampleLead() {
  return exampleLead(minnesota, TODAY);
}

export const REFERRAL_ID = '019ab000-0000-7000-8000-000000000001';
export const ASSIGNMENT_ID = '019ab000-0000-7000-8000-000000000002';
export const LINK_ID = '019ab000-0000-7000-8000-000000000003';
export const ORGANIZATION_ID = '019ab000-0000-7000-8000-000000000004';

export function sampleReferral(changes: Partial<ReferralView> = {}): ReferralView {
  return {
    id: REFERRAL_ID,
    externalId: 'CRM-0001234',
    workflowId: `referral-${REFERRAL_ID}`,
    status: 'sent',
    assisterType: 'broker',
    assignment: null,
    contact: null,
    appointment: null,
    resolution: null,
    attempts: 0,
    sameConsumerAs: null,
    createdAt: '2026-11-23T16:00:00.000Z',
    updatedAt: '2026-11-23T16:00:01.000Z',
    version: 3,
    ...changes,
  };
}

export function sampleAssignment(changes: Partial<AssignmentFacts> = {}): AssignmentFacts {
  const sentAt = instant('2026-11-23T16:00:01Z');
  const due = { metAt: null, breachedAt: null, reportedAt: null, pausedAt: null, state: 'pending' } as const;
  const { externalId, reason, guidance } = sampleLead();
  return {
    id: ASSIGNMENT_ID,
    referralId: REFERRAL_ID,
    organizationId: ORGANIZATION_ID,
    organizationName: 'Sample Brokers',
    sentAt,
    openedAt: null,
    acceptBy: null,
    acceptedAt: null,
    endedAt: null,
    endReason: null,
    current: true,
    lead: {
      ...{ externalId, reason, guidance },
      consumer: {
        firstName: 'Sample',
        lastName: 'Consumer',
        phone: '+16515550123',
        preferredLanguage: 'so',
      },
      address: { zip: '55802', county: 'St. Louis', countyFips: '27137' },
      account: { active: true },
      application: { active: true },
      determinations: ['qhp'],
      consent: { given: true, on: localDate('2026-11-23') },
      assistance: ['plan-selection'],
    },
    status: 'sent',
    contactMadeOn: null,
    appointment: null,
    resolution: null,
    milestones: [
      { name: 'contact', ...contactDeadline(minnesota, sentAt), ...due },
      { name: 'appointment', ...appointmentDeadline(minnesota, sentAt), ...due },
    ],
    events: [],
    explanation: null,
    previousEnd: null,
    ...changes,
  };
}

export function sampleLink(changes: Partial<LinkRecord> = {}): LinkRecord {
  return {
    id: LINK_ID,
    purpose: 'assignment',
    subjectId: ASSIGNMENT_ID,
    expiresAt: instant('2027-01-22T16:00:01Z'),
    revoked: false,
    ...changes,
  };
}
