import type { Instant, LocalDate } from '../time';
import type {
  AmendablePart,
  DeclineReason,
  MilestoneName,
  PauseReason,
  Resolution,
  WithdrawReason,
} from '../vocabulary';
import type { Actor, ProvenClock, ReferralNeed, SentTimes, WaitCause } from './events';

/**
 * What can be done to a referral: acts of people, steps that are due, and what became of its mails. Each is decided
 * with the referral locked, on its log as it is then. What has to be looked up for the decision comes with the command.
 */
export type Command = Act | Step | MailFact;

/** Something a person does; `actId` makes it happen once. */
interface ActBase {
  readonly actId: string;
  readonly actor: Actor;
  /** Set when it came through a link: the act is refused once that assignment is over. */
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
/** The new lead is stored with the act; the log knows the names of the changed parts. */
export type AmendAct = ActBase & {
  readonly parts: readonly AmendablePart[];
  readonly need: ReferralNeed | null;
  /** Refused unless this is the number of the last event; null: any. */
  readonly expectedVersion: number | null;
};
export type ReassignAct = ActBase & { readonly directedTo: string | null };
export type ReopenAct = ActBase;
/** What a Preferred Assister Report says of an assignment, which it always names; it can come long after its end. */
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

/** What is looked up, with the referral locked, before an act is decided. */
export interface ActFacts {
  /** Of `amend`: whether the organization that has the referral still serves the new need; null without one. */
  readonly fits: boolean | null;
  /** Of `resume`: the deadline that the pause moved. */
  readonly resumed: ProvenClock | null;
}

export const NO_FACTS: ActFacts = { fits: null, resumed: null };

/** What the service does by itself when its time has come; src/domain/referral/rules.ts says when. */
export type Step =
  /** What the rules, or a coordinator's choice, came to; the place is taken in the same transaction. */
  | { readonly kind: 'route'; readonly outcome: RouteOutcome }
  | { readonly kind: 'leave-to-person' }
  | { readonly kind: 'remind'; readonly milestone: MilestoneName }
  /** `unansweredInARow`: leads that the organization has left unanswered, this one included. */
  | { readonly kind: 'breach'; readonly milestone: MilestoneName; readonly unansweredInARow: number }
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

/** What became of a mail: a fact, which is kept whatever the referral has come to meanwhile. */
export type MailFact =
  | { readonly kind: 'lead-sent'; readonly assignmentId: string; readonly times: SentTimes }
  | { readonly kind: 'lead-refused'; readonly assignmentId: string; readonly smtpCode: number | null }
  | { readonly kind: 'lead-deferred'; readonly assignmentId: string }
  /** Of any other mail to an organization. */
  | { readonly kind: 'mail-refused'; readonly organizationId: string };
