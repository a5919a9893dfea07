import type { Lead } from './lead';

/** What identifies the same consumer in another lead. Personal data: it is stored only beside the lead. */
export interface ConsumerKeys {
  /** E.164. */
  readonly phone: string | null;
  /** In lower case. */
  readonly email: string | null;
  /**
   * Letters and digits of first and last name, in lower case and without accents, because some people write accents
   * and some do not.
   */
  readonly name: string;
}

/**
 * Two leads are of the same consumer when the name is the same, and also the phone number or the mail address
 * (docs/program.md, "The same consumer again"). One of them alone is not enough: families share a telephone, and
 * names are not unique.
 */
export function consumerKeys({ firstName, lastName, phone, email }: Lead['consumer']): ConsumerKeys {
  return {
    phone: phone ?? null,
    email: email?.toLowerCase() ?? null,
    name: `${firstName}${lastName}`
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  };
}
