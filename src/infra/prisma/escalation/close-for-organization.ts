import { reasonsClosedOn } from '../../../domain/escalation/closing';
import type { Instant, LocalDate } from '../../../domain/time';
import type { Tx } from '../database/transaction';

/**
 * Closes the escalations whose cause a change of the organization has ended. Must be called in the transaction of every
 * change of an organization, whoever makes it. A contact point that is trusted again ends `delivery-failed`. An
 * organization that is suspended, now or from a later day, need not be asked for answers any more. `today`: the day of
 * `at` in the program's zone, because suspensions are days of that zone.
 */
export async function closeEscalationsOvercome(
  tx: Tx,
  organizationId: string,
  at: Instant,
  today: LocalDate,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE escalations e SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    FROM organizations o
    WHERE o.id = ${organizationId}::uuid AND e.organization_id = o.id AND e.state = 'open' AND (
      (e.reason = ANY (${reasonsClosedOn('address-trusted')}::text[]) AND o.contact_verified)
      OR (e.reason = ANY (${reasonsClosedOn('suspended')}::text[]) AND (o.status = 'suspended' OR EXISTS (
        SELECT 1 FROM absences a WHERE a.organization_id = o.id AND a.kind = 'suspension'
          AND (a.until IS NULL OR a.until >= ${today}::date)))))`;
}

/** These organizations have recorded something again, so nobody has to ask whether they still take part. */
export async function closeAnswered(tx: Tx, assignmentIds: readonly string[], at: Instant): Promise<void> {
  if (assignmentIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE escalations e SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    FROM assignments a
    WHERE a.id = ANY (${[...assignmentIds]}::uuid[]) AND e.organization_id = a.organization_id AND e.state = 'open'
      AND e.reason = ANY (${reasonsClosedOn('answered')}::text[])`;
}
