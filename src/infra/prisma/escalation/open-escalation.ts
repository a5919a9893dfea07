import { v7 as uuidv7 } from 'uuid';
import type { StoredCause } from '../../../domain/escalation/stored';
import { subjectKey, type EscalationSubject } from '../../../domain/escalation/subject';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import { addMessages } from '../outbox/messages';
import { Overtaken, type Tx } from '../database/transaction';

export interface EscalationCause extends StoredCause {
  readonly at: Instant;
  readonly dueAt: Instant;
  /** At first this is the single point of contact. */
  readonly owner: string;
  /** The subject whose transaction found the cause. */
  readonly openedBy: Followed;
  /** The subject whose workflow sends the mail, if that is not `openedBy`. */
  readonly sender?: Followed;
  /** The referral that is linked to it and counted. Null when it concerns none. */
  readonly referralId: string | null;
  /** The id from `escalationIdFor`, if it is in a log already. */
  readonly id?: string;
}

/** The id of the escalation that is open for this cause, or of the one that will be opened. */
export async function escalationIdFor(tx: Tx, { reason, subject }: StoredCause): Promise<string> {
  const [open] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM escalations WHERE reason = ${reason} AND subject = ${subjectKey(subject)} AND state = 'open'`;
  return open?.id ?? uuidv7();
}

/**
 * Opens an escalation for the single point of contact. There is one open escalation for each reason and subject, and
 * one mail for it. If one is open already, the cause is counted once more. Runs in the transaction that causes it, so
 * that each cause is counted once.
 */
export async function openEscalation(
  tx: Tx,
  cause: EscalationCause,
): Promise<{ readonly escalationId: string }> {
  const { reason, subject, at, dueAt, owner, openedBy, sender = openedBy, referralId, id = uuidv7() } = cause;
  const { countyFips, assisterType, organizationId, requestId, reportId, seasonId } = columnsOf(subject);
  const [row] = await tx.$queryRaw<{ id: string; opened: boolean }[]>`
    INSERT INTO escalations (id, reason, subject, county_fips, assister_type, organization_id, request_id, report_id,
      season_id, state, occurrences, opened_at, opened_by, due_at, owner)
    VALUES (${id}::uuid, ${reason}, ${subjectKey(subject)}, ${countyFips}, ${assisterType},
      ${organizationId}::uuid, ${requestId}::uuid, ${reportId}::uuid, ${seasonId}::uuid, 'open', 1,
      ${at}::timestamptz, ${openedBy.subjectId}::uuid, ${dueAt}::timestamptz, ${owner})
    ON CONFLICT (reason, subject) WHERE state = 'open' DO UPDATE SET occurrences = escalations.occurrences + 1
    RETURNING id, occurrences = 1 AS opened`;
  if (row === undefined) throw new Error('the escalation was neither opened nor found');
  if (cause.id !== undefined && row.id !== id) throw new Overtaken('another escalation was opened meanwhile');
  if (referralId !== null) {
    await tx.$executeRaw`
      INSERT INTO escalation_referrals (escalation_id, referral_id, linked_at)
      VALUES (${row.id}::uuid, ${referralId}::uuid, ${at}::timestamptz)
      ON CONFLICT (escalation_id, referral_id) DO UPDATE SET cleared_at = NULL, linked_at = EXCLUDED.linked_at`;
  }
  if (row.opened) {
    const key = `escalation-${row.id}/opened`;
    const about = { escalationId: row.id, referralId } as const;
    await addMessages(tx, [{ ...about, key, kind: 'escalation', order: { mail: 'escalation' }, sender }], at);
  }
  return { escalationId: row.id };
}

function columnsOf(subject: EscalationSubject) {
  const none = {
    countyFips: null,
    assisterType: null,
    organizationId: null,
    requestId: null,
    reportId: null,
    seasonId: null,
  };
  switch (subject.kind) {
    case 'referral':
    case 'service':
      return none;
    case 'organization':
    case 'gap':
    case 'report':
    case 'season':
    case 'request': {
      const { kind: _kind, ...columns } = subject;
      return { ...none, ...columns };
    }
    default:
      return subject satisfies never;
  }
}
