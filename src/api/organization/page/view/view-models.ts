import type { Instant, LocalDate } from '../../../../domain/time';
import type { AssisterType, RequestKind, RequestState } from '../../../../domain/vocabulary';
import type { OpenReferral } from '../ports';
import type { ActFormView, NoticeView, PageView } from '../../../pages/view-models';

/** What an organization's link shows: a name and a button. */
export interface OrganizationSummaryView extends PageView {
  readonly organizationName: string;
}

/** The organization's own page: what the exchange has on record, what is open, and one form for each request. */
export interface OrganizationView extends PageView {
  readonly notice: NoticeView | null;
  readonly organizationName: string;
  readonly type: AssisterType;
  readonly contactEmail: string;
  readonly contactVerified: boolean;
  readonly counties: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly capacity: number;
  readonly held: number;
  readonly absences: readonly DaysView[];
  /** Until further notice. `suspensions` are by days. Whoever imposed one lifts it. */
  readonly suspendedBy: 'exchange' | 'organization' | null;
  readonly suspensions: readonly (DaysView & { readonly byExchange: boolean })[];
  /** Newest first. */
  readonly requests: readonly RequestItemView[];
  readonly referrals: readonly OpenReferral[];
  readonly referralCount: number;
  readonly sessionEndsAt: Instant;
  readonly token: string;
  readonly forms: readonly OrganizationFormView[];
}

export interface DaysView {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

export interface RequestItemView {
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly note: string | null;
}

export type OrganizationFormView = ActFormView & { readonly name: RequestKind };

/** Whose mailbox is asked about a new address for leads. */
export type AskedAddress = 'new' | 'old';

/** What the link in a mail to one of the two addresses shows. */
export interface AddressSummaryView extends OrganizationSummaryView {
  readonly asked: AskedAddress;
}

/** The page behind the button of that mail. */
export interface AddressQuestionView extends PageView {
  readonly asked: AskedAddress;
  readonly notice: NoticeView | null;
  readonly organizationName: string;
  readonly newAddress: string;
  readonly token: string;
  readonly form: ActFormView;
}

/** The question is settled: yes, no, or too late. */
export interface AddressSettledView extends PageView {
  readonly asked: AskedAddress;
  readonly organizationName: string;
  readonly outcome: 'confirmed' | 'refused' | 'expired';
}
