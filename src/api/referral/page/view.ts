import { latenessInMinutes } from '../../../domain/business-hours';
import type { ProgramPolicy } from '../../../domain/policy';
import { DECLINE_REASON_WORDS, WITHDRAW_REASON_WORDS } from '../../../domain/words';
import type { Instant } from '../../../domain/time';
import { whyChosen } from '../../../domain/routing/why-chosen';
import type { PageSetting } from '../../pages/links/page-setting';
import type {
  AcceptanceView,
  AssignmentOverView,
  AssignmentView,
  ContactView,
  LinkSummaryView,
  MilestoneView,
  NeedView,
  NoticeView,
  OverReason,
} from '../../pages/view-models';
import { awaitsAcceptance } from './access';
import { historyView } from './history-page';
import { formsFor, possibleForms, type AssignmentForm } from './possible-forms';
import type { AssignmentRecord, HistoryRequest, MilestoneRecord } from './ports';

/** What one answer with the page adds to the assignment. */
export interface PageVisit {
  readonly path: string;
  readonly token: string;
  readonly sessionEndsAt: Instant;
  readonly notice: NoticeView | null;
  readonly returned: AssignmentForm | null;
  /** How the record was read. */
  readonly history: HistoryRequest;
  readonly now: Instant;
}

export function linkSummary(setting: PageSetting, record: AssignmentRecord): LinkSummaryView {
  return { ...setting, organizationName: record.organizationName, need: needOf(record) };
}

export function overView(
  setting: PageSetting,
  record: AssignmentRecord,
  reason: OverReason,
  notice: NoticeView | null,
): AssignmentOverView {
  const { referralId: reference, endedAt } = record;
  const resolution = reason === 'resolved' ? record.resolution : null;
  return { ...setting, notice, reference, reason, endedAt, resolution, why: whyOver(record) };
}

export function acceptanceView(
  setting: PageSetting,
  record: AssignmentRecord,
  page: PageVisit,
): AcceptanceView {
  const form = formsFor(page.path, page.returned);
  return {
    ...setting,
    notice: page.notice,
    reference: record.referralId,
    organizationName: record.organizationName,
    sessionEndsAt: page.sessionEndsAt,
    need: needOf(record),
    whyChosen: whyChosen(choiceOf(setting, record)),
    token: page.token,
    accept: form('accept'),
    decline: form('decline'),
  };
}

export function assignmentView(
  setting: PageSetting,
  policy: ProgramPolicy,
  record: AssignmentRecord,
  page: PageVisit,
): AssignmentView {
  const { organizationName, status, sentAt, lead, appointment, resolution } = record;
  const { attemptsBeforeUnable: needed } = policy.resolution;
  return {
    ...setting,
    organizationName,
    status,
    sentAt,
    lead,
    appointment: appointment && { ...appointment, past: appointment.at <= page.now },
    resolution,
    milestones: record.milestones.map((milestone) => withLateness(policy, milestone, page.now)),
    notice: page.notice,
    reference: record.referralId,
    sessionEndsAt: page.sessionEndsAt,
    contact: latestContact(record),
    attempts: { ...record.attempts, needed },
    changed: record.change,
    whyChosen: whyChosen(choiceOf(setting, record)),
    history: historyView(record.history, page.history, page.path, setting),
    token: page.token,
    forms: possibleForms(
      record,
      { enoughAttempts: record.attempts.days >= needed, terms: policy.terms },
      page,
    ),
  };
}

function choiceOf({ program }: PageSetting, record: AssignmentRecord): Parameters<typeof whyChosen>[0] {
  return { ...record, county: record.lead.address.county, countyTerm: program.terms.county };
}

function needOf(record: AssignmentRecord): NeedView {
  const { lead, milestones } = record;
  return {
    assistance: lead.assistance,
    county: lead.address.county,
    language: lead.consumer.preferredLanguage,
    acceptBy: awaitsAcceptance(record) ? record.acceptBy : null,
    contact: milestones.find(({ name }) => name === 'contact') ?? null,
  };
}

/** After a breach the clock goes on. It is measured until now, or until the milestone was met. */
function withLateness({ calendar }: ProgramPolicy, milestone: MilestoneRecord, now: Instant): MilestoneView {
  const until = milestone.state === 'breached' ? now : milestone.state === 'late' ? milestone.metAt : null;
  const lateBy = until === null ? null : latenessInMinutes(calendar, milestone.dueAt, until);
  return { ...milestone, lateBy };
}

function latestContact({ contactMadeOn, attempts }: AssignmentRecord): ContactView | null {
  if (contactMadeOn !== null) return { made: true, on: contactMadeOn };
  const on = attempts.latest.at(-1);
  return on === undefined ? null : { made: false, on };
}

/** The reason that a person gave, from its closed list. Free text could tell who the consumer is. */
function whyOver({ ending }: AssignmentRecord): string | null {
  if (ending === null) return null;
  return ending.type === 'withdrawn'
    ? WITHDRAW_REASON_WORDS[ending.reason]
    : DECLINE_REASON_WORDS[ending.reason];
}
