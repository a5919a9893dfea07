import type { CountryCode } from 'libphonenumber-js';
import type { ProgramPolicy } from './policy';
import type { ProgramTerms } from './terms';

/** What pages, mails and workbooks say about one exchange's program: who is responsible, and in which words it speaks. */
export interface Program {
  readonly exchangeName: string;
  readonly programName: string;
  /** Two-letter code; the state part of every consumer's address. */
  readonly state: string;
  /** Two-letter code; telephone numbers are written as there. */
  readonly country: CountryCode;
  /** The single point of contact's mailbox. */
  readonly spocEmail: string;
  /** E.164. An assister can call it. */
  readonly helpPhone: string;
  readonly terms: ProgramTerms;
  /** Calendar days in which an appointment is to be held. */
  readonly appointmentDays: number;
}

/** From the policy. The mailbox is the deployment's own setting (SPOC_EMAIL). */
export function programOf({ exchange, terms, milestones }: ProgramPolicy, spocEmail: string): Program {
  const { name, programName, state, country, helpPhone } = exchange;
  const { appointmentDays } = milestones;
  return { exchangeName: name, programName, state, country, helpPhone, spocEmail, terms, appointmentDays };
}
