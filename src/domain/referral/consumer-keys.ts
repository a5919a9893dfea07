import type { Lead } from './lead';

/** What makes the same consumer recognizable in another lead. Personal data: it stays beside the lead. */
export interface ConsumerKeys {
  /** E.164. */
  readonly phone: string | null;
  /** In lower case. */
  readonly email: string | null;
  /** Letters and digits of first and last name, in lower case and without accents: people write them, or not. */
  readonly name: string;
}

/**
 * Two leads are of the same consumer when the name is the same and so is the phone number or the mail address (DESIGN
 * "Questions that would otherwise be answered twice"): families share one telephone, and names are not unique.
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
