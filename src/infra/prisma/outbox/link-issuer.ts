import type { IssuedLink, LinkIssuer } from '../../../activities/ports';
import { instant, type Instant } from '../../../domain/time';
import { v7 as uuidv7 } from 'uuid';
import type { PrismaClient } from '../generated/client';

type LinkWish = Parameters<LinkIssuer['linkFor']>[0];

/**
 * One working link for each purpose and subject. It keeps its first expiry, so that a repeated mail has the same
 * address. A link that has expired and is needed again works again. An organization's link is extended by every mail
 * once half of its time is over. A link belongs to its recipient: for another recipient it is revoked and a new one is
 * made.
 */
export function createLinkIssuer(
  prisma: PrismaClient,
  urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string,
): LinkIssuer {
  return {
    async linkFor(wish) {
      for (;;) {
        const link = await makeOrFind(prisma, wish);
        if (link !== undefined) return toIssued(link, urlFor);
        await revokeOthers(prisma, wish);
      }
    },
  };
}

interface LinkRow {
  readonly id: string;
  readonly expires_at: Date;
}

/** Undefined when the working link belongs to another recipient. */
async function makeOrFind(
  prisma: PrismaClient,
  { purpose, subjectId, recipient, expiresAt, at }: LinkWish,
): Promise<LinkRow | undefined> {
  const [row] = await prisma.$queryRaw<LinkRow[]>`
    INSERT INTO links (id, purpose, subject_id, recipient, expires_at, created_at)
    VALUES (${uuidv7()}::uuid, ${purpose}, ${subjectId}::uuid, ${recipient}, ${expiresAt}::timestamptz,
      ${at}::timestamptz)
    ON CONFLICT (purpose, subject_id) WHERE revoked_at IS NULL DO UPDATE SET expires_at = CASE
      WHEN links.expires_at <= ${at}::timestamptz THEN EXCLUDED.expires_at
      WHEN links.purpose = 'organization' AND links.expires_at < ${at}::timestamptz
        + (EXCLUDED.expires_at - ${at}::timestamptz) / 2 THEN EXCLUDED.expires_at
      ELSE links.expires_at END
    WHERE links.recipient = EXCLUDED.recipient
    RETURNING id, expires_at`;
  return row;
}

async function revokeOthers(
  prisma: PrismaClient,
  { purpose, subjectId, recipient, at }: LinkWish,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE links SET revoked_at = ${at}::timestamptz
    WHERE purpose = ${purpose} AND subject_id = ${subjectId}::uuid AND revoked_at IS NULL
      AND recipient <> ${recipient}`;
}

function toIssued(
  row: LinkRow,
  urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string,
): IssuedLink {
  const link = { id: row.id, expiresAt: instant(row.expires_at) };
  return { url: urlFor(link), expiresAt: link.expiresAt };
}
