import { assertNever } from '../../../domain/errors';
import { isNeverSent, type ReportStep, type ReportToPlan } from '../../../domain/report/steps';
import { shortInstant } from '../../../domain/short-instant';
import type { Instant, Zone } from '../../../domain/time';
import type { ReportState } from '../../../domain/vocabulary';
import type { Shown } from '../../../workflows/follow/plan';

/** What a coordinator reads about a report in the Temporal UI. */
export interface ReportToShow {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly period: string;
  readonly state: ReportState;
  readonly rowCount: number;
  readonly missing: number;
  readonly dueAt: Instant;
  readonly unapplied: boolean;
  readonly mail: ReportToPlan['mail'];
  readonly season: ReportToPlan['season'];
}

export function reportShown(report: ReportToShow, next: ReportStep | null, zone: Zone): Shown {
  const { organizationId, organizationName, period, state, missing, rowCount, dueAt } = report;
  return {
    headline: `${period}: ${state}, ${missing} of ${rowCount} rows missing`,
    facts: [
      ['From', organizationName],
      ['Due', `before ${shortInstant(dueAt, zone)}`],
      ['Next', nextOf(report, next, zone)],
    ],
    attributes: { OrganizationId: organizationId, ReportPeriod: period, ReportState: state },
  };
}

function nextOf(report: ReportToShow, next: ReportStep | null, zone: Zone): string {
  const { state, unapplied, season } = report;
  if (unapplied) return 'what came back is brought to its referrals';
  if (state === 'complete') return 'nothing';
  if (isNeverSent(report)) return 'nothing: the season was ended before it went out';
  if (season === 'paused') return 'nothing, until somebody resumes the season';
  if (state === 'prepared' && next === null) return 'the report is mailed';
  if (next === null) return 'the organization returns it; nothing more is sent by itself';
  return `${doing(next)} ${shortInstant(next.at, zone)}, unless it is complete by then`;
}

function doing({ does, ...step }: ReportStep): string {
  switch (does) {
    case 'mail':
      return 'the report is mailed';
    case 'mark-late':
      return 'it is late';
    case 'remind':
      return 'step' in step && step.step.kind === 'overdue' ? 'a notice that it is late' : 'a reminder';
    case 'escalate':
      return 'the single point of contact is asked';
    default:
      return assertNever(does);
  }
}

/** For the timer in the Temporal UI. */
export function titleOf(step: ReportStep): string {
  switch (step.does) {
    case 'mail':
      return 'Send the report';
    case 'mark-late':
      return 'Due';
    case 'remind':
      return REMINDERS[step.step.kind];
    case 'escalate':
      return 'Ask the single point of contact';
    default:
      return assertNever(step);
  }
}

const REMINDERS = {
  'before-due': 'Remind: due soon',
  'due-today': 'Remind: due today',
  overdue: 'Remind: late',
  escalate: 'Ask the single point of contact',
} as const;
