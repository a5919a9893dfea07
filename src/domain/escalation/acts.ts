/**
 * What a person can do about an escalation on its page, in the words of its history (`escalation_events.type`) and of
 * the page's addresses. Which of them help with which kind stands in the table of escalations.
 */
export const ESCALATION_ACTS = [
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
export type EscalationAct = (typeof ESCALATION_ACTS)[number];
