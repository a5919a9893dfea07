import type { EscalationKind } from '../../../../domain/escalation/kind';

/** The forms of the escalation's page. Templates write them and routes read them from here. */
export const ESCALATION_FORMS = [
  'give',
  'contact',
  'held',
  'withdraw',
  'capacity',
  'lift',
  'address',
  'reroute',
  'suspend',
  'answer',
  'close',
] as const;
export type EscalationFormName = (typeof ESCALATION_FORMS)[number];

/** What helps with each cause, first things first. */
export const FORMS_FOR: Record<EscalationKind, readonly EscalationFormName[]> = {
  'contact-missed': ['contact', 'give', 'close'],
  'lead-not-opened': ['contact', 'give', 'close'],
  'appointment-missed': ['held', 'contact', 'give', 'close'],
  'amended-after-contact': ['give', 'close'],
  'lead-unsent': ['give', 'close'],
  'too-many-declines': ['give', 'withdraw', 'close'],
  'directed-unavailable': ['give', 'withdraw', 'close'],
  'exchange-must-resolve': ['withdraw', 'give', 'close'],
  'no-eligible-organization': ['capacity', 'lift', 'close'],
  'delivery-failed': ['address', 'reroute', 'suspend', 'close'],
  'organization-unresponsive': ['suspend', 'close'],
  request: ['answer', 'close'],
  'workflow-restarted': ['close'],
  'report-late': ['close'],
  'outside-report-periods': ['close'],
};

/** Where the rules may still choose; elsewhere they have said all they can. */
export const RULES_MAY_CHOOSE: readonly EscalationKind[] = [
  'contact-missed',
  'appointment-missed',
  'lead-not-opened',
  'amended-after-contact',
  'lead-unsent',
];

/** Value of `organization` for that. */
export const BY_THE_RULES = 'by-the-rules';

/** Values of `outcome` in the form `suspend`. */
export const SUSPEND_OUTCOMES = ['suspend', 'suspend-and-reroute'] as const;
export type SuspendOutcome = (typeof SUSPEND_OUTCOMES)[number];

/** Values of `outcome` in the form `answer`. */
export const ANSWER_OUTCOMES = ['approve', 'refuse'] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];
