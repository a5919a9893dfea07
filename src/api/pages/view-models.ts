import type { DeadlineProof } from '../../domain/deadlines';
import type { Lead } from '../../domain/referral/lead';
import type { Program } from '../../domain/program';
import type { CapacityMeaning } from '../../domain/policy';
import type { Instant, LocalDate, Zone } from '../../domain/time';
import type { AssistanceKind, Resolution } from '../../domain/terms';
import type {
  AmendablePart,
  AssignmentEnd,
  MilestoneName,
  MilestoneState,
  ReferralStatus,
} from '../../domain/vocabulary';
import type { FieldError, FormValues } from './forms';

/** What every page needs: who speaks, in whose zone instants are written, and what an organization's capacity means. */
export interface PageView {
  readonly program: Program;
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
  /** By when it has to be accepted. Null when it is accepted, or no acceptance is asked for. */
  readonly acceptBy: Instant | null;
  /** Null until the sending is on record. The clocks start then. */
  readonly contact: Pick<MilestoneView, 'dueAt' | 'state'> | null;
}

/** What a signed link shows. Nothing here is personal. The form posts to the page's own address. */
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
  /** The referral's id, to quote to the exchange. */
  readonly reference: string;
  readonly organizationName: string;
  readonly status: ReferralStatus;
  /** Null until the sending is on record. There are no milestones before. */
  readonly sentAt: Instant | null;
  /** When the page closes for privacy. The link in the mail opens it again. */
  readonly sessionEndsAt: Instant;
  readonly lead: Lead;
  readonly milestones: readonly MilestoneView[];
  readonly contact: ContactView | null;
  readonly attempts: AttemptsView;
  /** What the exchange changed last. Null when nothing was changed. */
  readonly changed: ChangeView | null;
  readonly appointment: AppointmentView | null;
  readonly resolution: Resolution | null;
  /** One or two plain sentences from the routing decision. */
  readonly whyChosen: string;
  readonly history: HistoryView;
  /** Goes into each form and proves that it came from this page. */
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
  /** How many business minutes it is overdue, or was met late. Otherwise null. */
  readonly lateBy: number | null;
  readonly proof: DeadlineProof;
}

/** The latest contact act: the consumer was reached on that day, or somebody tried. */
export interface ContactView {
  readonly made: boolean;
  readonly on: LocalDate;
}

/** The attempts that did not reach the consumer, and on how many days `unable-to-contact` asks for them. */
export interface AttemptsView {
  readonly count: number;
  /** The number of different days. */
  readonly days: number;
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
  /** Its time has come. */
  readonly past: boolean;
}

/** One part of what happened: the latest entries, or those that were asked for. */
export interface HistoryView {
  /** Oldest first. */
  readonly entries: readonly HistoryEntryView[];
  /** The number of entries in all. */
  readonly total: number;
  /**
   * Where entries before these are shown. `all` and `more`: together with these. `earlier`: without them. Null when
   * there are none.
   */
  readonly earlier: { readonly rest: 'all' | 'more' | 'earlier'; readonly href: string } | null;
  /** Where only the latest entries are shown. Null on that page itself. */
  readonly latest: string | null;
}

export interface HistoryEntryView {
  readonly at: Instant;
  readonly text: string;
  /** What the assister typed with it. */
  readonly comments: string | null;
}

/** One form for each act that is possible now. Null for the others. */
export interface AssignmentFormsView {
  readonly contact: ActFormView | null;
  readonly appointment: ActFormView | null;
  readonly pause: ActFormView | null;
  readonly resume: ActFormView | null;
  readonly resolution: ResolutionFormView | null;
  readonly decline: ActFormView | null;
}

export interface ActFormView {
  /** The address that the form posts to. */
  readonly action: string;
  /** New for each form on each page. A form that comes back with errors keeps its id. */
  readonly actId: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

export interface ResolutionFormView extends ActFormView {
  /** The resolutions that are possible now, in the program's order. */
  readonly choices: readonly Resolution[];
}

/** Why an assignment no longer shows anything. */
export type OverReason = AssignmentEnd;

/** Shown in place of the assignment once it is over. Holds nothing personal. */
export interface AssignmentOverView extends PageView {
  readonly notice: NoticeView | null;
  readonly reference: string;
  readonly reason: OverReason;
  readonly endedAt: Instant | null;
  /** The reason that was given, in words from a closed list. Null when there is none. */
  readonly why: string | null;
  /** Only with reason `resolved`. */
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
  /** One more sentence, such as what was recorded first. Nothing personal. */
  readonly detail: string | null;
  /** Where to go on, when there is such a place. */
  readonly backTo: string | null;
  /** What to quote to the exchange so that the failure is found in the log. */
  readonly reference: string | null;
}

/** The page's session is over or missing. The link in the mail opens a new one. */
export type SessionExpiredView = PageView;
