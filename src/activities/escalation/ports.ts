import type { CauseDetails } from '../../domain/escalation/cause';
import type { EscalationKind } from '../../domain/escalation/kind';
import type { Instant } from '../../domain/time';
import type { AssisterType } from '../../domain/vocabulary';
import type { LateReportData } from '../report/ports';

/** Reads what the mail about an escalation needs. */
export interface EscalationMailReader {
  read(escalationId: string): Promise<EscalationMailData>;
}

export interface EscalationMailData {
  readonly kind: EscalationKind;
  readonly cause: CauseDetails;
  readonly countyName: string | null;
  readonly assisterType: AssisterType | null;
  readonly organizationName: string | null;
  readonly owner: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** The missed deadline of the referral that opened it. */
  readonly missedDeadlineAt: Instant | null;
  readonly referralIds: readonly string[];
  /** For a late report: what is missing. */
  readonly lateReport: LateReportData | null;
}
