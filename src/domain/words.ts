import type { CapacityMeaning } from './policy';
import { capitalized, type CountyTerm } from './terms';
import type {
  AmendablePart,
  AssisterType,
  DeclineReason,
  MilestoneName,
  MilestoneState,
  PauseReason,
  PreferredContact,
  ReferralStatus,
  RequestKind,
  WithdrawReason,
} from './vocabulary';

/**
 * The closed lists in words, once for pages, mails and workbooks. When a list grows, this file does not compile until
 * the new value has its words.
 */

/** What a capacity is a number of. */
export const CAPACITY_WORDS: Record<CapacityMeaning, string> = {
  'open-places': 'Referrals open at the same time',
  fortnight: 'Referrals in any two weeks',
};

export const ASSISTER_TYPE_WORDS: Record<AssisterType, string> = {
  navigator: 'Navigator',
  broker: 'Broker',
};

export const DECLINE_REASON_WORDS: Record<DeclineReason, string> = {
  'at-capacity': 'We have no room for an appointment in time',
  'wrong-type': 'The consumer needs the other type of assister',
  'wrong-area': 'The consumer lives outside our area',
  language: 'We do not have the language the consumer needs',
  conflict: 'We have a conflict of interest',
  'exchange-must-resolve': 'Only the exchange can solve this',
  other: 'Another reason',
};

export const WITHDRAW_REASON_WORDS: Record<WithdrawReason, string> = {
  'no-longer-needed': 'The consumer no longer needs help',
  'already-has-assister': 'The consumer has found an assister already',
  duplicate: 'The referral was sent twice',
  'entered-in-error': 'The referral was sent by mistake',
  other: 'Another reason',
};

export const PAUSE_REASON_WORDS: Record<PauseReason, string> = {
  'consumer-asked-to-wait': 'The consumer asked to wait',
  'consumer-unavailable': 'The consumer is away or ill',
  'waiting-for-documents': 'The consumer still needs documents',
  other: 'Another reason',
};

export const AMENDABLE_PART_WORDS: Record<AmendablePart, string> = {
  consumer: 'how to reach the consumer',
  address: 'the address',
  account: 'the account’s status',
  application: 'the application’s status',
  determinations: 'the household’s determinations',
  reason: 'why the consumer seeks help',
  guidance: 'the guidance given',
  assistance: 'the kind of help',
};

export const requestKindWords = ({ many }: CountyTerm): Record<RequestKind, string> => ({
  'contact-change': 'New address for leads',
  absence: 'Time away',
  suspend: 'No new referrals for now',
  resume: 'Take referrals again',
  capacity: 'How many appointments we can hold',
  languages: 'Languages we speak',
  counties: `${capitalized(many)} we serve`,
  type: 'Type of assister',
  question: 'A question',
});

export const REFERRAL_STATUS_WORDS: Record<ReferralStatus, string> = {
  received: 'Received, not sent yet',
  unassigned: 'Waiting for an organization',
  sent: 'Sent, consumer not contacted yet',
  accepted: 'Accepted, consumer not contacted yet',
  contacted: 'Consumer contacted',
  'appointment-scheduled': 'Appointment scheduled',
  resolved: 'Closed with a resolution',
  withdrawn: 'Withdrawn by the exchange',
};

export const MILESTONE_WORDS: Record<MilestoneName, string> = {
  contact: 'Contact the consumer',
  appointment: 'Hold the appointment',
};

export const MILESTONE_STATE_WORDS: Record<MilestoneState, string> = {
  pending: 'On time',
  'due-soon': 'Due soon',
  breached: 'Overdue',
  met: 'Done',
  late: 'Done late',
  paused: 'Paused',
  cancelled: 'No longer needed',
};

export const PREFERRED_CONTACT_WORDS: Record<PreferredContact, string> = {
  phone: 'Phone call',
  email: 'Email',
  text: 'Text message',
};
