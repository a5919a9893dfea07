import { businessDayOnOrAfter, businessOpens } from '../../../domain/business-calendar';
import type { BusinessCalendar } from '../../../domain/policy';
import type { SeasonToPlan } from '../../../domain/season/steps';
import { instant, type LocalDate } from '../../../domain/time';
import type { SeasonState } from '../../../domain/vocabulary';
import { messageIdOf } from '../outbox/messages';
import type { Tx } from '../database/transaction';

/** A season as its follower reads it. */
export interface FollowedSeason extends SeasonToPlan {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly opensOn: LocalDate;
  /** The last day of the season before it; null when there was none. */
  readonly previousClosesOn: LocalDate | null;
  readonly periods: readonly (SeasonToPlan['periods'][number] & {
    readonly from: LocalDate;
    readonly to: LocalDate;
  })[];
  /** Its summary has come to its end, mailed or not. So the season is over. */
  readonly over: boolean;
}

interface SeasonRow {
  readonly name: string;
  readonly version: number;
  readonly state: SeasonState;
  readonly opens_on: LocalDate;
  readonly listed: boolean;
  readonly summary_at: Date;
  readonly over: boolean;
  readonly summarized: boolean;
  readonly previous_closes_on: LocalDate | null;
}

interface PeriodRow {
  readonly id: string;
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly sends_at: Date;
  readonly begun: boolean;
  readonly done: boolean;
}

/** Others who pause, amend or end it wait until this transaction has ended. False when there is none. */
export async function lockSeason(tx: Tx, id: string): Promise<boolean> {
  return (await tx.$executeRaw`SELECT 1 FROM seasons WHERE id = ${id}::uuid FOR UPDATE`) === 1;
}

/** The key of the summary's mail. */
export function summaryKey(seasonId: string): string {
  return `season-${seasonId}/summary`;
}

/** The season is locked. */
export async function readFollowedSeason(
  tx: Tx,
  id: string,
  calendar: BusinessCalendar,
): Promise<FollowedSeason> {
  const [row] = await tx.$queryRaw<SeasonRow[]>`
    SELECT s.name, s.version, s.state, s.opens_on::text, s.listed_at IS NOT NULL AS listed, s.summary_at,
      s.summarized_at IS NOT NULL AS over,
      EXISTS (SELECT 1 FROM messages m WHERE m.id = ${messageIdOf(summaryKey(id))}::uuid) AS summarized,
      (SELECT max(p.closes_on)::text FROM seasons p WHERE p.closes_on < s.opens_on) AS previous_closes_on
    FROM seasons s WHERE s.id = ${id}::uuid`;
  if (row === undefined) throw new Error(`no season ${id}`);
  const periods = await tx.$queryRaw<PeriodRow[]>`
    SELECT id, number, "from"::text, "to"::text, sends_at, prepared_at IS NOT NULL AS begun, started_at IS NOT NULL AS done
    FROM report_periods WHERE season_id = ${id}::uuid ORDER BY number`;
  const { name, version, state, listed, over, summarized, opens_on: opensOn } = row;
  return {
    id,
    name,
    version,
    state,
    listed,
    over,
    summarized,
    opensOn,
    listsAt: businessOpens(calendar, businessDayOnOrAfter(calendar, opensOn)),
    summaryAt: instant(row.summary_at),
    previousClosesOn: row.previous_closes_on,
    periods: periods.map(({ sends_at: sendsAt, ...period }) => ({ ...period, sendsAt: instant(sendsAt) })),
  };
}
