import { reasonsClosedOn } from '../../../domain/escalation/closing';
import { groupBy } from '../../../domain/group-by';
import type { Moved } from '../../../domain/referral/read-model';
import type { AssignmentState } from '../../../domain/referral/state';
import type { Instant } from '../../../domain/time';
import { MILESTONE_NAMES } from '../../../domain/vocabulary';
import type { Tx } from '../database/transaction';

/** An act, with the version of the referral that it led to. A repeat of the act gets that version as its answer. */
export interface ActRow {
  readonly id: string;
  readonly referralId: string;
  readonly kind: string;
  readonly actor: string;
  readonly payload: object;
  readonly version: number;
  readonly createdAt: Instant;
}

/** Whether this changed referral has something that a person was asked to see to, and that may be over now. */
export interface Concerns {
  readonly id: string;
  readonly escalated: boolean;
  /** It was with an organization whose next answer closes an escalation. */
  readonly awaited: boolean;
}

/**
 * Appends the events, updates the read model from them, and keeps the acts that caused them. One statement does this,
 * however many referrals there are. An event whose number is taken undoes the whole transaction, and so does an act
 * whose id is taken.
 */
export async function writeMoved(
  tx: Tx,
  moved: readonly Moved[],
  acts: readonly ActRow[],
): Promise<Concerns[]> {
  const changed = moved.flatMap(({ changed }) => changed);
  return tx.$queryRaw<Concerns[]>`
    WITH act AS (
      INSERT INTO acts (id, referral_id, kind, actor, payload, version, created_at)
      SELECT id, "referralId", kind, actor, payload, version, "createdAt"
      FROM jsonb_to_recordset(${JSON.stringify(acts)}::jsonb) AS a(id uuid, "referralId" uuid, kind text, actor text,
        payload jsonb, version int, "createdAt" timestamptz)
    ), event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, act_id, status, data)
      SELECT "referralId", seq, type, at, actor, "assignmentId", "actId", status, data
      FROM jsonb_to_recordset(${eventRows(moved)}::jsonb) AS e("referralId" uuid, seq int, type text, at timestamptz,
        actor text, "assignmentId" uuid, "actId" uuid, status text, data jsonb)
    ), begun AS (
      INSERT INTO assignments (id, referral_id, organization_id, hop, assigned_at)
      SELECT id, "referralId", "organizationId", hop, "assignedAt"
      FROM jsonb_to_recordset(${begunRows(moved)}::jsonb) AS a(id uuid, "referralId" uuid, "organizationId" uuid,
        hop int, "assignedAt" timestamptz)
    ), assignment AS (
      UPDATE assignments t SET holds_capacity = a."holdsCapacity", sent_at = a."sentAt", opened_at = a."openedAt",
        accept_by = a."acceptBy", accepted_at = a."acceptedAt", ended_at = a."endedAt", end_reason = a."endReason"
      FROM jsonb_to_recordset(${JSON.stringify(changed.map(withoutClocks))}::jsonb) AS a(id uuid,
        "holdsCapacity" boolean, "sentAt" timestamptz, "openedAt" timestamptz, "acceptBy" timestamptz,
        "acceptedAt" timestamptz, "endedAt" timestamptz, "endReason" text)
      WHERE t.id = a.id
    ), released AS (
      UPDATE organizations o SET held = o.held - f.places
      FROM unnest(${releasedIds(moved)}::uuid[], ${releasedPlaces(moved)}::int[]) AS f(id, places) WHERE o.id = f.id
    ), milestone AS (
      INSERT INTO milestones (assignment_id, name, remind_at, due_at, state, met_at, breached_at, reported_at,
        paused_at, proof)
      SELECT "assignmentId", name, "remindAt", "dueAt", state, "metAt", "breachedAt", "reportedAt", "pausedAt", proof
      FROM jsonb_to_recordset(${clockRows(changed)}::jsonb) AS m("assignmentId" uuid, name text,
        "remindAt" timestamptz, "dueAt" timestamptz, state text, "metAt" timestamptz, "breachedAt" timestamptz,
        "reportedAt" timestamptz, "pausedAt" timestamptz, proof jsonb)
      ON CONFLICT (assignment_id, name) DO UPDATE SET remind_at = EXCLUDED.remind_at, due_at = EXCLUDED.due_at,
        state = EXCLUDED.state, met_at = EXCLUDED.met_at, breached_at = EXCLUDED.breached_at,
        reported_at = EXCLUDED.reported_at, paused_at = EXCLUDED.paused_at, proof = EXCLUDED.proof
    ), past AS (
      INSERT INTO past_deadlines (assignment_id, name, version, remind_at, due_at, proof, replaced_at)
      SELECT p."assignmentId", 'appointment', (SELECT count(*) + 1 FROM past_deadlines d
        WHERE d.assignment_id = p."assignmentId" AND d.name = 'appointment'), "remindAt", "dueAt", proof, "replacedAt"
      FROM jsonb_to_recordset(${replacedRows(moved)}::jsonb) AS p("assignmentId" uuid, "remindAt" timestamptz,
        "dueAt" timestamptz, proof jsonb, "replacedAt" timestamptz)
    )
    UPDATE referrals t SET status = r.status, version = r.version, assister_type = r."assisterType",
      county_fips = r."countyFips", current_assignment_id = r."assignmentId", waits_for_routing = r.waits,
      attempts = r.attempts, contact_made_on = r."contactMadeOn", appointment_at = r."appointmentAt",
      appointment_held = r."appointmentHeld", resolution = r.resolution, resolution_interim = r.interim,
      resolution_act_id = r."resolutionActId", updated_at = r."updatedAt"
    FROM jsonb_to_recordset(${referralRows(moved)}::jsonb) AS r(id uuid, status text, version int, "assisterType" text,
      "countyFips" text, "assignmentId" uuid, waits boolean, attempts int, "contactMadeOn" date,
      "appointmentAt" timestamptz, "appointmentHeld" boolean, resolution text, interim boolean,
      "resolutionActId" uuid, "updatedAt" timestamptz)
    WHERE t.id = r.id
    RETURNING t.id,
      EXISTS (SELECT 1 FROM escalation_referrals l WHERE l.referral_id = t.id AND l.cleared_at IS NULL) AS escalated,
      EXISTS (SELECT 1 FROM assignments a JOIN escalations e ON e.organization_id = a.organization_id
        AND e.state = 'open' AND e.reason = ANY (${reasonsClosedOn('answered')}::text[])
        WHERE a.referral_id = t.id) AS awaited`;
}

function eventRows(moved: readonly Moved[]): string {
  return JSON.stringify(
    moved.flatMap(({ before: { referralId }, events }) =>
      events.map(({ seq, type, at, actor, assignmentId, actId, status, ...data }) => ({
        referralId,
        seq,
        type,
        at,
        actor,
        assignmentId,
        actId,
        status,
        data,
      })),
    ),
  );
}

function begunRows(moved: readonly Moved[]): string {
  return JSON.stringify(
    moved.flatMap(({ before: { referralId }, begun }) =>
      begun.map(({ id, organizationId, hop, assignedAt }) => ({
        id,
        referralId,
        organizationId,
        hop,
        assignedAt,
      })),
    ),
  );
}

function withoutClocks({ clocks: _clocks, ...assignment }: AssignmentState) {
  return assignment;
}

function clockRows(assignments: readonly AssignmentState[]): string {
  return JSON.stringify(
    assignments.flatMap(({ id: assignmentId, clocks }) =>
      clocks === null ? [] : MILESTONE_NAMES.map((name) => ({ assignmentId, name, ...clocks[name] })),
    ),
  );
}

function replacedRows(moved: readonly Moved[]): string {
  return JSON.stringify(
    moved.flatMap(({ replaced }) =>
      replaced.map(({ assignmentId, clock: { remindAt, dueAt, proof }, event }) => ({
        assignmentId,
        remindAt,
        dueAt,
        proof,
        replacedAt: event.at,
      })),
    ),
  );
}

function referralRows(moved: readonly Moved[]): string {
  return JSON.stringify(
    moved.map(({ after }) => ({
      id: after.referralId,
      status: after.status,
      version: after.version,
      assisterType: after.assisterType,
      countyFips: after.countyFips,
      assignmentId: after.assignment?.id ?? null,
      waits: after.waiting?.cause === 'no-eligible-organization',
      attempts: after.attempts,
      contactMadeOn: after.contactMadeOn,
      appointmentAt: after.appointment?.at ?? null,
      appointmentHeld: after.appointment?.held ?? false,
      resolution: after.resolution?.resolution ?? null,
      interim: after.resolution?.interim ?? false,
      resolutionActId: after.resolution?.actId ?? null,
      updatedAt: after.lastAt,
    })),
  );
}

/** In the order of the ids, as everywhere that several organizations are changed. */
function released(moved: readonly Moved[]): [string, number][] {
  const places = groupBy(
    moved.flatMap(({ released: ids }) => ids),
    (id) => id,
  );
  return [...places]
    .map(([id, all]): [string, number] => [id, all.length])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function releasedIds(moved: readonly Moved[]): string[] {
  return released(moved).map(([id]) => id);
}

function releasedPlaces(moved: readonly Moved[]): number[] {
  return released(moved).map(([, places]) => places);
}
