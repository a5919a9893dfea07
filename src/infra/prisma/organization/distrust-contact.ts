import { v7 as uuidv7 } from 'uuid';
import type { Instant } from '../../../domain/time';
import type { Prisma, PrismaClient } from '../generated/client';

/**
 * Marks a refused address as unverified until a person has put it right. An address that is no longer the
 * organization's contact point has been put right already. Returns whether it still is the contact point. The
 * organization's history says once that the address was refused, and by which message.
 */
export async function distrustContact(
  sql: PrismaClient | Prisma.TransactionClient,
  messageId: string,
  at: Instant,
): Promise<boolean> {
  const rows = await sql.$queryRaw<{ current: boolean }[]>`
    WITH addressed AS (
      SELECT o.id, m.id AS message_id FROM messages m
      JOIN organizations o ON o.id = m.organization_id AND lower(o.contact_email) = lower(m.recipient)
      WHERE m.id = ${messageId}::uuid
    ), distrusted AS (
      UPDATE organizations o SET contact_verified = false, version = o.version + 1, updated_at = ${at}::timestamptz
      FROM addressed a WHERE o.id = a.id AND o.contact_verified RETURNING o.id, a.message_id
    ), event AS (
      INSERT INTO organization_events (id, organization_id, at, actor, type, data)
      SELECT ${uuidv7()}::uuid, id, ${at}::timestamptz, 'system', 'contact-unverified',
        jsonb_build_object('messageId', message_id) FROM distrusted
    )
    SELECT EXISTS (SELECT 1 FROM addressed) AS current`;
  return rows[0]?.current === true;
}
