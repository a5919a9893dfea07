import type { EscalationReason } from '../vocabulary';

/**
 * What a person has to deal with. A kind is finer than the reason. For example, a referral that only the exchange can
 * solve is not an organization's request, and a mail server that does not take a lead yet does not mean a wrong
 * address. The whole service works with the kind. The reason is the name that the API, the database and the log use
 * (stored.ts).
 */
export type EscalationKind =
  EscalationReason | 'exchange-must-resolve' | 'directed-unavailable' | 'lead-unsent';
