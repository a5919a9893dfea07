import {
  AMENDABLE_PART_WORDS,
  DECLINE_REASON_WORDS,
  PAUSE_REASON_WORDS,
  WITHDRAW_REASON_WORDS,
} from '../../../domain/words';
import type { MilestoneName } from '../../../domain/vocabulary';
import { formatDate, formatInstant } from '../../../domain/wording';
import type { ReferralEventBody } from '../../../domain/referral/events';
import { termWords } from '../../../domain/terms';
import type { PageSetting } from '../../pages/links/page-setting';
import { recordedNotice } from '../../pages/notices';
import type { HistoryEntryView, NoticeView } from '../../pages/view-models';
import type { AssignmentRecord, CommentedEvent } from './ports';

/** Events that concern the exchange alone or repeat another event. They are not in an assister's history. */
export const UNTOLD = [
  ...(['received', 'assigned', 'unassigned', 'delivery-refused', 'milestone-met'] as const),
  ...(['milestone-cancelled', 'capacity-released', 'escalated', 'reopened'] as const),
] satisfies ReferralEventBody['type'][];

type Told = Exclude<CommentedEvent, { readonly type: (typeof UNTOLD)[number] }>;

function isTold(event: CommentedEvent): event is Told {
  return UNTOLD.every((type) => type !== event.type);
}

/** In whose zone and in which words the history is told. */
type Speech = Pick<PageSetting, 'zone' | 'program'>;

/** What happened, in an assister's words. */
export function historyEntries(events: readonly CommentedEvent[], speech: Speech): HistoryEntryView[] {
  return events.filter(isTold).map((event, index, told) => {
    const by = event.actor === 'coordinator' ? ' (recorded by the exchange)' : '';
    // A report can say several things at once. Its comments appear with the last of them.
    const goesOn = event.actId !== null && told[index + 1]?.actId === event.actId;
    const comments = goesOn ? null : event.comments;
    return { at: event.at, text: `${wordsFor(event, speech)}${by}`, comments };
  });
}

/** Says after an act that it is on record, in the words of its event. Null when there is no such act. */
export function noticeOf({ recorded }: AssignmentRecord, speech: Speech): NoticeView | null {
  if (recorded === null || !isTold(recorded)) return null;
  const text = wordsFor(recorded, speech);
  return recordedNotice(text.charAt(0).toLowerCase() + text.slice(1));
}

const DUE_SOON: Record<MilestoneName, string> = {
  contact: 'Reminder: the time to contact the consumer ends soon',
  appointment: 'Reminder: the time for the appointment ends soon',
};

const MISSED: Record<MilestoneName, string> = {
  contact: 'The time to contact the consumer ended',
  appointment: 'The time for the appointment ended',
};

function wordsFor(event: Told, { zone, program }: Speech): string {
  const { resolutions } = program.terms;
  switch (event.type) {
    case 'sent':
      return 'Referral sent to you';
    case 'opened':
      return 'Referral opened';
    case 'contact-attempted':
      return `Consumer not reached on ${formatDate(event.on)}`;
    case 'contact-made':
      return `Consumer reached on ${formatDate(event.on)}`;
    case 'contact-corrected':
      return event.on === null
        ? 'Contact corrected: the consumer was not reached'
        : `Contact corrected: consumer reached on ${formatDate(event.on)}`;
    case 'appointment-agreed':
      return `Appointment agreed for ${formatInstant(event.appointmentAt, zone)}`;
    case 'appointment-held':
      return `Appointment held on ${formatInstant(event.appointmentAt, zone)}`;
    case 'resolution-recorded':
      return `Resolution: ${termWords(resolutions, event.resolution)}`;
    case 'interim-resolution-closed':
      return `Referral closed with the resolution: ${termWords(resolutions, event.resolution)}`;
    case 'accepted':
      return 'Referral accepted';
    case 'timed-out':
      return event.missed === 'acceptance'
        ? 'The time to accept the referral ended'
        : 'The time to contact the consumer ended, so the referral went to another organization';
    case 'withdrawn':
      return `Referral withdrawn by the exchange: ${WITHDRAW_REASON_WORDS[event.reason]}`;
    case 'amended':
      return `Changed by the exchange: ${event.parts.map((part) => AMENDABLE_PART_WORDS[part]).join(', ')}`;
    case 'handed-on':
      return 'Referral given to another organization';
    case 'resolution-corrected':
      return `Resolution corrected: ${termWords(resolutions, event.resolution)}`;
    case 'clock-paused':
      return `Waiting for the consumer: ${PAUSE_REASON_WORDS[event.reason]}`;
    case 'clock-resumed':
      return `No longer waiting; the appointment is due ${formatInstant(event.clock.dueAt, zone)}`;
    case 'declined':
      return `Referral declined: ${DECLINE_REASON_WORDS[event.reason]}`;
    case 'milestone-due-soon':
      return DUE_SOON[event.milestone];
    case 'milestone-breached':
      return MISSED[event.milestone];
    default:
      return event satisfies never;
  }
}
