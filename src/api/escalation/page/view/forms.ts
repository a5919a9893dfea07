/* Values of the forms of the escalation's page. Templates write them and routes read them from here. */

/** Value of `organization` in the form `give`. The rules choose, where the table of escalations lets them. */
export const BY_THE_RULES = 'by-the-rules';

/** Values of `outcome` in the form `suspend`. */
export const SUSPEND_OUTCOMES = ['suspend', 'suspend-and-reroute'] as const;
export type SuspendOutcome = (typeof SUSPEND_OUTCOMES)[number];

/** Values of `outcome` in the form `answer`. */
export const ANSWER_OUTCOMES = ['approve', 'refuse'] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];
