import type { ReferralView } from '../../../api/schemas/referral-view';
import { instant, type Instant } from '../../../domain/time';
import { referralWorkflowId } from '../../../workflows/ids';
import type { Prisma, PrismaClient } from '../generated/client';

type Assignment = NonNullable<ReferralView['assignment']>;

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
  created_at: Date;
  updated_at: Date;
  version: number;
}

/** Referrals as the API gives them, newest first. One statement: all of a row belongs to the same moment. */
export async function readReferrals(
  prisma: PrismaClient,
  condition: Prisma.Sql,
  limit: number,
): Promise<ReferralView[]> {
  const rows = await prisma.$queryRaw<ReferralRow[]>`
    SELECT r.id, l.external_id, r.status, r.assister_type, r.contact_made_on::text, r.appointment_at,
      r.appointment_held, r.resolution, r.resolution_interim, act.payload ->> 'comments' AS comments,
      r.created_at, r.updated_at, r.version,
      CASE WHEN a.id IS NOT NULL THEN json_build_object(
        'id', a.id, 'sentAt', a.sent_at, 'openedAt', a.opened_at,
        'organization', json_build_object('id', o.id, 'name', o.name, 'type', o.type),
        'milestones', COALESCE((
          SELECT json_agg(json_build_object('name', m.name, 'dueAt', m.due_at, 'state', m.state, 'metAt', m.met_at,
            'breachedAt', m.breached_at, 'proof', m.proof) ORDER BY m.due_at, m.name DESC)
          FROM milestones m WHERE m.assignment_id = a.id), '[]'::json)
      ) END AS assignment
    FROM referrals r
    JOIN leads l ON l.id = r.id
    LEFT JOIN assignments a ON a.id = r.current_assignment_id
    LEFT JOIN organizations o ON o.id = a.organization_id
    LEFT JOIN acts act ON act.id = r.resolution_act_id
    WHERE ${condition} ORDER BY r.id DESC LIMIT ${limit}`;
  return rows.map(toView);
}

function toView(row: ReferralRow): ReferralView {
  return {
    id: row.id,
    externalId: row.external_id,
    workflowId: referralWorkflowId(row.id),
    status: row.status,
    assisterType: row.assister_type,
    assignment: row.assignment === null ? null : toAssignment(row.assignment),
    contact: row.contact_made_on === null ? null : { madeOn: row.contact_made_on },
    appointment:
      row.appointment_at === null ? null : { at: instant(row.appointment_at), held: row.appointment_held },
    resolution:
      row.resolution === null
        ? null
        : { resolution: row.resolution, comments: row.comments, interim: row.resolution_interim },
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    version: row.version,
  };
}

/** PostgreSQL writes instants inside JSON in its own way. */
function toAssignment(assignment: Assignment): Assignment {
  return {
    ...assignment,
    sentAt: orNull(assignment.sentAt),
    openedAt: orNull(assignment.openedAt),
    milestones: assignment.milestones.map((milestone) => ({
      ...milestone,
      dueAt: instant(milestone.dueAt),
      metAt: orNull(milestone.metAt),
      breachedAt: orNull(milestone.breachedAt),
    })),
  };
}

export function orNull(at: string | Date | null): Instant | null {
  return at === null ? null : instant(at);
}
