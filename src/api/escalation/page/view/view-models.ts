import type { EscalationAct } from '../../../../domain/escalation/acts';
import type { EscalationKind } from '../../../../domain/escalation/kind';
import type { Instant } from '../../../../domain/time';
import type { AssisterType } from '../../../../domain/vocabulary';
import type {
  ConcernedReferral,
  ConcernedRequest,
  NeedChange,
  OrganizationChoice,
  ToldByOrganization,
} from '../ports';
import type { ActFormView, HistoryEntryView, NoticeView, PageView } from '../../../pages/view-models';

/** What the link shows. Nothing personal. */
export interface EscalationSummaryView extends PageView {
  readonly kind: EscalationKind;
  readonly open: boolean;
  readonly organizationName: string | null;
  readonly county: string | null;
  readonly dueAt: Instant;
}

/** The page behind the button. Holds nothing about any consumer. */
export interface EscalationView extends EscalationSummaryView {
  readonly notice: NoticeView | null;
  readonly cause: string | null;
  readonly assisterType: AssisterType | null;
  readonly overdue: boolean;
  readonly openedAt: Instant;
  readonly occurrences: number;
  readonly owner: string;
  readonly contactEmail: string | null;
  readonly request: ConcernedRequest | null;
  readonly referrals: readonly ConcernedReferral[];
  readonly referralCount: number;
  readonly choices: readonly OrganizationChoice[];
  readonly told: readonly ToldByOrganization[];
  readonly changes: readonly NeedChange[];
  readonly history: readonly HistoryEntryView[];
  readonly token: string;
  /** In the order in which they are offered. None when it is over. */
  readonly forms: readonly EscalationFormView[];
  readonly sessionEndsAt: Instant;
}

export interface EscalationFormView extends ActFormView {
  readonly name: EscalationAct;
}
