import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { assertNever } from '../../domain/errors';
import { showDetails } from '../shared/current-details';
import { shortInstant } from '../shared/short-instant';
import type { SeasonPlan } from './activities';
import type { NextThing } from './next';

const PERIOD = defineSearchAttributeKey('ReportPeriod', SearchAttributeType.KEYWORD);

/** What a coordinator reads in the Temporal UI: what was done, what is next and when. */
export function show(plan: SeasonPlan, next: NextThing | null): void {
  const { name, state, periods } = plan;
  const done = periods.filter(({ started }) => started).length;
  const now = {
    stands: `${name}: ${state}`,
    sent: `the reports of ${done} of ${periods.length} periods`,
    next: nextOf(plan, next),
  };
  upsertMemo(now);
  showPeriod(plan);
  const facts = [
    ['Sent', now.sent],
    ['Next', now.next],
  ] as const;
  showDetails(
    now.stands,
    facts,
    upcoming(plan).map((line) => `  - ${line}`),
  );
}

/** `Send the reports of OE5/2` */
export function titleOf({ name }: SeasonPlan, next: NextThing): string {
  switch (next.does) {
    case 'list-before':
      return 'Look for referrals outside every period';
    case 'send-reports':
      return `Send the reports of ${name}/${next.period.number}`;
    case 'summarize':
      return 'Mail the season’s summary';
    default:
      return assertNever(next);
  }
}

function nextOf(plan: SeasonPlan, next: NextThing | null): string {
  if (plan.summarized) return 'nothing';
  if (next === null) return 'nothing, until somebody resumes it; then what is due by that time';
  if (plan.state === 'ended') return `${titleOf(plan, next)}, now`;
  return `${titleOf(plan, next)}, ${shortInstant(next.at, plan.zone)}`;
}

function upcoming({ state, periods, summaryAt, name, zone }: SeasonPlan): string[] {
  if (state === 'ended') return [];
  const unsent = periods.filter(({ started }) => !started);
  return [
    ...unsent.map(({ number, sendsAt }) => `${name}/${number}: ${shortInstant(sendsAt, zone)}`),
    `summary: ${shortInstant(summaryAt, zone)}`,
  ];
}

/** The period whose reports go out next, or went out last. */
function showPeriod({ name, periods }: SeasonPlan): void {
  const period = periods.find(({ started }) => !started) ?? periods.at(-1);
  if (period === undefined) return;
  const value = `${name}/${period.number}`;
  if (workflowInfo().typedSearchAttributes.get(PERIOD) === value) return;
  upsertSearchAttributes([{ key: PERIOD, value }]);
}
