import { assertNever } from '../../../domain/errors';
import type { SeasonToPlan, SeasonStep } from '../../../domain/season/steps';
import { shortInstant } from '../../../domain/short-instant';
import type { Zone } from '../../../domain/time';
import type { Shown } from '../../../workflows/follow/plan';

/** What a coordinator reads about a season in the Temporal UI: what was done, and what is next and when. */
export interface SeasonToShow extends SeasonToPlan {
  readonly name: string;
  readonly over: boolean;
}

export function seasonShown(season: SeasonToShow, next: SeasonStep | null, zone: Zone): Shown {
  const { name, state, periods } = season;
  const done = periods.filter((period) => period.done).length;
  // The period whose reports go out next. When there is none, the one whose reports went out last.
  const period = periods.find((each) => !each.done) ?? periods.at(-1);
  return {
    headline: `${name}: ${state}`,
    facts: [
      ['Sent', `the reports of ${done} of ${periods.length} periods`],
      ['Next', nextOf(season, next, zone)],
    ],
    below: upcoming(season, zone).map((line) => `  - ${line}`),
    attributes: period === undefined ? {} : { ReportPeriod: `${name}/${period.number}` },
  };
}

/** `Send the reports of OE5/2` */
export function titleOfStep(name: string, step: SeasonStep): string {
  switch (step.does) {
    case 'list-before':
      return 'Look for referrals outside every period';
    case 'send-reports':
      return `Send the reports of ${name}/${step.period.number}`;
    case 'summarize':
      return 'Mail the season’s summary';
    default:
      return assertNever(step);
  }
}

function nextOf({ name, over, summarized }: SeasonToShow, next: SeasonStep | null, zone: Zone): string {
  if (over) return 'nothing';
  if (summarized) return 'the season’s summary is mailed';
  if (next === null) return 'nothing, until somebody resumes it; then what is due by that time';
  return `${titleOfStep(name, next)}, ${shortInstant(next.at, zone)}`;
}

function upcoming({ state, periods, summaryAt, name }: SeasonToShow, zone: Zone): string[] {
  if (state === 'ended') return [];
  return [
    ...periods
      .filter(({ done }) => !done)
      .map(({ number, sendsAt }) => `${name}/${number}: ${shortInstant(sendsAt, zone)}`),
    `summary: ${shortInstant(summaryAt, zone)}`,
  ];
}
