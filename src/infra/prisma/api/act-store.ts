import type { ActStore } from '../../../api/ports';
import type { PrismaClient } from '../generated/client';
import { sayingWhenDown } from './outages';

export function createActStore(prisma: PrismaClient): ActStore {
  return sayingWhenDown<ActStore>({
    async store({ id, referralId, kind, actor, payload, at }) {
      await prisma.$executeRaw`
        INSERT INTO acts (id, referral_id, kind, actor, payload, created_at)
        VALUES (${id}::uuid, ${referralId}::uuid, ${kind}, ${actor}, ${JSON.stringify(payload)}::jsonb,
          ${at}::timestamptz)
        ON CONFLICT (id) DO NOTHING`;
    },
  });
}
