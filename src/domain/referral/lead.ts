import type { LocalDate } from '../time';
import type { AssistanceKind, Determination } from '../terms';
import type { PreferredContact } from '../vocabulary';

/**
 * What the CRM sends, after validation: the six answers of the program's referral mail, the consumer, the
 * address and the consent. Stored whole as `leads.body`. Personal data: it stays in PostgreSQL and never enters a
 * workflow.
 */
export interface Lead {
  readonly externalId: string;
  readonly consumer: {
    /** At least one of the two names: some people have one name. */
    readonly firstName?: string | undefined;
    readonly lastName?: string | undefined;
    /** E.164. */
    readonly phone?: string | undefined;
    /** Digits; only with a phone number. */
    readonly phoneExtension?: string | undefined;
    readonly email?: string | undefined;
    readonly preferredContact?: PreferredContact | undefined;
    /** BCP 47, by IANA's registry. */
    readonly preferredLanguage: string;
    readonly bestTimeToContact?: string | undefined;
  };
  readonly address: {
    readonly line1?: string | undefined;
    readonly line2?: string | undefined;
    readonly city?: string | undefined;
    readonly zip: string;
    /** Five-digit FIPS code, resolved from the county's name or the ZIP code. */
    readonly countyFips: string;
    readonly county: string;
  };
  readonly account: { readonly active: boolean };
  readonly application: { readonly active: boolean; readonly submittedOn?: LocalDate | undefined };
  readonly determinations: readonly Determination[];
  readonly reason: string;
  readonly guidance: string;
  readonly consent: { readonly given: true; readonly on: LocalDate };
  readonly assistance: readonly AssistanceKind[];
}

/** The name as it is shown. */
export function nameOf({ firstName, lastName }: Pick<Lead['consumer'], 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter((part) => part !== undefined).join(' ');
}
