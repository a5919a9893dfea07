import type { LinkStore } from '../../../api/pages/links/ports';
import { isStillRecipient } from '../../../domain/link-recipients';
import { instant } from '../../../domain/time';
import type { LinkPurpose } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';

interface Row {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly subject_id: string;
  readonly recipient: string;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly contact_email: string | null;
}

/** `spocEmail`: whom the links of the exchange itself go to. */
export function createLinkStore(
  prisma: PrismaClient,
  { spocEmail }: { readonly spocEmail: string },
): LinkStore {
  return sayingWhenDown<LinkStore>({
    async find(linkId) {
      const [row] = await prisma.$queryRaw<Row[]>`
        SELECT l.id::text, l.purpose, l.subject_id::text, l.recipient, l.expires_at, l.revoked_at, o.contact_email
        FROM links l LEFT JOIN organizations o ON o.id = l.organization_id WHERE l.id = ${linkId}::uuid`;
      if (row === undefined) return null;
      const { id, purpose, subject_id: subjectId, contact_email: contactEmail } = row;
      const revoked = row.revoked_at !== null || !isStillRecipient(row, { contactEmail, spocEmail });
      return { id, purpose, subjectId, expiresAt: instant(row.expires_at), revoked };
    },
  });
}
