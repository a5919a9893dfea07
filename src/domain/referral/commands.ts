import type { Instant, LocalDate } from '../time';
import type { Resolution } from '../terms';
import type { AmendablePart, DeclineReason, MilestoneName, PauseReason, WithdrawReason } from '../vocabulary';
import type { Actor, ProvenClock, ReferralNeed, SentTimes, WaitCause } from './events';

/**
 * What can be done to a referral: acts of people, steps that are due, and the outcomes of its mails. Each is decided
 * while the referral is locked, on the log as it is then. Anything that must be looked up for the decision comes with
 * the command.
 */
export type Command = Act | Step | MailFact;

/** Something a person does. `actId` makes sure that it happens only once. */
interface ActBase {
  readonly actId: string;
  readonly actor: Actor;
  /** Set when it came through a link. The act is refused once that assignment is over. */
  readonly assignmentId: string | null;
}

export type OpenAct = ActBase;
export type ContactAct = ActBase & { readonly made: boolean; readonly on: LocalDate };
export type AppointmentAct = ActBase & { readonly at: Instant; readonly held: boolean };
export type ResolutionAct = ActBase & { readonly resolution: Resolution };
export type DeclineAct = ActBase & { readonly reason: DeclineReason };
export type AcceptAct = ActBase;
export type PauseAct = ActBase & { readonly reason: PauseReason };
export type ResumeAct = ActBase;
export type WithdrawAct = ActBase & { readonly reason: WithdrawReason };
/** The new lead is stored with the act. The log has only the names of the changed parts. */
export type AmendAct = ActBase & {
  readonly parts: readonly AmendablePart[];
  readonly need: ReferralNeed | null;
  /** The act is refused unless this is the number of the last event. Null: any number will do. */
  readonly expectedVersion: number | null;
};
export type ReassignAct = ActBase & { readonly directedTo: string | null };
export type ReopenAct = ActBase;
/**
 * What a Preferred Assister Report says about an assignment. It always names the assignment, and it can come long
 * after the end.
 */
export type ReportAct = ActBase & {
  readonly contactMade: boolean;
  /** Null when nobody was contacted. */
  readonly contactOn: LocalDate | null;
  /** Null: not said yet. */
  readonly resolution: Resolution | null;
};
/** The lead's mail came back after the server had taken it. */
export type BounceAct = ActBase & { readonly smtpCode: number | null };

export type Act =
  | ({ readonly kind: 'open' } & OpenAct)
  | ({ readonly kind: 'contact' } & ContactAct)
  | ({ readonly kind: 'appointment' } & AppointmentAct)
  | ({ readonly kind: 'resolution' } & ResolutionAct)
  | ({ readonly kind: 'decline' } & DeclineAct)
  | ({ readonly kind: 'accept' } & AcceptAct)
  | ({ readonly kind: 'pause' } & PauseAct)
  | ({ readonly kind: 'resume' } & ResumeAct)
  | ({ readonly kind: 'withdraw' } & WithdrawAct)
  | ({ readonly kind: 'amend' } & AmendAct)
  | ({ readonly kind: 'reassign' } & ReassignAct)
  | ({ readonly kind: 'reopen' } & ReopenAct)
  | ({ readonly kind: 'bounce' } & BounceAct)
  | ({ readonly kind: 'report' } & ReportAct);

/** What is looked up before an act is decided, while the referral is locked. */
export interface ActContext {
  /**
   * For `amend`: whether the organization that has the referral still fits the new need. Null without an
   * organization.
   */
  readonly fits: boolean | null;
  /** For `resume`: the deadline, as the pause moved it. */
  readonly resumed: ProvenClock | null;
}

export const NO_CONTEXT: ActContext = { fits: null, resumed: null };

/** What the service does on its own when the time has come. src/domain/referral/rules.ts says when. */
export type Step =
  /** What the rules or a coordinator's choice decided. The place is taken in the same transaction. */
  | { readonly kind: 'route'; readonly outcome: RouteOutcome }
  | { readonly kind: 'leave-to-person' }
  | { readonly kind: 'remind'; readonly milestone: MilestoneName }
  /** `unansweredInARow`: how many leads in a row the organization has left unanswered, including this one. */
  | { readonly kind: 'breach'; readonly milestone: MilestoneName; readonly unansweredInARow: number }
  /** The pause has lasted for as long as it may. `resumed`: the deadline, as the pause moved it. */
  | { readonly kind: 'end-pause'; readonly resumed: ProvenClock }
  | { readonly kind: 'expire-acceptance' }
  | { readonly kind: 'alert-unopened' }
  | { readonly kind: 'release-place' }
  | { readonly kind: 'close-interim' };

export type StepKind = Step['kind'];

export type RouteOutcome =
  | {
      readonly outcome: 'assigned';
      readonly assignmentId: string;
      readonly organizationId: string;
      readonly organizationName: string;
      readonly languageMatch: boolean;
      readonly load: number;
    }
  | { readonly outcome: 'unassigned'; readonly cause: WaitCause };

/** What became of a mail. It is a fact, so it is kept in whatever state the referral is by now. */
export type MailFact =
  | { readonly kind: 'lead-sent'; readonly assignmentId: string; readonly times: SentTimes }
  | { readonly kind: 'lead-refused'; readonly assignmentId: string; readonly smtpCode: number | null }
  | { readonly kind: 'lead-deferred'; readonly assignmentId: string }
  /** For any other mail to an organization. */
  | { readonly kind: 'mail-refused'; readonly organizationId: string };
