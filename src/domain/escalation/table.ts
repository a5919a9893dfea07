import type { EscalationKind } from './kind';
import { ASSIGNED } from './kinds/assigned';
import { BEYOND } from './kinds/beyond';
import { WAITING } from './kinds/waiting';
import type { EscalationRule } from './rule';
import type { EscalationSubject } from './subject';

const RULES = { ...WAITING, ...ASSIGNED, ...BEYOND } satisfies Record<EscalationKind, EscalationRule>;

/**
 * The one table of escalations. Mails, pages, the log and PostgreSQL ask here what a kind is called, what it offers
 * and what closes it. A kind with a missing entry does not compile.
 */
export const ESCALATIONS: Readonly<Record<EscalationKind, EscalationRule>> = RULES;

export const ESCALATION_KINDS = Object.keys(RULES) as readonly EscalationKind[];

/** What a kind is about, from the table. An escalation with another kind of subject does not compile. */
export type SubjectOf<K extends EscalationKind> = Extract<
  EscalationSubject,
  { readonly kind: (typeof RULES)[K]['about'] }
>;

/** The kinds that are about such a subject. */
export type KindAbout<S extends EscalationSubject['kind']> = {
  [K in EscalationKind]: (typeof RULES)[K]['about'] extends S ? K : never;
}[EscalationKind];
