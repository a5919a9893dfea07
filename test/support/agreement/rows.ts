import type { ClientBase } from 'pg';
import type { Actor, NumberedEvent, ReferralEventBody } from '../../../src/domain/referral/events';
import { instant } from '../../../src/domain/time';
import type { ReferralStatus } from '../../../src/domain/vocabulary';

/** One referral with all its rows, as the tables have them; instants as text in UTC. */
export interface KeptReferral {
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly log: readonly NumberedEvent[];
  readonly assignments: readonly Readonly<Record<string, unknown>>[];
  readonly milestones: readonly Readonly<Record<string, unknown>>[];
  readonly pastDeadlines: readonly Readonly<Record<string, unknown>>[];
  readonly decisions: readonly { readonly outcome: string; readonly assignmentId: string | null }[];
}

interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor: Actor;
  readonly assignmentId: string | null;
  readonly actId: string | null;
  readonly status: ReferralStatus;
  readonly data: object;
}

type RawReferral = Omit<KeptReferral, 'log'> & { readonly log: readonly EventRow[] };

/** `to_json` writes instants in the session's zone; here all are as `instant` writes them. */
const AT = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const list = (from: string, row: string, order: string): string =>
  `COALESCE((SELECT json_agg(${row} ORDER BY ${order}) FROM ${from}), '[]')`;

export async function readReferrals(sql: ClientBase): Promise<readonly KeptReferral[]> {
  const { rows } = await sql.query<RawReferral>(`
    SELECT r.id,
      json_build_object('status', r.status, 'version', r.version, 'assisterType', r.assister_type,
        'countyFips', r.county_fips, 'assignmentId', r.current_assignment_id, 'waits', r.waits_for_routing,
        'attempts', r.attempts, 'contactMadeOn', r.contact_made_on, 'appointmentAt', ${AT('r.appointment_at')},
        'appointmentHeld', r.appointment_held, 'resolution', r.resolution, 'interim', r.resolution_interim,
        'resolutionActId', r.resolution_act_id, 'updatedAt', ${AT('r.updated_at')}) AS row,
      ${list(
        'referral_events e WHERE e.referral_id = r.id',
        `json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor, 'assignmentId', e.assignment_id,
          'actId', e.act_id, 'status', e.status, 'data', e.data)`,
        'e.seq',
      )} AS log,
      ${list(
        'assignments a WHERE a.referral_id = r.id',
        `json_build_object('id', a.id, 'organizationId', a.organization_id, 'hop', a.hop,
          'holdsCapacity', a.holds_capacity, 'assignedAt', ${AT('a.assigned_at')}, 'sentAt', ${AT('a.sent_at')},
          'openedAt', ${AT('a.opened_at')}, 'acceptBy', ${AT('a.accept_by')}, 'acceptedAt', ${AT('a.accepted_at')},
          'endedAt', ${AT('a.ended_at')}, 'endReason', a.end_reason)`,
        'a.hop',
      )} AS assignments,
      ${list(
        'milestones m JOIN assignments a ON a.id = m.assignment_id WHERE a.referral_id = r.id',
        `json_build_object('assignmentId', m.assignment_id, 'name', m.name, 'remindAt', ${AT('m.remind_at')},
          'dueAt', ${AT('m.due_at')}, 'state', m.state, 'metAt', ${AT('m.met_at')},
          'breachedAt', ${AT('m.breached_at')}, 'reportedAt', ${AT('m.reported_at')}, 'pausedAt', ${AT('m.paused_at')})`,
        'a.hop, m.name',
      )} AS milestones,
      ${list(
        'past_deadlines p JOIN assignments a ON a.id = p.assignment_id WHERE a.referral_id = r.id',
        `json_build_object('assignmentId', p.assignment_id, 'version', p.version, 'dueAt', ${AT('p.due_at')},
          'replacedAt', ${AT('p.replaced_at')})`,
        'a.hop, p.version',
      )} AS "pastDeadlines",
      ${list(
        'decisions d WHERE d.referral_id = r.id',
        `json_build_object('outcome', d.outcome, 'assignmentId', d.assignment_id)`,
        'd.routing',
      )} AS decisions
    FROM referrals r ORDER BY r.id`);
  return rows.map(({ log, ...rest }) => ({ ...rest, log: log.map(toEvent) }));
}

/** Only the service writes these rows, each from an event. */
function toEvent({ seq, type, at, actor, assignmentId, actId, status, data }: EventRow): NumberedEvent {
  const body = { ...data, type } as ReferralEventBody;
  return { ...body, seq, status, at: instant(at), actor, assignmentId, actId };
}
