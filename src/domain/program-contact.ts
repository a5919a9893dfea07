import type { ProgramPolicy } from './policy';

/** Who is responsible for a page or a mail, and whom an assister can write to or call. */
export interface ProgramContact {
  readonly exchangeName: string;
  readonly programName: string;
  /** Two-letter code; the state part of every consumer's address. */
  readonly state: string;
  /** The single point of contact's mailbox. */
  readonly spocEmail: string;
  /** As printed, such as `555-0100`. */
  readonly helpPhone: string;
}

/** From the policy. The mailbox is the deployment's own setting (SPOC_EMAIL). */
export function programContact({ exchange }: ProgramPolicy, spocEmail: string): ProgramContact {
  const { name, programName, state, helpPhone } = exchange;
  return { exchangeName: name, programName, state, helpPhone, spocEmail };
}
