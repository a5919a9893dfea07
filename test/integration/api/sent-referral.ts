import { v7 as newId } from 'uuid';
import type { RecordedEvent } from '../../../src/activities/ports';
import { appointmentDeadline, contactDeadline } from '../../../src/domain/deadlines';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createReferralHistory } from '../../../src/infra/prisma/activities/referral-history';
import { createRoutingStore } from '../../../src/infra/prisma/activities/routing-store';
import { createLeadStore } from '../../../src/infra/prisma/api/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/api/organization-store';
import { NOW, received, sampleOrganization, type Database } from './database';

export const policy = loadProgram('config/mnsure.json');
// Tuesday, November 24, 2026, 10:00:01 in Minnesota.
export const SENT_AT: Instant = instant('2026-11-24T16:00:01Z');

export interface Sent {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly organizationId: string;
}

/** A referral that was routed and whose mail was taken: events 1 to 3. */
export async function sendReferral({ prisma }: Database, externalId: string): Promise<Sent> {
  const lead = received(externalId);
  await createLeadStore(prisma).receive(lead, null);
  const organization = await createOrganizationStore(prisma).create(newId(), sampleOrganization, NOW);
  const [referralId, assignmentId, organizationId] = [lead.id, newId(), organization.id];
  const kept = await createRoutingStore(prisma, policy.routing).keep({
    command: { referralId, routing: 1, retry: false, seq: 2, hop: 1, at: NOW },
    outcome: {
      outcome: 'assigned',
      assignmentId,
      organizationId,
      organizationName: organization.name,
      languageMatch: true,
      load: 0,
    },
    turn: null,
    explanation: {
      assisterType: 'broker',
      assisterTypeRule: 'qhp',
      county: '27137',
      language: 'so',
      candidates: [
        {
          organizationId,
          name: organization.name,
          languageMatch: true,
          load: 0,
          given: 0,
          lastAssignedAt: null,
        },
      ],
      excluded: [],
      elsewhere: { reason: 'outside-service-area', count: 3 },
      ...{ sameConsumer: null, directed: null },
    },
    ruleVersion: 'routing-1',
    policyVersion: policy.version,
  });
  expect(kept).toBe(true);
  const contact = contactDeadline(policy, SENT_AT);
  const appointment = appointmentDeadline(policy, SENT_AT);
  await createReferralHistory(prisma).appendSent({
    referralId,
    assignmentId,
    seq: 3,
    sentAt: SENT_AT,
    milestones: {
      contact: { ...contact, dueOn: contact.proof.dueOn },
      appointment: { ...appointment, dueOn: appointment.proof.dueOn },
    },
    ...{ acceptBy: null, unopenedAlertAt: instant('2026-11-24T20:00:01Z') },
  });
  return { referralId, assignmentId, organizationId };
}

export const append = ({ prisma }: Database, referralId: string, ...events: RecordedEvent[]) =>
  createReferralHistory(prisma).append(referralId, events);

/** Events 4 and 5. */
export function eventsOfContact({ assignmentId }: Sent, at: Instant): RecordedEvent[] {
  const base = { at, actor: 'assister', assignmentId, actId: newId(), status: 'contacted' } as const;
  const on = localDate('2026-11-25');
  return [
    { ...base, seq: 4, type: 'contact-made', on, beforeReferral: false, metAt: null },
    { ...base, seq: 5, type: 'milestone-met', milestone: 'contact', state: 'met', metOn: on, metAt: at },
  ];
}
