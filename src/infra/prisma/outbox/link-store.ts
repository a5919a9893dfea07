import type { LinkStore } from '../../../api/pages/links/ports';
import { instant } from '../../../domain/time';
import type { LinkPurpose } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';
import { orNull } from '../database/instants';

export function createLinkStore(prisma: PrismaClient): LinkStore {
  return sayingWhenDown<LinkStore>({
    async find(linkId) {
      const row = await prisma.link.findUnique({ where: { id: linkId } });
      if (row === null) return null;
      const { id, purpose, subjectId, expiresAt, revokedAt } = row;
      return {
        id,
        subjectId,
        purpose: purpose as LinkPurpose,
        expiresAt: instant(expiresAt),
        revokedAt: orNull(revokedAt),
      };
    },
  });
}
