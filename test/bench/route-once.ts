import type { ProgramPolicy } from '../../src/domain/policy';
import type { RouteOutcome } from '../../src/domain/referral/commands';
import { instant } from '../../src/domain/time';
import type { PrismaClient } from '../../src/infra/prisma/generated/client';
import { route } from '../../src/infra/prisma/routing/route';
import { SituationReader } from '../../src/infra/prisma/routing/situation';
import { inTransaction } from '../../src/infra/prisma/database/transaction';

/** Routes one referral as the service does, in a transaction of its own; nothing is written but the place and the decision. */
export function createRouteOnce(prisma: PrismaClient, policy: ProgramPolicy) {
  const situations = new SituationReader(policy.routing);
  return async (referralId: string): Promise<RouteOutcome> => {
    const { outcome, look } = await inTransaction(prisma, (tx) =>
      route(
        tx,
        { policy, situations },
        { referralId, directedTo: null },
        { at: instant(Date.now()), retry: false },
      ),
    );
    situations.adopt(look);
    return outcome;
  };
}
