import { v7 as uuidv7 } from 'uuid';
import type { IssuedLink, LinkIssuer, LinkWish } from '../../../activities/ports';
import { LINK_RECIPIENTS } from '../../../domain/link-recipients';
import { instant, type Instant } from '../../../domain/time';
import { inTransaction, type Tx } from '../database/transaction';
import { Prisma, type PrismaClient } from '../generated/client';

/**
 * One working link for each purpose and subject. It keeps its first expiry, so that a repeated mail has the same
 * address. An organization's link is extended by every mail once half of its time is over; an address that went out
 * before ends when it said. A link belongs to its recipient and to its time: for another recipient, or when it has
 * expired, it is revoked and a new one is made.
 *
 * Throws when the link is for an organization and the recipient is not its address for leads any more. The mail is then
 * made anew, for the right address. A change of the address waits for a link that is being made, and revokes it.
 */
export function createLinkIssuer(
  prisma: PrismaClient,
  urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string,
): LinkIssuer {
  return {
    async linkFor(wish) {
      const link =
        (await makeOrFind(prisma, wish)) ?? (await inTransaction(prisma, (tx) => replace(tx, wish)));
      return toIssued(link, urlFor);
    },
  };
}

interface LinkRow {
  readonly id: string;
  readonly expires_at: Date;
}

/** Undefined when the working link is another recipient's or has expired, or this is not the address any more. */
async function makeOrFind(sql: PrismaClient | Tx, wish: LinkWish): Promise<LinkRow | undefined> {
  const { purpose, subjectId, organizationId, recipient, expiresAt, at } = wish;
  const [row] = await sql.$queryRaw<LinkRow[]>`
    WITH reached AS MATERIALIZED (${reached(wish)})
    INSERT INTO links (id, purpose, subject_id, organization_id, recipient, expires_at, created_at)
    SELECT ${uuidv7()}::uuid, ${purpose}, ${subjectId}::uuid, ${organizationId}::uuid, ${recipient},
      ${expiresAt}::timestamptz, ${at}::timestamptz FROM reached
    ON CONFLICT (purpose, subject_id) WHERE revoked_at IS NULL DO UPDATE SET expires_at = CASE
      WHEN links.purpose = 'organization' AND links.expires_at < ${at}::timestamptz
        + (EXCLUDED.expires_at - ${at}::timestamptz) / 2 THEN EXCLUDED.expires_at
      ELSE links.expires_at END
    WHERE links.recipient = EXCLUDED.recipient AND links.expires_at > ${at}::timestamptz
    RETURNING id, expires_at`;
  return row;
}

/** A row if such a link may go to the recipient now. It stays so until the transaction ends. */
function reached({ purpose, organizationId, recipient }: LinkWish): Prisma.Sql {
  if (LINK_RECIPIENTS[purpose] !== 'contact-point') return Prisma.sql`SELECT 1`;
  return Prisma.sql`
    SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid AND contact_email = ${recipient} FOR KEY SHARE`;
}

async function replace(tx: Tx, wish: LinkWish): Promise<LinkRow> {
  const { purpose, subjectId, recipient, at } = wish;
  if ((await tx.$queryRaw<unknown[]>(reached(wish))).length === 0) {
    throw new Error(`a link for ${purpose} goes to an address that is not the contact point any more`);
  }
  await tx.$executeRaw`
    UPDATE links SET revoked_at = ${at}::timestamptz
    WHERE purpose = ${purpose} AND subject_id = ${subjectId}::uuid AND revoked_at IS NULL
      AND (recipient <> ${recipient} OR expires_at <= ${at}::timestamptz)`;
  const link = await makeOrFind(tx, wish);
  if (link === undefined) throw new Error(`no link for ${purpose} could be made`);
  return link;
}

function toIssued(
  row: LinkRow,
  urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string,
): IssuedLink {
  const link = { id: row.id, expiresAt: instant(row.expires_at) };
  return { url: urlFor(link), expiresAt: link.expiresAt };
}
