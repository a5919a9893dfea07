import { v7 as newId } from 'uuid';
import { contactDeadline, appointmentDeadline } from '../../../../src/domain/deadlines';
import { instant, millis, plusMillis, type Instant } from '../../../../src/domain/time';
import type { Determination, Resolution } from '../../../../src/domain/terms';
import type { AssignmentEnd, DeclineReason, MilestoneState } from '../../../../src/domain/vocabulary';
import { loadProgram } from '../../../../src/infra/program-file';
import { sampleLead, type Database } from '../../support/database';

export type Memory = Pick<Database, 'prisma'>;

export const policy = loadProgram('config/mnsure.json');

export interface SceneLead {
  readonly organizationId: string;
  readonly sentAt: Instant;
  readonly county?: string;
  readonly language?: string;
  readonly determinations?: readonly Determination[];
  readonly contact?: {
    readonly state: MilestoneState;
    readonly metAt?: Instant;
    readonly breached?: boolean;
  };
  readonly appointment?: MilestoneState;
  readonly resolution?: Resolution;
  readonly end?: AssignmentEnd;
  readonly declined?: DeclineReason;
  /** Whether a policy asked for acceptance, and whether it came. */
  readonly acceptance?: boolean;
  /** The referral is with somebody else by now. */
  readonly handedOn?: boolean;
}

/** One lead as the read model has it once all of this had happened. */
export async function addLead({ prisma }: Memory, lead: SceneLead): Promise<string> {
  const { sentAt, organizationId } = lead;
  const [referralId, assignmentId] = [newId(), newId()];
  const body = { ...sampleLead(referralId), determinations: [...(lead.determinations ?? ['qhp'])] };
  const ended = lead.end === undefined ? null : new Date(plusMillis(sentAt, 3_600_000));
  await prisma.lead.create({
    data: {
      id: referralId,
      externalId: referralId,
      body,
      createdAt: sentAt,
      consumerName: 'sample consumer',
    },
  });
  await prisma.referral.create({
    data: {
      ...{ id: referralId, assisterType: 'broker', assisterTypeRule: 'qhp', version: 3 },
      status: lead.end === 'resolved' ? 'resolved' : lead.end === 'withdrawn' ? 'withdrawn' : 'sent',
      countyFips: lead.county ?? '27137',
      language: lead.language ?? 'en',
      ...{ createdAt: sentAt, updatedAt: sentAt },
      currentAssignmentId: lead.handedOn === true ? null : assignmentId,
      resolution: lead.handedOn === true ? null : (lead.resolution ?? null),
    },
  });
  await prisma.assignment.create({
    data: {
      ...{ id: assignmentId, referralId, organizationId, hop: 1, assignedAt: sentAt, sentAt },
      ...(lead.acceptance === undefined ? {} : { acceptBy: plusMillis(sentAt, 7_200_000) }),
      ...(lead.acceptance === true ? { acceptedAt: plusMillis(sentAt, 60_000) } : {}),
      ...{ endedAt: ended, endReason: lead.end ?? null },
    },
  });
  const contact = contactDeadline(policy, sentAt);
  const appointment = appointmentDeadline(policy, sentAt);
  await prisma.milestone.createMany({
    data: [
      {
        ...{ assignmentId, name: 'contact', remindAt: contact.remindAt, dueAt: contact.dueAt },
        state: lead.contact?.state ?? 'pending',
        metAt: lead.contact?.metAt ?? null,
        breachedAt: lead.contact?.breached === true ? contact.dueAt : null,
        proof: asJson(contact.proof),
      },
      {
        ...{ assignmentId, name: 'appointment', remindAt: appointment.remindAt, dueAt: appointment.dueAt },
        state: lead.appointment ?? 'pending',
        proof: asJson(appointment.proof),
      },
    ],
  });
  const event = { referralId, assignmentId, at: sentAt, actor: 'assister', status: 'sent' };
  if (lead.declined !== undefined) {
    await prisma.referralEvent.create({
      data: { ...event, seq: 4, type: 'declined', data: { reason: lead.declined } },
    });
  }
  if (lead.handedOn === true && lead.resolution !== undefined) {
    await prisma.referralEvent.create({
      data: { ...event, seq: 5, type: 'resolution-recorded', data: { resolution: lead.resolution } },
    });
  }
  return referralId;
}

/** Readonly arrays are no JSON to Prisma's types. */
const asJson = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, string>;

export interface SceneReport {
  readonly organizationId: string;
  readonly period: number;
  /** Null: not complete. */
  readonly completedAt: Instant | null;
}

/** The first two periods of a season of November 2026, with the reports of each. */
export async function addSeason({ prisma }: Memory, reports: readonly SceneReport[]): Promise<string> {
  const id = newId();
  const at = instant('2026-11-01T12:00:00Z');
  await prisma.season.create({
    data: {
      ...{ id, name: `OE14 (${id.slice(-6)})`, state: 'ended', policyVersion: policy.version, createdAt: at },
      ...{ begunAt: at, endedAt: at },
      ...{ opensOn: new Date('2026-11-01'), closesOn: new Date('2026-11-28') },
      summaryAt: instant('2027-01-05T14:00:00Z'),
    },
  });
  for (const [index, { from, to, sendOn, dueOn }] of PERIODS.entries()) {
    const periodId = newId();
    const day = (date: string) => new Date(date);
    await prisma.reportPeriod.create({
      data: {
        ...{ id: periodId, seasonId: id, number: index + 1, from: day(from), to: day(to) },
        ...{ sendOn: day(sendOn), dueOn: day(dueOn), sendsAt: instant(`${sendOn}T14:00:00Z`) },
      },
    });
    const dueAt = instant(millis(instant(`${dueOn}T06:00:00Z`)) + 86_400_000);
    for (const { organizationId, completedAt } of reports.filter(({ period }) => period === index + 1)) {
      await prisma.report.create({
        data: {
          ...{ id: newId(), periodId, organizationId, rowCount: 1, missing: completedAt === null ? 1 : 0 },
          ...{ state: completedAt === null ? 'late' : 'complete', chase: [], preparedAt: at },
          ...{ dueOn: day(dueOn), dueAt, completedAt },
        },
      });
    }
  }
  return id;
}

const PERIODS = [
  { from: '2026-11-01', to: '2026-11-14', sendOn: '2026-11-21', dueOn: '2026-11-28' },
  { from: '2026-11-15', to: '2026-11-28', sendOn: '2026-12-05', dueOn: '2026-12-12' },
] as const;
