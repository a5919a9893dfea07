import type { KeptAnswer } from '../../../api/http/answer';
import type { Claim, IdempotencyStore } from '../../../api/http/ports';
import type { Prisma, PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';

type Sql = PrismaClient | Prisma.TransactionClient;

/** One row for each key. `locked_until` says who holds the key: after a takeover the claim has another one. */
export function createIdempotencyStore(prisma: PrismaClient): IdempotencyStore {
  return sayingWhenDown<IdempotencyStore>({
    async claim({ clientId, key, lockedUntil }, requestHash, at) {
      const claimed = await prisma.$executeRaw`
        INSERT INTO idempotency_records AS kept (client_id, key, request_hash, locked_until, created_at)
        VALUES (${clientId}, ${key}, ${requestHash}, ${lockedUntil}::timestamptz, ${at}::timestamptz)
        ON CONFLICT (client_id, key) DO UPDATE SET locked_until = EXCLUDED.locked_until
        WHERE kept.response IS NULL AND kept.locked_until < ${at}::timestamptz
          AND kept.request_hash = EXCLUDED.request_hash`;
      if (claimed === 1) return { outcome: 'claimed' };
      const kept = await prisma.idempotencyRecord.findUnique({ where: { clientId_key: { clientId, key } } });
      // It was just released. The client tries again, as for any request in progress.
      if (kept === null) return { outcome: 'in-progress' };
      if (kept.requestHash !== requestHash) return { outcome: 'other-request' };
      // Only completeClaim writes this.
      const answer = kept.response as unknown as KeptAnswer | null;
      return answer === null ? { outcome: 'in-progress' } : { outcome: 'answered', answer };
    },

    async complete(claim, answer) {
      await completeClaim(prisma, claim, answer);
    },

    async release({ clientId, key, lockedUntil }) {
      await prisma.$executeRaw`
        DELETE FROM idempotency_records WHERE client_id = ${clientId} AND key = ${key}
          AND response IS NULL AND locked_until = ${lockedUntil}::timestamptz`;
    },
  });
}

/** False when another request has taken over the claim. */
export async function completeClaim(sql: Sql, claim: Claim, answer: KeptAnswer): Promise<boolean> {
  const { clientId, key, lockedUntil } = claim;
  const completed = await sql.$executeRaw`
    UPDATE idempotency_records SET response = ${JSON.stringify(answer)}::jsonb
    WHERE client_id = ${clientId} AND key = ${key} AND response IS NULL
      AND locked_until = ${lockedUntil}::timestamptz`;
  return completed === 1;
}
