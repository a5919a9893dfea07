import { assertNever } from '../../../domain/errors';
import type { ReferralEvent } from '../../../domain/referral/events';
import { followUpMails } from '../../../domain/referral/follow-up-mails';
import { moveBy, type Moved } from '../../../domain/referral/read-model';
import { overcomeBy } from '../../../domain/referral/overcome';
import type { ReferralState } from '../../../domain/referral/state';
import type { Instant } from '../../../domain/time';
import type { MessageKind } from '../../../domain/vocabulary';
import type { MailOrder } from '../../../domain/mail-order';
import type { Waker } from '../../../workflows/follow/waker';
import { clearEscalations } from '../escalation/clear-escalations';
import { escalate, type EscalationSetting } from '../escalation/escalate';
import { escalationIdFor } from '../escalation/open-escalation';
import { closeAnswered } from '../escalation/close-for-organization';
import { addMessages, overtake, type NewMessage } from '../outbox/messages';
import { followReferrals, lockReports } from '../report/follow-referrals';
import { onCommit, type Tx } from '../database/transaction';
import { writeMoved, type ActRow, type Concerns } from './write';

/** What was decided about one referral. The referral is locked. */
export interface Decided {
  readonly before: ReferralState;
  readonly events: readonly ReferralEvent[];
  /** The act that caused it. It is kept with its words. */
  readonly act?: Omit<ActRow, 'referralId' | 'version' | 'createdAt'>;
}

export interface AppendSetting extends EscalationSetting {
  readonly waker: Pick<Waker, 'wake'>;
}

/**
 * Appends what was decided, with everything that follows from it: the read model, places, escalations, mails. All or
 * nothing, in the caller's transaction. Returns the referrals' states after that, in the order given.
 */
export async function append(
  tx: Tx,
  setting: AppendSetting,
  decided: readonly Decided[],
): Promise<ReferralState[]> {
  const moved: Moved[] = [];
  const acts: ActRow[] = [];
  for (const { before, events, act } of decided) {
    const move = moveBy(before, await named(tx, events));
    moved.push(move);
    const { referralId, version, lastAt } = move.after;
    if (act !== undefined && events.length > 0) acts.push({ ...act, referralId, version, createdAt: lastAt });
  }
  const changed = moved.filter(({ events }) => events.length > 0);
  if (changed.length > 0) {
    await lockReports(tx, changed);
    const concerns = await writeMoved(tx, changed, acts);
    const reports = await followReferrals(tx, changed);
    onCommit(tx, () => reports.forEach((report) => setting.waker.wake(report, 'answered')));
    for (const move of changed) await openEscalations(tx, setting, move);
    await closeOvercome(tx, changed, concerns);
    await writeMails(tx, changed);
  }
  return moved.map(({ after }) => after);
}

/** Gives each `escalated` event the id of the open escalation of its cause. */
async function named(tx: Tx, events: readonly ReferralEvent[]): Promise<ReferralEvent[]> {
  const all: ReferralEvent[] = [];
  for (const event of events) {
    all.push(
      event.type === 'escalated' ? { ...event, escalationId: await escalationIdFor(tx, event) } : event,
    );
  }
  return all;
}

async function openEscalations(
  tx: Tx,
  setting: AppendSetting,
  { before: { referralId }, events }: Moved,
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'escalated' || event.escalationId === null) continue;
    const { reason, subject, at, escalationId: id } = event;
    const openedBy = { kind: 'referral', subjectId: referralId } as const;
    await escalate(tx, setting, { id, reason, subject, at, openedBy, referralId });
  }
}

/** Closes escalations whose cause is gone. */
async function closeOvercome(tx: Tx, moved: readonly Moved[], concerns: readonly Concerns[]): Promise<void> {
  const at = latest(moved);
  const escalated = new Set([
    ...concerns.filter((one) => one.escalated).map(({ id }) => id),
    ...moved.filter(({ events }) => events.some(isEscalated)).map(({ before: { referralId } }) => referralId),
  ]);
  const awaited = new Set(concerns.filter((one) => one.awaited).map(({ id }) => id));
  const overcome = moved.map(({ before: { referralId }, after, events }) => ({
    ...overcomeBy(after, events),
    referralId,
  }));
  await clearEscalations(
    tx,
    overcome.filter(({ referralId, kinds }) => escalated.has(referralId) && kinds.length > 0),
    at,
  );
  const answered = overcome.filter(({ referralId }) => awaited.has(referralId));
  await closeAnswered(tx, [...new Set(answered.flatMap(({ activeOn }) => activeOn))], at);
}

function isEscalated({ type }: ReferralEvent): boolean {
  return type === 'escalated';
}

async function writeMails(tx: Tx, moved: readonly Moved[]): Promise<void> {
  const over = moved.flatMap(({ changed }) =>
    changed.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id),
  );
  await overtake(tx, over, ['lead', 'reminder', 'amended']);
  const mails = moved.flatMap((move) => {
    const { referralId } = move.before;
    return followUpMails(move).map(({ key, assignmentId, organizationId, order }): NewMessage => {
      const sender = { kind: 'referral', subjectId: referralId } as const;
      const about = { referralId, assignmentId, organizationId };
      return { ...about, key: `referral-${referralId}/${key}`, kind: kindOf(order), order, sender };
    });
  });
  await addMessages(tx, mails, latest(moved));
}

/** X-Message-Kind of a mail about a referral. */
export function kindOf(order: MailOrder): MessageKind {
  switch (order.mail) {
    case 'lead':
    case 'amended':
      return order.mail;
    case 'reminder':
      return `${order.milestone}-reminder`;
    case 'over':
      return order.notice;
    case 'escalation':
    case 'request':
    case 'report':
    case 'report-chase':
    case 'report-corrections':
    case 'season-summary':
    case 'digest':
      throw new Error(`a referral sends no mail ${order.mail}`);
    default:
      return assertNever(order);
  }
}

function latest(moved: readonly Moved[]): Instant {
  return moved.map(({ after }) => after.lastAt).reduce((a, b) => (a > b ? a : b));
}
