/**
 * What a person can do about an escalation on its page. These words are kept in its history
 * (`escalation_events.type`) and used in the page's addresses. The table of escalations says which acts help with
 * which kind.
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
