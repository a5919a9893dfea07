import type { EscalationReason } from '../vocabulary';

/**
 * What a person has to see to. It differs more finely than the reason tells: a referral that only the exchange can
 * solve is nobody's request, and a lead that a mail server does not take yet has no wrong address. Everything in the
 * service goes by the kind; the reason is what the API, the database and the log call it (stored.ts).
 */
export type EscalationKind =
  EscalationReason | 'exchange-must-resolve' | 'directed-unavailable' | 'lead-unsent';
