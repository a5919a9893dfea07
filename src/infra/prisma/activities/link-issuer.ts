import type { LinkIssuer } from '../../../activities/ports';
import { instant, type Instant } from '../../../domain/time';
import { v7 as uuidv7 } from 'uuid';
import type { PrismaClient } from '../generated/client';

/** One link row an assignment; the first expiry stays, so that a repeated mail carries the same address. */
export function createLinkIssuer(
  prisma: PrismaClient,
  urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string,
): LinkIssuer {
  return {
    async assignmentLink({ assignmentId, recipient, expiresAt, at }) {
      const rows = await prisma.$queryRaw<{ id: string; expires_at: Date }[]>`
        INSERT INTO links (id, purpose, assignment_id, recipient, expires_at, created_at)
        VALUES (${uuidv7()}::uuid, 'assignment', ${assignmentId}::uuid, ${recipient}, ${expiresAt}::timestamptz,
          ${at}::timestamptz)
        ON CONFLICT (assignment_id) DO UPDATE SET recipient = EXCLUDED.recipient
        RETURNING id, expires_at`;
      const row = rows[0];
      if (row === undefined) throw new Error('the link was neither made nor found');
      const link = { id: row.id, expiresAt: instant(row.expires_at) };
      return { url: urlFor(link), expiresAt: link.expiresAt };
    },
  };
}
