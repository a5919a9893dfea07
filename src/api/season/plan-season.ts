import { DomainError, type FieldError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { periodProblems, ruleProblems } from '../../domain/season/period-problems';
import { periodsByRule, sendsAt, summaryAt, type PeriodDates } from '../../domain/season/periods';
import type { Instant } from '../../domain/time';
import type { PlannedPeriod } from './ports';
import type { SeasonBody } from './schema';

export interface SeasonPlan {
  readonly periods: readonly PlannedPeriod[];
  readonly summaryAt: Instant;
  readonly policyVersion: string;
}

/** The days that were sent, or those that the rule makes. Throws DomainError `validation`. */
export function datesOf(body: SeasonBody, { reports }: ProgramPolicy): readonly PeriodDates[] {
  switch (body.by) {
    case 'dates':
      return body.dates;
    case 'rule':
      refuse(ruleProblems(body.rule, reports));
      return periodsByRule(body.rule, reports);
    default:
      return body satisfies never;
  }
}

/** Every instant of the season, computed now and kept. Throws DomainError `validation`. Each error names its period. */
export function planSeason(policy: ProgramPolicy, dates: readonly PeriodDates[]): SeasonPlan {
  refuse(periodProblems(dates, policy));
  const last = dates.at(-1);
  if (last === undefined) throw new Error('a season without periods was taken for good');
  return {
    periods: dates.map((period) => ({ ...period, sendsAt: sendsAt(policy, period.sendOn) })),
    summaryAt: summaryAt(policy, last.dueOn),
    policyVersion: policy.version,
  };
}

export function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new DomainError('validation', 'The dates do not fit.', { errors });
}
