import type { DeadlineProof } from '../../domain/deadlines';
import type { Lead } from '../../domain/referral/lead';
import type { ProgramContact } from '../../domain/program-contact';
import type { CapacityMeaning } from '../../domain/policy';
import type { Instant, LocalDate, Zone } from '../../domain/time';
import type {
  AmendablePart,
  AssignmentEnd,
  AssistanceKind,
  MilestoneName,
  MilestoneState,
  ReferralStatus,
  Resolution,
} from '../../domain/vocabulary';
import type { FieldError, FormValues } from './forms';

/** What every page needs: who speaks, in whose zone instants are written, and what an organization's capacity means. */
export interface PageView {
  readonly program: ProgramContact;
  readonly zone: Zone;
  readonly capacityMeans: CapacityMeaning;
}

/** The box on top of a page. Its texts are shown as they are, so they hold nothing personal. */
export interface NoticeView {
  readonly kind: 'success' | 'info' | 'warning' | 'error';
  readonly heading: string;
  readonly text: string | null;
}

/** What may be known of a referral without knowing whose it is. */
export interface NeedView {
  readonly assistance: readonly AssistanceKind[];
  readonly county: string;
  /** BCP 47. */
  readonly language: string;
  /** Until when it has to be accepted; null when it is accepted, or no acceptance is asked for. */
  readonly acceptBy: Instant | null;
  /** Null until the send is on record: the clocks start there. */
  readonly contact: Pick<MilestoneView, 'dueAt' | 'state'> | null;
}

/** GET of a signed link. Nothing here is personal; the form posts to the page's own address. */
export interface LinkSummaryView extends PageView {
  readonly organizationName: string;
  readonly need: NeedView;
}

/** The page behind the button until the referral is accepted: nothing personal, and two forms. */
export interface AcceptanceView extends PageView {
  readonly notice: NoticeView | null;
  readonly reference: string;
  readonly organizationName: string;
  readonly sessionEndsAt: Instant;
  readonly need: NeedView;
  readonly whyChosen: string;
  readonly token: string;
  readonly accept: ActFormView;
  readonly decline: ActFormView;
}

/** The page behind the button: everything an assister needs, and the acts that are possible now. */
export interface AssignmentView extends PageView {
  readonly notice: NoticeView | null;
  /** What to quote to the exchange: the referral's id. */
  readonly reference: string;
  readonly organizationName: string;
  readonly status: ReferralStatus;
  /** Null until the send is on record; there are no milestones yet then. */
  readonly sentAt: Instant | null;
  /** When the page closes for privacy; the link in the mail opens it again. */
  readonly sessionEndsAt: Instant;
  readonly lead: Lead;
  readonly milestones: readonly MilestoneView[];
  readonly contact: ContactView | null;
  readonly attempts: AttemptsView;
  /** What the exchange changed last; null when nothing was changed. */
  readonly changed: ChangeView | null;
  readonly appointment: AppointmentView | null;
  readonly resolution: Resolution | null;
  /** One or two plain sentences from the routing decision. */
  readonly whyChosen: string;
  readonly history: HistoryView;
  /** Proves that a form came from this page; goes into each form. */
  readonly token: string;
  readonly forms: AssignmentFormsView;
}

export interface MilestoneView {
  readonly name: MilestoneName;
  readonly dueAt: Instant;
  readonly state: MilestoneState;
  readonly metAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly pausedAt: Instant | null;
  /** Business minutes since the deadline of what is overdue, or by which it was met late; else null. */
  readonly lateBy: number | null;
  readonly proof: DeadlineProof;
}

/** The latest contact act: the consumer was reached on that day, or somebody tried. */
export interface ContactView {
  readonly made: boolean;
  readonly on: LocalDate;
}

/** The attempts that did not reach the consumer, and how many `unable-to-contact` asks for. */
export interface AttemptsView {
  readonly count: number;
  /** The days of the latest, oldest first. */
  readonly latest: readonly LocalDate[];
  readonly needed: number;
}

export interface ChangeView {
  readonly at: Instant;
  readonly parts: readonly AmendablePart[];
}

export interface AppointmentView {
  readonly at: Instant;
  readonly held: boolean;
}

/** One part of what happened: the latest entries, or those that were asked for. */
export interface HistoryView {
  /** Oldest first. */
  readonly entries: readonly HistoryEntryView[];
  /** Of the whole history. */
  readonly total: number;
  /**
   * Where entries before these are shown: `all` and `more` together with these, `earlier` without them. Null when
   * there are none.
   */
  readonly earlier: { readonly rest: 'all' | 'more' | 'earlier'; readonly href: string } | null;
  /** Where only the latest entries are shown; null on that page itself. */
  readonly latest: string | null;
}

export interface HistoryEntryView {
  readonly at: Instant;
  readonly text: string;
  /** What the assister typed with it. */
  readonly comments: string | null;
}

/** One form for each act that is possible now; null where it is not. */
export interface AssignmentFormsView {
  readonly contact: ActFormView | null;
  readonly appointment: ActFormView | null;
  readonly pause: ActFormView | null;
  readonly resume: ActFormView | null;
  readonly resolution: ResolutionFormView | null;
  readonly decline: ActFormView | null;
}

export interface ActFormView {
  /** The address the form posts to. */
  readonly action: string;
  /** Fresh for each form on each page; the same again when a form comes back with errors. */
  readonly actId: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

export interface ResolutionFormView extends ActFormView {
  /** The resolutions possible now, in the program's order. */
  readonly choices: readonly Resolution[];
}

/** Why an assignment no longer shows anything. */
export type OverReason = AssignmentEnd;

/** Shown in place of the assignment once it is over; holds nothing personal. */
export interface AssignmentOverView extends PageView {
  readonly notice: NoticeView | null;
  readonly reference: string;
  readonly reason: OverReason;
  readonly endedAt: Instant | null;
  /** What was given as the reason, in words from a closed list; null when there is none. */
  readonly why: string | null;
  /** With reason `resolved`. */
  readonly resolution: Resolution | null;
}

export type LinkProblem = 'expired' | 'revoked' | 'altered' | 'over' | 'unknown';

export interface LinkProblemView extends PageView {
  readonly problem: LinkProblem;
}

export const PAGE_ERRORS = [400, 403, 404, 409, 413, 422, 500, 503] as const;
export type PageErrorStatus = (typeof PAGE_ERRORS)[number];

export interface ErrorView extends PageView {
  readonly status: PageErrorStatus;
  /** One more sentence, such as what was recorded first; nothing personal. */
  readonly detail: string | null;
  /** Where to go on, when there is such a place. */
  readonly backTo: string | null;
  /** What to quote to the exchange so that the failure is found in the log. */
  readonly reference: string | null;
}

/** The page's session is over or missing; the link in the mail opens a new one. */
export type SessionExpiredView = PageView;
