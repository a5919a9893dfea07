import type { Log } from '../../../../activities/ports';
import type { StatementApplier } from '../../../../activities/report/ports';
import { whyNotNow } from '../../database/outages';
import type { PrismaClient } from '../../generated/client';
import type { AppendSetting } from '../../referral/append';
import { inTransaction } from '../../database/transaction';
import { applyStatements, type Applied } from './apply-statements';
import { findUnapplied, noteOutcomes } from './unapplied-statements';

/** A transaction holds the locks of this many referrals at most, so that nobody's act waits for long. */
export const APPLIED_AT_ONCE = 200;

export interface ApplierSetting extends AppendSetting {
  readonly log: Log;
}

/**
 * Applies what came back for reports, the oldest statements first, some in each transaction. The next call continues
 * where this one stopped.
 */
export function createStatementApplier(prisma: PrismaClient, setting: ApplierSetting): StatementApplier {
  return {
    async applyNext(reportId, now) {
      const found = await findUnapplied(prisma, reportId, APPLIED_AT_ONCE);
      if (found.length === 0) return null;
      const apply = (some: typeof found) =>
        inTransaction(prisma, (tx) => applyStatements(tx, setting, reportId, some, now));
      try {
        return await apply(found);
      } catch (error) {
        if (whyNotNow(error) !== null) throw error;
        return oneByOne(found, (one) => apply([one]), noteFailed);
      }

      /** An error of the program, not of the organization. It must not hold up everything that comes after it. */
      async function noteFailed({ id }: { readonly id: string }, error: unknown): Promise<void> {
        if (whyNotNow(error) !== null) throw error;
        setting.log.error({ err: error, reportId, statementId: id }, 'a statement could not be applied');
        await noteOutcomes(prisma, [{ id, outcome: 'failed' }], now);
      }
    },
  };
}

async function oneByOne<T>(
  found: readonly T[],
  apply: (one: T) => Promise<Applied>,
  noteFailed: (one: T, error: unknown) => Promise<void>,
): Promise<Applied> {
  const applied: Applied[] = [];
  for (const one of found) {
    try {
      applied.push(await apply(one));
    } catch (error) {
      await noteFailed(one, error);
    }
  }
  return {
    moved: [...new Set(applied.flatMap(({ moved }) => moved))],
    freesPlace: applied.some(({ freesPlace }) => freesPlace),
  };
}
