import type { ReferralView } from '../../../api/referral/referral-view';
import { latenessInMinutes } from '../../../domain/business-hours';
import type { BusinessCalendar } from '../../../domain/policy';
import { instant } from '../../../domain/time';
import { referralWorkflowId } from '../../../workflows/ids';
import { orNull } from '../database/instants';
import type { Prisma, PrismaClient } from '../generated/client';

type Assignment = NonNullable<ReferralView['assignment']>;
type Milestone = Assignment['milestones'][number];

interface ReferralRow {
  id: string;
  external_id: string;
  status: ReferralView['status'];
  assister_type: ReferralView['assisterType'];
  assignment: Assignment | null;
  contact_made_on: string | null;
  appointment_at: Date | null;
  appointment_held: boolean;
  resolution: NonNullable<ReferralView['resolution']>['resolution'] | null;
  resolution_interim: boolean;
  comments: string | null;
  attempts: number;
  same_consumer_as: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

/** Referrals as the API gives them, newest first. One statement, so that everything in a row is of the same moment. */
export async function readReferrals(
  prisma: PrismaClient,
  calendar: BusinessCalendar,
  condition: Prisma.Sql,
  limit: number,
): Promise<ReferralView[]> {
  const rows = await prisma.$queryRaw<ReferralRow[]>`
    SELECT r.id, l.external_id, r.status, r.assister_type, r.contact_made_on::text, r.appointment_at,
      r.appointment_held, r.resolution, r.resolution_interim, act.payload ->> 'comments' AS comments,
      r.attempts, r.same_consumer_as, r.created_at, r.updated_at, r.version,
      CASE WHEN a.id IS NOT NULL THEN json_build_object(
        'id', a.id, 'sentAt', a.sent_at, 'openedAt', a.opened_at, 'acceptBy', a.accept_by, 'acceptedAt', a.accepted_at,
        'organization', json_build_object('id', o.id, 'name', o.name, 'type', o.type),
        'milestones', COALESCE((
          SELECT json_agg(json_build_object('name', m.name, 'dueAt', m.due_at, 'state', m.state, 'metAt', m.met_at,
            'breachedAt', m.breached_at, 'reportedAt', m.reported_at, 'pausedAt', m.paused_at, 'proof', m.proof,
            'pastDeadlines', COALESCE((
              SELECT json_agg(json_build_object('version', p.version, 'dueAt', p.due_at, 'proof', p.proof,
                'replacedAt', p.replaced_at) ORDER BY p.version)
              FROM past_deadlines p WHERE p.assignment_id = m.assignment_id AND p.name = m.name), '[]'::json))
            ORDER BY m.due_at, m.name DESC)
          FROM milestones m WHERE m.assignment_id = a.id), '[]'::json)
      ) END AS assignment
    FROM referrals r
    JOIN leads l ON l.id = r.id
    LEFT JOIN assignments a ON a.id = r.current_assignment_id
    LEFT JOIN organizations o ON o.id = a.organization_id
    LEFT JOIN acts act ON act.id = r.resolution_act_id
    WHERE ${condition} ORDER BY r.id DESC LIMIT ${limit}`;
  return rows.map((row) => toView(row, calendar));
}

function toView(row: ReferralRow, calendar: BusinessCalendar): ReferralView {
  return {
    id: row.id,
    externalId: row.external_id,
    workflowId: referralWorkflowId(row.id),
    status: row.status,
    assisterType: row.assister_type,
    assignment: row.assignment === null ? null : toAssignment(row.assignment, calendar),
    contact: row.contact_made_on === null ? null : { madeOn: row.contact_made_on },
    appointment:
      row.appointment_at === null ? null : { at: instant(row.appointment_at), held: row.appointment_held },
    resolution:
      row.resolution === null
        ? null
        : { resolution: row.resolution, comments: row.comments, interim: row.resolution_interim },
    attempts: row.attempts,
    sameConsumerAs: row.same_consumer_as,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    version: row.version,
  };
}

/** In JSON, PostgreSQL writes instants in its own form. */
function toAssignment(assignment: Assignment, calendar: BusinessCalendar): Assignment {
  return {
    ...assignment,
    sentAt: orNull(assignment.sentAt),
    openedAt: orNull(assignment.openedAt),
    acceptBy: orNull(assignment.acceptBy),
    acceptedAt: orNull(assignment.acceptedAt),
    milestones: assignment.milestones.map((milestone) => toMilestone(milestone, calendar)),
  };
}

function toMilestone(milestone: Milestone, calendar: BusinessCalendar): Milestone {
  const dueAt = instant(milestone.dueAt);
  const metAt = orNull(milestone.metAt);
  return {
    ...milestone,
    dueAt,
    metAt,
    breachedAt: orNull(milestone.breachedAt),
    reportedAt: orNull(milestone.reportedAt),
    pausedAt: milestone.state === 'paused' ? orNull(milestone.pausedAt) : null,
    lateBy: milestone.state === 'late' && metAt !== null ? latenessInMinutes(calendar, dueAt, metAt) : null,
    pastDeadlines: milestone.pastDeadlines.map((past) => ({
      ...past,
      dueAt: instant(past.dueAt),
      replacedAt: instant(past.replacedAt),
    })),
  };
}
