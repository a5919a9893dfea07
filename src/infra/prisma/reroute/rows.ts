import { instant, type Instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';

/** One re-route while its row is locked. */
export interface LockedReroute {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  /** Leads that were given to the organization later are not meant. */
  readonly assignedUntil: Instant;
  readonly total: number;
  readonly rerouted: number;
  /** Referrals that were over, or with another organization, before their turn. */
  readonly passed: number;
  /** The last referral whose turn is over. Referrals are taken in the order of their ids. */
  readonly after: string | null;
  readonly finishedAt: Instant | null;
}

/** Null when there is none. Two statements: the second sees what was written while the first one waited. */
export async function lockReroute(tx: Tx, id: string): Promise<LockedReroute | null> {
  await tx.$executeRaw`SELECT 1 FROM reroutes WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.reroute.findUnique({
    where: { id },
    include: { organization: { select: { name: true } } },
  });
  if (row === null) return null;
  const { organization, assignedUntil, finishedAt, createdAt: _created, ...rest } = row;
  return {
    ...rest,
    organizationName: organization.name,
    assignedUntil: instant(assignedUntil),
    finishedAt: finishedAt === null ? null : instant(finishedAt),
  };
}
