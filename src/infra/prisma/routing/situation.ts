import type { DirectedOrganization, RoutingSituation } from '../../../domain/routing/choose-organization';
import type { ProgramPolicy } from '../../../domain/policy';
import type { RoutingOrganization, SameConsumer } from '../../../domain/routing/rules';
import { spokenThere, type SpokenThere } from '../../../domain/routing/scarcity';
import { MOST_STEPS, waitingAhead, type WaitingGroup } from '../../../domain/routing/waiting-order';
import type { Instant, LocalDate } from '../../../domain/time';
import type { AssisterType } from '../../../domain/vocabulary';
import type { Tx } from '../database/transaction';
import { Prisma } from '../generated/client';
import { endedSo, isNotSetAside, isOn } from './may-take';
import {
  advance,
  EMPTY_ROSTER,
  type Roster,
  type RosterOrganization,
  type RosterRow,
} from './organization-roster';

export interface Sought {
  readonly referralId: string;
  /** A coordinator's choice. */
  readonly directedTo: string | null;
  readonly at: Instant;
  /** The local date that decides about absences. */
  readonly on: LocalDate;
}

/** The part of the policy that says what is read. */
export type SituationRules = Pick<ProgramPolicy['routing'], 'sameConsumerDays' | 'scarceLanguages'>;

/** A situation, with what may be kept of it once the transaction that read it is committed. */
export interface Look {
  readonly situation: RoutingSituation;
  readonly roster: Roster;
}

/**
 * Reads what the rules need. Sending thousands of organizations takes longer than ranking them, and from one routing to
 * the next few of them change. So this process keeps what it has read, and asks only for what was written since. What a
 * transaction saw of its own writing is kept only after the commit.
 */
export class SituationReader {
  private roster: Roster = EMPTY_ROSTER;

  constructor(private readonly rules: SituationRules) {}

  adopt({ roster }: Look): void {
    this.roster = roster;
  }

  async look(tx: Pick<Tx, '$queryRaw'>, sought: Sought): Promise<Look> {
    for (let known = this.roster; ; known = EMPTY_ROSTER) {
      const row = await readSituation(tx, this.rules, sought, known.since);
      const roster = advance(known, row.changed ?? [], row.everywhere, row.oldest_running);
      if (roster === null) continue;
      const situated = situatedBy(row, roster, this.rules.scarceLanguages.below);
      const organizations = organizationsServing(row.county_fips, roster).map(situated);
      const situation = {
        need: {
          referralId: sought.referralId,
          assisterType: row.assister_type,
          language: row.language,
          on: sought.on,
          sameConsumer: row.same_consumer,
        },
        assisterTypeRule: row.assister_type_rule,
        countyFips: row.county_fips,
        organizations,
        elsewhere: row.everywhere - organizations.length,
        directed: directedOrganization(sought.directedTo, row.county_fips, roster, situated),
      };
      return { situation, roster };
    }
  }
}

interface SituationRow {
  assister_type: AssisterType;
  assister_type_rule: string;
  county_fips: string;
  language: string;
  oldest_running: string;
  everywhere: number;
  /** Null: none. */
  changed: RosterRow[] | null;
  absent: string[];
  tried: string[];
  suspended: string[];
  same_consumer: SameConsumer | null;
  /** Other referrals of the type that wait. Null: none. */
  waiting: WaitingGroup[] | null;
}

/**
 * One statement, so that the numbers belong together. A row's `xmin` is the transaction that wrote it. What the
 * snapshot of `since` did not see was written by a transaction that was running then or began later. So its `age` is at
 * most that of the oldest one that was running. An `age` is negative when this is another database, or one restored to
 * an earlier time.
 */
async function readSituation(
  tx: Pick<Tx, '$queryRaw'>,
  { sameConsumerDays, scarceLanguages: { waitDays } }: SituationRules,
  { referralId, at, on }: Sought,
  since: string | null,
): Promise<SituationRow> {
  const [row] = await tx.$queryRaw<SituationRow[]>`
    WITH referral AS (
      SELECT id, assister_type, assister_type_rule, county_fips, language, created_at, same_consumer_as
      FROM referrals WHERE id = ${referralId}::uuid
    ), waiting AS (
      SELECT w.county_fips, w.language, count(*)::int AS count,
        (CASE WHEN came.before THEN GREATEST(-${MOST_STEPS}::int, LEAST(-1, COALESCE(came.steps, -${MOST_STEPS}::int)))
          ELSE LEAST(${MOST_STEPS}::int, GREATEST(0, COALESCE(came.steps, ${MOST_STEPS}::int))) END)::int AS steps_after,
        ARRAY(SELECT t.organization_id::text FROM assignments t
          WHERE t.referral_id = w.id AND ${endedSo('t', 'passed-over')} ORDER BY 1) AS tried
      FROM referral r JOIN referrals w ON w.status = 'unassigned' AND w.waits_for_routing
        AND w.assister_type = r.assister_type AND w.id <> r.id AND ${isNotSetAside(Prisma.sql`w.set_aside_until`, at)}
      CROSS JOIN LATERAL (
        SELECT (w.created_at, w.id) < (r.created_at, r.id) AS before,
          floor(2 * EXTRACT(EPOCH FROM w.created_at - r.created_at) / NULLIF(${waitDays}::int * 86400, 0)) AS steps
      ) came
      GROUP BY 1, 2, 4, 5
    )
    SELECT r.assister_type, r.assister_type_rule, r.county_fips, r.language,
      pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_running,
      (SELECT count(*)::int FROM organizations) AS everywhere,
      (SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'type', o.type, 'active', o.status = 'active',
          'contactVerified', o.contact_verified, 'capacity', o.capacity, 'held', o.held,
          'lastAssignedAt', o.last_assigned_at, 'given', o.given, 'leadsOn', o.leads_on,
          'leadsByDay', o.leads_by_day, 'languages', o.languages, 'counties', o.counties))
        FROM organizations o, (SELECT age(${since}::text::xid)) AS known(age)
        WHERE known.age IS NULL OR known.age < 0 OR age(o.xmin) <= known.age) AS changed,
      ARRAY(SELECT a.organization_id::text FROM absences a
        WHERE a.kind = 'absence' AND ${isOn(on)}) AS absent,
      ARRAY(SELECT a.organization_id::text FROM absences a
        WHERE a.kind = 'suspension' AND ${isOn(on)}) AS suspended,
      ARRAY(SELECT t.organization_id::text FROM assignments t
        WHERE t.referral_id = r.id AND ${endedSo('t', 'passed-over')}) AS tried,
      (SELECT json_build_object('referralId', s.referral_id, 'organizationId', s.organization_id)
        FROM assignments s JOIN referrals o ON o.id = s.referral_id
        WHERE s.sent_at IS NOT NULL AND (
            (s.referral_id = r.id AND ${endedSo('s', 'goes-first')})
            OR (s.referral_id = r.same_consumer_as AND (s.ended_at IS NULL OR (s.end_reason = 'resolved'
              AND s.ended_at > ${at}::timestamptz - make_interval(days => ${sameConsumerDays}::int)))))
        ORDER BY s.assigned_at DESC LIMIT 1) AS same_consumer,
      (SELECT json_agg(json_build_object('countyFips', w.county_fips, 'language', w.language, 'count', w.count,
          'stepsAfter', w.steps_after, 'tried', w.tried)) FROM waiting w) AS waiting
    FROM referral r`;
  if (row === undefined) throw new Error(`no referral ${referralId}`);
  return row;
}

function organizationsServing(countyFips: string, roster: Roster): RosterOrganization[] {
  const serving: RosterOrganization[] = [];
  for (const organization of roster.organizations.values()) {
    if (organization.counties.includes(countyFips)) serving.push(organization);
  }
  return serving;
}

function directedOrganization(
  directedTo: string | null,
  countyFips: string,
  roster: Roster,
  situated: Situated,
): DirectedOrganization | null {
  const organization = directedTo === null ? undefined : roster.organizations.get(directedTo);
  if (organization === undefined) return null;
  return { ...situated(organization), servesCounty: organization.counties.includes(countyFips) };
}

type Situated = (organization: RosterOrganization) => RoutingOrganization;

/** Adds what is true only for this referral and this day. */
function situatedBy(row: SituationRow, roster: Roster, scarceBelow: number): Situated {
  const absent = new Set(row.absent);
  const suspended = new Set(row.suspended);
  const tried = new Set(row.tried);
  const today: Situated = (organization) => {
    const { id } = organization;
    if (!absent.has(id) && !suspended.has(id) && !tried.has(id)) return organization;
    const active = organization.active && !suspended.has(id);
    return { ...organization, active, absent: absent.has(id), tried: tried.has(id) };
  };
  if (row.waiting === null) return today;
  const spoken = new Map<string, SpokenThere>();
  const thereIn = (countyFips: string): SpokenThere => {
    const known = spoken.get(countyFips);
    if (known !== undefined) return known;
    const there = organizationsServing(countyFips, roster).map(today);
    const found = spokenThere(there, row.assister_type, scarceBelow);
    spoken.set(countyFips, found);
    return found;
  };
  const referral = { countyFips: row.county_fips, language: row.language, tried: row.tried };
  const ahead = waitingAhead(referral, row.waiting, thereIn);
  return (organization) => {
    const waiting = ahead(organization);
    return waiting === 0 ? today(organization) : { ...today(organization), waitingAhead: waiting };
  };
}
