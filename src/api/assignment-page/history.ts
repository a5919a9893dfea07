import { DECLINE_REASON_WORDS, RESOLUTION_WORDS } from '../../domain/terms';
import type { MilestoneName } from '../../domain/vocabulary';
import type { Zone } from '../../domain/time';
import { formatDate, formatInstant } from '../../domain/wording';
import { recordedNotice } from '../pages/notices';
import type { HistoryEntryView, NoticeView } from '../pages/view-models';
import type { CommentedEvent } from '../ports';

/** What happened, in an assister's words. What concerns the exchange alone is left out. */
export function historyOf(events: readonly CommentedEvent[], zone: Zone): HistoryEntryView[] {
  return events.flatMap((event) => {
    const text = wordsFor(event, zone);
    if (text === null) return [];
    const by = event.actor === 'coordinator' ? ' (recorded by the exchange)' : '';
    return [{ at: event.at, text: `${text}${by}`, comments: event.comments }];
  });
}

/** After an act: that it is on record, in the words of its event. Null when there is no such act. */
export function noticeOf(
  events: readonly CommentedEvent[],
  actId: string | null,
  zone: Zone,
): NoticeView | null {
  if (actId === null) return null;
  for (const event of events) {
    const text = event.actId === actId ? wordsFor(event, zone) : null;
    if (text !== null) return recordedNotice(text.charAt(0).toLowerCase() + text.slice(1));
  }
  return null;
}

const DUE_SOON: Record<MilestoneName, string> = {
  contact: 'Reminder: the time to contact the consumer ends soon',
  appointment: 'Reminder: the time for the appointment ends soon',
};

const MISSED: Record<MilestoneName, string> = {
  contact: 'The time to contact the consumer ended',
  appointment: 'The time for the appointment ended',
};

function wordsFor(event: CommentedEvent, zone: Zone): string | null {
  switch (event.type) {
    case 'sent':
      return 'Referral sent to you';
    case 'opened':
      return 'Referral opened';
    case 'contact-attempted':
      return `Consumer not reached on ${formatDate(event.on)}`;
    case 'contact-made':
      return `Consumer reached on ${formatDate(event.on)}`;
    case 'appointment-agreed':
      return `Appointment agreed for ${formatInstant(event.appointmentAt, zone)}`;
    case 'appointment-held':
      return `Appointment held on ${formatInstant(event.appointmentAt, zone)}`;
    case 'resolution-recorded':
      return `Resolution: ${RESOLUTION_WORDS[event.resolution]}`;
    case 'interim-resolution-closed':
      return `Referral closed with the resolution: ${RESOLUTION_WORDS[event.resolution]}`;
    case 'declined':
      return `Referral declined: ${DECLINE_REASON_WORDS[event.reason]}`;
    case 'milestone-due-soon':
      return DUE_SOON[event.milestone];
    case 'milestone-breached':
      return MISSED[event.milestone];
    case 'received':
    case 'assigned':
    case 'unassigned':
    case 'delivery-refused':
    case 'milestone-met':
    case 'milestone-cancelled':
    case 'capacity-released':
    case 'escalated':
      return null;
    default:
      return event satisfies never;
  }
}
