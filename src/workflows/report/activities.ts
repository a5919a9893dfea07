import type { ChaseStep } from '../../domain/reports/chase';
import type { Instant, Zone } from '../../domain/time';
import type { ReportState } from '../../domain/vocabulary';
import type { DeliveryOutcome } from '../shared/delivery';
import type { EscalationActivities } from '../shared/escalation-activities';
import type { ReportLabel } from './messages';

/** What the report workflow asks of the outside world. src/activities implements it. */
export interface ReportActivities extends EscalationActivities {
  /** Notes that the workflow runs, and says what the report is and where it stands. A repeat says the same. */
  beginReport(command: ReportCommand): Promise<ReportTerms>;
  readReport(command: ReportCommand): Promise<ReportStanding>;
  /** Keeps what happened to it, once however often it is said, and says where it stands then. */
  noteReport(command: ReportCommand & { readonly note: ReportNote }): Promise<ReportStanding>;
  /** Brings some of what the referrals do not know yet to their workflows. */
  tellStatements(command: ReportCommand): Promise<{ readonly told: number; readonly left: number }>;
  /** One mail under one key, to the organization's address as it is now. */
  sendReportMail(command: ReportCommand & { readonly mail: ReportMail }): Promise<ReportMailOutcome>;
}

export interface ReportCommand {
  readonly reportId: string;
  /** The workflow's time. */
  readonly at: Instant;
}

export interface ReportTerms {
  readonly label: ReportLabel;
  readonly organizationName: string;
  readonly zone: Zone;
  readonly dueAt: Instant;
  readonly chase: readonly ChaseStep[];
  /** What an earlier run has done of it. */
  readonly chased: readonly ChaseStep[];
  /** An earlier run has mailed it, or its mail was refused for good and the SPOC knows. */
  readonly delivered: boolean;
  readonly standing: ReportStanding;
}

export interface ReportStanding {
  readonly state: ReportState;
  readonly rowCount: number;
  readonly missing: number;
  /** A mail with its link was taken. */
  readonly sent: boolean;
  /** It was found incomplete after its due date. */
  readonly late: boolean;
  /** Whether its referrals are still to be told something. */
  readonly untold: boolean;
  /** The oldest return with rows that could not be taken, whose corrections are still to be mailed. */
  readonly uncorrected: string | null;
}

export type ReportNote =
  | { readonly what: 'sent' }
  /** The server will never take mail for that address: it is not to be trusted any more. `mail`: which one it was. */
  | { readonly what: 'refused'; readonly mail: ReportMail }
  /** The SPOC knows that the report itself could not be mailed. */
  | { readonly what: 'undelivered' }
  | { readonly what: 'chased'; readonly step: ChaseStep }
  | { readonly what: 'late' }
  /** Closes the escalation again when the report was completed meanwhile. */
  | { readonly what: 'escalated'; readonly step: ChaseStep }
  | { readonly what: 'corrections-mailed'; readonly returnId: string };

export type ReportMail =
  | { readonly kind: 'report' }
  | { readonly kind: 'chase'; readonly step: ChaseStep }
  | { readonly kind: 'corrections'; readonly returnId: string };

export type ReportMailOutcome =
  | DeliveryOutcome
  /** A reminder reaches an organization only inside business hours. */
  | { readonly outcome: 'outside-hours'; readonly until: Instant }
  /** It is complete: nobody is reminded of it. */
  | { readonly outcome: 'not-needed' };
