import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { assertNever } from '../../domain/errors';
import type { ChaseStep } from '../../domain/reports/chase';
import { showDetails } from '../shared/current-details';
import { shortInstant } from '../shared/short-instant';
import type { ReportStanding, ReportTerms } from './activities';

const ORGANIZATION = defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD);
const PERIOD = defineSearchAttributeKey('ReportPeriod', SearchAttributeType.KEYWORD);
const STATE = defineSearchAttributeKey('ReportState', SearchAttributeType.KEYWORD);

/** What a coordinator reads in the Temporal UI: where the report stands, by when it is due, what comes next. */
export interface ReportShown {
  readonly stands: string;
  readonly from: string;
  readonly due: string;
  readonly next: string;
}

/** Only what changed is sent: each upsert is an event of the history, and a run may go on from another one. */
export function show(terms: ReportTerms, standing: ReportStanding, next: ChaseStep | null): void {
  showAttributes(terms, standing);
  const now = shown(terms, standing, next);
  const { memo } = workflowInfo();
  if (Object.entries(now).some(([name, value]) => memo?.[name] !== value)) upsertMemo({ ...now });
  showDetails(now.stands, [
    ['From', now.from],
    ['Due', now.due],
    ['Next', now.next],
  ]);
}

function showAttributes({ label }: ReportTerms, { state }: ReportStanding): void {
  const { typedSearchAttributes: known } = workflowInfo();
  const attributes = [
    { key: ORGANIZATION, value: label.organizationId },
    { key: PERIOD, value: label.period },
    { key: STATE, value: state },
  ];
  const changed = attributes.filter(({ key, value }) => known.get(key) !== value);
  if (changed.length > 0) upsertSearchAttributes(changed);
}

export function shown(terms: ReportTerms, standing: ReportStanding, next: ChaseStep | null): ReportShown {
  const { label, organizationName, dueAt, zone } = terms;
  const { state, missing, rowCount } = standing;
  return {
    stands: `${label.period}: ${state}, ${missing} of ${rowCount} rows missing`,
    from: organizationName,
    due: `before ${shortInstant(dueAt, zone)}`,
    next: nextOf(terms, standing, next),
  };
}

function nextOf({ zone }: ReportTerms, standing: ReportStanding, next: ChaseStep | null): string {
  if (standing.untold) return 'its referrals are told';
  if (standing.state === 'complete') return 'nothing';
  if (standing.state === 'prepared') return 'the report is mailed';
  if (next === null) return 'the organization returns it; nothing more is sent by itself';
  return `${doing(next)} ${shortInstant(next.at, zone)}, unless it is complete by then`;
}

function doing({ kind }: ChaseStep): string {
  switch (kind) {
    case 'before-due':
    case 'due-today':
      return 'a reminder';
    case 'overdue':
      return 'a notice that it is late';
    case 'escalate':
      return 'the single point of contact is asked';
    default:
      return assertNever(kind);
  }
}
