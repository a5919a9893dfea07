import { v7 as newId } from 'uuid';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { periodName } from '../../domain/season/period-problems';
import { isSamePeriod, type PeriodDates } from '../../domain/season/periods';
import { hasBegun } from '../../domain/season/progress';
import type { Instant } from '../../domain/time';
import type { SeasonBody, SeasonPatch } from './schema';
import type {
  PlannedPeriod,
  SeasonAmendment,
  SeasonChange,
  SeasonRecord,
  SeasonStep,
  SeasonStore,
} from './ports';
import { datesOf, planSeason, refuse } from './plan-season';

export interface SeasonDeps {
  readonly policy: ProgramPolicy;
  readonly seasons: SeasonStore;
}

/**
 * Keeps the season. Its workflow follows it from then on. If it is late, it sends what is due at once. Throws
 * DomainError `validation` (each error names its period) and `seasons-overlap`.
 */
export async function createSeason(
  deps: SeasonDeps,
  body: SeasonBody,
  change: Omit<SeasonChange, 'seasonId'>,
): Promise<SeasonRecord> {
  const plan = planSeason(deps.policy, datesOf(body, deps.policy));
  return deps.seasons.create({ id: newId(), name: body.name, ...plan }, change);
}

/**
 * Changes the name, or the dates of periods that are still to be sent. Throws as createSeason does, and also
 * `not-found`, `season-ended`, `period-begun`, and `version-conflict` when it has changed since `expectedVersion`, or
 * just now.
 */
export async function amendSeason(
  deps: SeasonDeps,
  { name, periods }: SeasonPatch,
  change: SeasonChange,
  expectedVersion: number | null,
): Promise<SeasonRecord> {
  const current = await findSeason(deps, change.seasonId);
  const policyVersion = deps.policy.version;
  const amendment = {
    ...(periods === undefined ? {} : replan(deps, current, periods, change.at)),
    name,
    policyVersion,
  };
  return found(await deps.seasons.amend(amendment, change, expectedVersion ?? current.version));
}

/** The time of the summary moves only with the last due date, not with another calendar. */
function replan(
  { policy }: SeasonDeps,
  current: SeasonRecord,
  dates: readonly PeriodDates[],
  now: Instant,
): Pick<SeasonAmendment, 'periods' | 'summaryAt'> {
  const { periods, summaryAt } = planSeason(policy, dates);
  refuseSendingAtOnce(current, periods, now);
  const moved = periods.at(-1)?.dueOn !== current.periods.at(-1)?.dueOn;
  return moved ? { periods, summaryAt } : { periods };
}

/** Throws DomainError `not-found`, `season-ended`, `season-not-running` and `season-not-paused`. */
export async function moveSeason(
  deps: SeasonDeps,
  step: SeasonStep,
  reason: string,
  change: SeasonChange,
): Promise<SeasonRecord> {
  return found(await deps.seasons.move(step, reason, change));
}

export async function findSeason(
  { seasons }: Pick<SeasonDeps, 'seasons'>,
  id: string,
): Promise<SeasonRecord> {
  return found(await seasons.find(id));
}

/** Mail cannot be taken back. Whoever changes what is still to come does not mean a past date. */
function refuseSendingAtOnce(current: SeasonRecord, wanted: readonly PlannedPeriod[], now: Instant): void {
  const errors = wanted.flatMap((period, index) => {
    const former = current.periods[index];
    // The store holds the dates of what has begun.
    const fixed = former !== undefined && (hasBegun(former, now) || isSamePeriod(former, period));
    if (fixed || period.sendsAt > now) return [];
    const message = `${periodName(index + 1, period)}: its reports would go out at once; choose a day to come.`;
    return [{ path: `periods[${index}].sendOn`, message }];
  });
  refuse(errors);
}

function found(record: SeasonRecord | null): SeasonRecord {
  if (record === null) throw new DomainError('not-found', 'There is no such season.');
  return record;
}
