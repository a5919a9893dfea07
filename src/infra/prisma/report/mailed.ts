import { causeOf } from '../../../domain/escalation/stored';
import type { MessageState } from '../../../domain/mail-retries';
import type { Instant } from '../../../domain/time';
import { distrustContact } from '../organization/distrust-contact';
import { escalate, type EscalationSetting } from '../escalation/escalate';
import type { Attempt } from '../followers/follower';
import type { AttemptedMessage } from '../outbox/attempts';
import type { Tx } from '../database/transaction';
import { readFollowedReport, type FollowedReport } from './followed-report';
import { refreshReport } from './refresh-report';
import { appendReportEvent } from './events';
import { notBefore } from './take-steps';

/** Keeps what became of a mail of a report, which is locked. */
export async function reportMailed(
  tx: Tx,
  setting: EscalationSetting,
  reportId: string,
  { message, outcome, usual, command }: Attempt,
): Promise<MessageState> {
  // Mail to the exchange itself changes nothing here. Its end shows in the message's row.
  if (message.organizationId === null) return usual;
  const report = await readFollowedReport(tx, reportId);
  const at = notBefore(report, command.at);
  if (outcome.outcome === 'sent') await noteSent(tx, report, message, at);
  else if (outcome.outcome === 'refused') {
    // The address is unverified until a person has put it right. The next mail goes to the address that is current
    // then.
    await distrustContact(tx, message.id, at);
    await noteUndelivered(tx, setting, report, message, 'mail-refused', at);
  } else if (usual.state === 'abandoned') {
    await noteUndelivered(tx, setting, report, message, 'mail-abandoned', at);
  }
  return usual;
}

/** Whichever mail it was, the organization now has the link to its report. */
async function noteSent(
  tx: Tx,
  { id, sent }: FollowedReport,
  { order }: AttemptedMessage,
  at: Instant,
): Promise<void> {
  if (order.mail === 'report-chase') await appendReportEvent(tx, id, 'reminded', at, order.step);
  if (sent) return;
  await appendReportEvent(tx, id, 'sent', at);
  await tx.$executeRaw`UPDATE reports SET sent_at = ${at}::timestamptz WHERE id = ${id}::uuid`;
  await refreshReport(tx, id, { at, returned: false });
}

/** This mail is not tried again. The single point of contact is told, and the report continues. */
async function noteUndelivered(
  tx: Tx,
  setting: EscalationSetting,
  { id, organizationId }: FollowedReport,
  { order: { mail } }: AttemptedMessage,
  type: 'mail-refused' | 'mail-abandoned',
  at: Instant,
): Promise<void> {
  await appendReportEvent(tx, id, type, at, { mail });
  if (mail === 'report') await appendReportEvent(tx, id, 'undelivered', at);
  await escalate(tx, setting, {
    ...causeOf('delivery-failed', { kind: 'organization', organizationId }),
    at,
    openedBy: { kind: 'report', subjectId: id },
  });
}
