import type { AssistanceKind, Determination, ProgramTerms } from './terms';
import type { CountryCode } from 'libphonenumber-js';
import type { LocalDate, LocalTime, Zone } from './time';
import type { AssisterType } from './vocabulary';

/**
 * One exchange's program as data: names, zone, calendar, deadlines, routing choices and mail rules. Read from
 * PROGRAM_FILE and checked once, at start. Running and past clocks never use it again: each deadline is stored with
 * the version of the policy that it was computed with.
 */
export interface ProgramPolicy {
  /** Kept in every decision and in every deadline's proof. */
  readonly version: string;
  readonly exchange: {
    readonly name: string;
    /** Two-letter code of the state the exchange serves. */
    readonly state: string;
    /** Two-letter code of the country: how telephone numbers are read and written. */
    readonly country: CountryCode;
    readonly programName: string;
    /** For assisters, printed in mails and on pages. */
    readonly helpPhone: string;
  };
  readonly terms: ProgramTerms;
  /** Parts of the lead that documents and the demonstration show. It is good in this state, and nobody's. */
  readonly example: ExampleParts;
  readonly calendar: BusinessCalendar;
  readonly milestones: {
    /** The close of business on this business day after the day of sending is the contact deadline. */
    readonly contactBusinessDays: number;
    /** The close of business this many calendar days after the local date of sending. */
    readonly appointmentDays: number;
    /** The appointment reminder goes out when business opens this many business days before the deadline's day. */
    readonly appointmentReminderBusinessDays: number;
    /**
     * Calendar days for which an assignment's appointment clock may stand still, all pauses together. Then it goes on
     * by itself.
     */
    readonly pauseMaxDays: number;
  };
  readonly dates: {
    /** A contact, or an appointment that was held, is at most this many days before the lead was sent. */
    readonly contactDaysBefore: number;
    /** An appointment is agreed for at most this many days ahead. */
    readonly appointmentDaysAhead: number;
    /** A consumer's consent is at most this many days old when the lead comes in. */
    readonly consentDaysBefore: number;
    /** An application was submitted at most this many days before. */
    readonly applicationDaysBefore: number;
  };
  readonly routing: {
    readonly bothProgramsAssisterType: AssisterType;
    /** Declines, refusals and time-outs after which a person decides instead of the rules. */
    readonly maxHops: number;
    /** Days after the appointment deadline at which a silent assignment stops holding capacity. */
    readonly capacityReleaseDays: number;
    /** A lead still unsent after so many minutes is escalated while the retries go on. */
    readonly unsentAlertMinutes: number;
    /**
     * Business minutes within which a lead must be accepted before its details are shown. Null: acceptance is not
     * asked for.
     */
    readonly acceptanceWindowMinutes: number | null;
    /** What a missed contact deadline does in addition to its escalation. */
    readonly missedContact: 'escalate' | 're-route';
    /** Business minutes after which a lead that nobody opened is escalated. */
    readonly unopenedAlertMinutes: number;
    /** Leads unanswered in a row after which the SPOC is asked to suspend the organization. */
    readonly unansweredBeforeAlert: number;
    /** Days for which a resolved referral makes its organization preferred for the same consumer. */
    readonly sameConsumerDays: number;
    /** The criteria that rank eligible organizations, the most important first. */
    readonly rankBy: readonly RankCriterion[];
    /** What takes up a place of an organization's capacity. */
    readonly capacityMeans: CapacityMeaning;
    /**
     * In a day an organization gets at most its capacity divided by this, rounded up, while anybody else can take the
     * lead: what it can contact in two business days.
     */
    readonly dailyCapacityDivisor: number;
    readonly scarceLanguages: {
      /** A language is scarce in a county when its speakers have less than this part of the capacity there, 0 to 1. */
      readonly below: number;
      /** The last part of a speaker's capacity, 0 to 1, goes to others only when nobody else can take them. */
      readonly keptPart: number;
      /** Days after which nobody who waits is passed over any more because of a language. */
      readonly waitDays: number;
    };
  };
  readonly escalation: {
    /** An escalation is due at the close of business this many business days after it was opened. */
    readonly dueBusinessDays: number;
  };
  readonly requests: {
    /** A request is answered by the close of business this many business days after the day it came. */
    readonly dueBusinessDays: number;
    /** Days in which a new contact address has to confirm. */
    readonly confirmWithinDays: number;
  };
  readonly reminders: {
    /**
     * Reminders and alerts that are due at the same instant are spread over this many minutes. Deadlines never are.
     */
    readonly spreadMinutes: number;
  };
  readonly digest: {
    /**
     * Local time of day at which the SPOC's daily digest goes out, on business days. It must be inside business
     * hours.
     */
    readonly at: LocalTime;
  };
  readonly reports: {
    /** Local time of day at which reports go out. */
    readonly sendAt: LocalTime;
    /** Days of every period after the first, when a season is made by the rule. */
    readonly periodDays: number;
    /** Calendar days from a period's last day to the day on which its reports go out, by the rule. */
    readonly sendDaysAfterPeriod: number;
    /** Calendar days from then to the day by which they are due, by the rule. */
    readonly dueDaysAfterSending: number;
    /** What happens when business is closed on a sending date: a published date is a promise. */
    readonly closedDay: 'as-published' | 'next-business-day';
    /** Whether an organization without referrals in a period gets a report that says so. */
    readonly nilReports: boolean;
    /** The first reminder: so many business days before the due date. Another one follows on the due date itself. */
    readonly remindBusinessDaysBefore: number;
    /** Notices to an organization whose report is late: business days after the due date, ascending. */
    readonly chaseBusinessDaysAfter: readonly number[];
    /**
     * Business days after the due date on which a late report is escalated to the SPOC, after the last notice.
     */
    readonly escalateBusinessDaysAfter: number;
    /** The season's summary: business days after its last due date. */
    readonly summaryBusinessDaysAfter: number;
    /** A figure made of fewer cases is marked and not ranked. */
    readonly smallNumber: number;
  };
  readonly resolution: {
    /** Days with an attempt to reach the consumer before `unable-to-contact` is possible. */
    readonly attemptsBeforeUnable: number;
    /** Days after the appointment at which an interim resolution closes the referral. */
    readonly interimClosesAfterDays: number;
  };
  readonly mail: {
    /** `link`: no personal data in the mail. `full`: the six answers in the mail, for a gateway that encrypts. */
    readonly leadContent: 'link' | 'full';
    /** Put before the subject when `leadContent` is `full`. It tells the gateway to encrypt the mail. */
    readonly subjectTag: string;
  };
  readonly links: {
    /** Calendar days from sending for which a lead's link works. */
    readonly validDays: number;
    /** Minutes that a page stays open after the link's button was pressed. */
    readonly sessionMinutes: number;
  };
}

export interface ExampleParts {
  /** E.164. */
  readonly phone: string;
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly zip: string;
    readonly county: string;
  };
  readonly determinations: readonly Determination[];
  readonly assistance: readonly AssistanceKind[];
}

/**
 * `language`: organizations that speak the consumer's language first. `load`: turn, then the lowest share of capacity
 * in use. `idle`: longest without an assignment.
 */
export const RANK_CRITERIA = ['language', 'load', 'idle'] as const;
export type RankCriterion = (typeof RANK_CRITERIA)[number];

/**
 * `open-places`: referrals that are open at the same time. `fortnight`: also the leads given in any 14 days, however
 * they ended.
 */
export const CAPACITY_MEANINGS = ['open-places', 'fortnight'] as const;
export type CapacityMeaning = (typeof CAPACITY_MEANINGS)[number];

export interface BusinessCalendar {
  readonly zone: Zone;
  readonly opens: LocalTime;
  readonly closes: LocalTime;
  /** State holidays on their observed days, and any other closures, by date. */
  readonly closures: readonly Closure[];
  /** The first day this calendar knows about. A day before it is an error, too: its holidays are not here. */
  readonly from: LocalDate;
  /** The last day this calendar knows about. A deadline beyond it is an error, never a guess. */
  readonly through: LocalDate;
}

export interface Closure {
  readonly on: LocalDate;
  readonly name: string;
}
