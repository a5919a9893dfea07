import { v5 as nameBasedId } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { causeOf } from '../../../domain/escalation/stored';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import { distrustContact } from '../organization/distrust-contact';
import { escalate } from '../escalation/escalate';
import { markBehind } from '../followers/follower-rows';
import { recordAct } from '../referral/acts';
import { lockReferral } from '../referral/log';
import type { Tx } from '../database/transaction';

type Setting = Parameters<typeof recordAct>[1];

/** Who has to be told after the commit. */
export interface Bounced {
  readonly wakes: readonly Followed[];
  readonly freesPlace: boolean;
}

interface Report {
  readonly messageId: string;
  readonly smtpCode: number | null;
  readonly at: Instant;
}

interface BouncedMessage {
  readonly referral_id: string | null;
  readonly assignment_id: string | null;
  readonly report_id: string | null;
  readonly request_id: string | null;
  readonly organization_id: string | null;
}

const BOUNCE_NAMESPACE = '3f1e7c52-6a0b-5d0e-8f53-5a4f0c1b9d27';

/**
 * Records that a mail to an organization came back after the server had taken it. The same follows as when the server
 * refuses it. A lead that nobody has opened goes to the next organization, and its own events tell the single point of
 * contact. For every other mail this function does, unless somebody has put the address right in the meantime. Has an
 * effect once for each message, however many reports there are about it.
 */
export async function takeBounce(tx: Tx, setting: Setting, report: Report): Promise<Bounced> {
  const { messageId, at } = report;
  const message = await readMessage(tx, messageId);
  const { referral_id: referralId, organization_id: organizationId } = message;
  if (organizationId === null) throw new Error(`message ${messageId} went to no organization`);
  // The referral is locked before the message, as everywhere.
  if (referralId !== null) await lockReferral(tx, referralId);
  const first = await tx.$executeRaw`
    UPDATE messages SET bounced_at = ${at}::timestamptz WHERE id = ${messageId}::uuid AND bounced_at IS NULL`;
  if (first === 0) return { wakes: [], freesPlace: false };

  // The organization is locked before its escalation, as when the server refuses a mail.
  const isCurrent = await distrustContact(tx, messageId, at);
  const act = await bringToReferral(tx, setting, message, report);
  const sender = senderOf(message);
  const { recorded, wakes, freesPlace } = act;
  if (recorded || !isCurrent) return { wakes: wakes ? [sender] : [], freesPlace };
  const cause = causeOf('delivery-failed', { kind: 'organization', organizationId });
  await escalate(tx, setting, { ...cause, at, openedBy: sender, referralId });
  await markBehind(tx, [sender], at);
  return { wakes: [sender], freesPlace };
}

async function readMessage(tx: Tx, id: string): Promise<BouncedMessage> {
  const [row] = await tx.$queryRaw<BouncedMessage[]>`
    SELECT referral_id, assignment_id, report_id, request_id, organization_id FROM messages WHERE id = ${id}::uuid`;
  if (row === undefined) throw new Error(`no message ${id}`);
  return row;
}

const NOTHING_RECORDED = { recorded: false, wakes: false, freesPlace: false } as const;

/** Records nothing if the mail is about no assignment, or if the referral is closed or with another organization. */
async function bringToReferral(
  tx: Tx,
  setting: Setting,
  { referral_id: referralId, assignment_id: assignmentId }: BouncedMessage,
  { messageId, smtpCode, at }: Report,
): Promise<Pick<Awaited<ReturnType<typeof recordAct>>, 'recorded' | 'wakes' | 'freesPlace'>> {
  if (referralId === null || assignmentId === null) return NOTHING_RECORDED;
  const actId = nameBasedId(messageId, BOUNCE_NAMESPACE);
  const act = { kind: 'bounce', actId, actor: 'system', assignmentId, smtpCode } as const;
  try {
    return await recordAct(tx, setting, { referralId, act, payload: { messageId, smtpCode }, now: at });
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'unavailable') return NOTHING_RECORDED;
    throw error;
  }
}

/** The workflow that sent the mail. It also sends the mail of the escalation that follows. */
function senderOf({ referral_id, report_id, request_id }: BouncedMessage): Followed {
  if (referral_id !== null) return { kind: 'referral', subjectId: referral_id };
  if (report_id !== null) return { kind: 'report', subjectId: report_id };
  if (request_id !== null) return { kind: 'request', subjectId: request_id };
  throw new Error('a mail to an organization is about a referral, a report or a request');
}
