import { WITHDRAW_REASON_WORDS } from '../../../domain/words';
import type { Zone } from '../../../domain/time';
import { WITHDRAW_REASONS } from '../../../domain/vocabulary';
import { formatDate, formatInstant } from '../../../domain/wording';
import { recordedNotice } from '../../pages/notices';
import type { HistoryEntryView, NoticeView } from '../../pages/view-models';
import type { EscalationEvent, EscalationRecord } from './ports';

/** What happened with the escalation, oldest first. */
export function historyOf(record: EscalationRecord, zone: Zone): HistoryEntryView[] {
  const { openedAt, mailedAt, resolvedAt, resolvedBy, note } = record;
  const entries: HistoryEntryView[] = [
    { at: openedAt, text: 'Opened', comments: null },
    ...(mailedAt === null ? [] : [{ at: mailedAt, text: 'Mail sent', comments: null }]),
    ...record.history
      .filter(({ type }) => type !== 'close')
      .map((event) => ({
        at: event.at,
        text: event.done
          ? sentence(event, record, zone)
          : `Begun, perhaps not finished: ${sentence(event, record, zone)}`,
        comments: event.data.note ?? null,
      })),
  ];
  if (resolvedAt !== null) {
    const text = resolvedBy === 'system' ? 'Closed by itself: the cause is gone' : 'Closed';
    entries.push({ at: resolvedAt, text, comments: note });
  }
  // The sort is stable: what happened at one instant stays in the order above.
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Says after an act what was done. Null when there is no such act. */
export function noticeOf(record: EscalationRecord, eventId: string | null, zone: Zone): NoticeView | null {
  const event = record.history.find(({ id }) => id === eventId);
  if (event === undefined) return null;
  const text = sentence(event, record, zone);
  return recordedNotice(text.charAt(0).toLowerCase() + text.slice(1));
}

function sentence({ type, data }: EscalationEvent, { request }: EscalationRecord, zone: Zone): string {
  const organization = data.organization ?? 'the organization';
  switch (type) {
    case 'assigned':
      return `Owner is now ${data.owner ?? ''}`;
    case 'give':
      return data.organization === undefined
        ? 'Given to another organization by the rules'
        : `Given to ${organization}`;
    case 'contact':
      return data.on === undefined ? 'Contact recorded' : `Contact on ${formatDate(data.on)} recorded`;
    case 'held':
      return data.at === undefined
        ? 'Appointment recorded as held'
        : `Appointment on ${formatInstant(data.at, zone)} recorded as held`;
    case 'withdraw': {
      const reason = WITHDRAW_REASONS.find((known) => known === data.choice);
      return `Referral withdrawn${reason === undefined ? '' : `: ${WITHDRAW_REASON_WORDS[reason]}`}`;
    }
    case 'capacity':
      return `Capacity of ${organization} set to ${data.capacity ?? ''}`;
    case 'lift':
      return `Suspension of ${organization} ended`;
    case 'address':
      return `New address for ${organization} entered; we ask it to confirm`;
    case 'reroute':
      return `Open referrals of ${organization} are being given to others`;
    case 'suspend':
      return data.choice === 'suspend-and-reroute'
        ? `Suspended ${organization}; its open referrals are being given to others`
        : `Suspended ${organization}`;
    case 'answer':
      if (request?.kind === 'question' && data.choice === 'approve') return 'Question answered';
      return data.choice === 'approve' ? 'Request approved' : 'Request refused';
    case 'close':
      return 'Escalation closed';
    default:
      return type satisfies never;
  }
}
