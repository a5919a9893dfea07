import { v7 as newId } from 'uuid';
import type { Act } from '../../../src/domain/referral/commands';
import type { ReferralActs } from '../../../src/domain/referral/ports';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createReferralActs } from '../../../src/infra/prisma/referral/acts';
import { createReferralFollower } from '../../../src/infra/prisma/referral/follower';
import { SituationReader } from '../../../src/infra/prisma/routing/situation';
import { fakeWaker } from '../../unit/support/fake-waker';
import { NOW, received, sampleOrganization, type Database, ZONE } from '../support/database';

export const policy = loadProgram('config/mnsure.json');
// Tuesday, November 24, 2026, 10:00:01 in Minnesota.
export const SENT_AT: Instant = instant('2026-11-24T16:00:01Z');

export interface Sent {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly organizationId: string;
}

function deciding() {
  const { waker } = fakeWaker();
  return { policy, waker, owner: 'spoc@example.org', situations: new SituationReader(policy.routing) };
}

/** The referral's part of the service, on this database; nobody is woken, so nothing happens by itself. */
export function referralActs({ prisma }: Database): ReferralActs {
  return createReferralActs(prisma, deciding());
}

/** What a referral's workflow does when it looks at this time, but for its mails. */
export function advance({ prisma }: Database, referralId: string, at: Instant) {
  return createReferralFollower(prisma, deciding()).advance({
    ...{ kind: 'referral', subjectId: referralId, at, seen: 0 },
  });
}

/** A referral that was routed to a new organization and whose mail was taken: events 1 to 3. */
export async function sendReferral(database: Database, externalId: string): Promise<Sent> {
  const { prisma } = database;
  // The organizations of earlier referrals take no more.
  await prisma.organization.updateMany({ data: { status: 'suspended' } });
  const organization = await createOrganizationStore(prisma, ZONE).create(newId(), sampleOrganization, NOW);
  const sent = await sendAnother(database, externalId);
  expect(sent.organizationId).toBe(organization.id);
  return sent;
}

/** As sendReferral, to an organization that is there. */
export async function sendAnother(database: Database, externalId: string): Promise<Sent> {
  const { prisma } = database;
  const lead = received(externalId);
  const referralId = lead.id;
  await createLeadStore(prisma).receive(lead, null);
  const follower = createReferralFollower(prisma, deciding());
  const { version, jobs } = await follower.advance({
    ...{ kind: 'referral', subjectId: referralId, at: NOW, seen: 0 },
  });
  const [job, ...others] = jobs;
  if (job === undefined || others.length > 0) throw new Error('the lead’s mail is all that is to be done');
  const command = { kind: 'referral', subjectId: referralId, at: SENT_AT, seen: version } as const;
  await follower.record(command, job.id, { outcome: 'sent', response: '250 OK' });
  const { id: assignmentId, organizationId } = await prisma.assignment.findFirstOrThrow({
    where: { referralId },
  });
  return { referralId, assignmentId, organizationId };
}

type Bare<A> = A extends Act ? Omit<A, 'actId' | 'actor' | 'assignmentId'> : never;

export interface Doing {
  readonly at: Instant;
  readonly by?: Act['actor'];
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** Somebody does this to the referral; returns the act's id. */
export async function act(
  database: Database,
  referralId: string,
  bare: Bare<Act>,
  { at, by = 'assister', payload = {} }: Doing,
): Promise<string> {
  const actId = newId();
  await referralActs(database).record({
    ...{ referralId, payload, now: at },
    act: { ...bare, actId, actor: by, assignmentId: null },
  });
  return actId;
}

/** Events 4 and 5. */
export function contact(database: Database, { referralId }: Sent, at: Instant): Promise<string> {
  const reached = { kind: 'contact', made: true, on: localDate('2026-11-25') } as const;
  return act(database, referralId, reached, { at });
}
